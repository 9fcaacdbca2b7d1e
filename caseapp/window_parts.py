"""The window of an open base, furnished: its side bar, its pages, its search, its first page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer

from caseapp.activity_parts import activity_page
from caseapp.alert_parts import alerts_page
from caseapp.backup_parts import furnish_backups
from caseapp.case_parts import case_parts
from caseapp.caseload_parts import CASELOAD, furnish_caseload
from caseapp.course_parts import doubt_base
from caseapp.dates_parts import furnish_dates
from caseapp.domain.journal import JournalAction
from caseapp.letter_parts import pile_shower
from caseapp.opening_parts import dates_first, doubt_clock
from caseapp.privacy_parts import privacy_page
from caseapp.search_parts import furnish_search
from caseapp.security_parts import colleague_opener, guard_cases, security_card
from caseapp.services.catalogue_reading import CatalogueReading
from caseapp.ui.backups.card import BackupCard
from caseapp.ui.dated.agenda_file import zone_of_machine
from caseapp.ui.dated.feed_card import FeedCard
from caseapp.ui.dialogs.kept_forms import KeptForms
from caseapp.ui.navigator import (
    ActivityPlace,
    AlertsPlace,
    CaseloadPlace,
    CasePlace,
    CasesPlace,
    CataloguePlace,
    ClaimPlace,
    ClaimsPlace,
    DayPlace,
    DeadlinesPlace,
    FreshnessPlace,
    MergePlace,
    PrivacyPlace,
    SettingsPlace,
)
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.cases.page import CasesPage
from caseapp.ui.pages.cases.tools import CasesTools
from caseapp.ui.pages.catalogue.claim_dates import ClaimDates
from caseapp.ui.pages.catalogue.page import CataloguePage
from caseapp.ui.pages.claim.page import ClaimPage
from caseapp.ui.pages.claim.tools import ClaimTools
from caseapp.ui.pages.claims_list import ClaimsPage
from caseapp.ui.pages.settings_page import SettingsPage
from caseapp.ui.reminding import Reminding
from caseapp.ui.widgets.side_bar import Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.backups.backing_up import BackingUp
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.pages.caseload.runner import Runner
    from caseapp.ui.reminding import Teller
    from caseapp.ui.tasks import Beside
    from caseapp.ui.widgets.page import Page

_A_MINUTE = 60_000


def entries() -> tuple[Entry, ...]:
    """Return the pages of the side bar, from top to bottom."""
    return (
        Entry("Ma journée", "day", DayPlace(), (DayPlace,)),
        Entry("Dossiers", "cases", CasesPlace(), (CasesPlace, CasePlace, MergePlace)),
        Entry(CASELOAD, "caseload", CaseloadPlace(), (CaseloadPlace,)),
        Entry("Démarches", "claims", ClaimsPlace(), (ClaimsPlace, ClaimPlace)),
        Entry("Échéances", "deadlines", DeadlinesPlace(), (DeadlinesPlace,)),
        Entry("Catalogue des droits", "catalogue", CataloguePlace(), (CataloguePlace,)),
        Entry("Activité", "activity", ActivityPlace(), (ActivityPlace,), at_foot=True),
        Entry("Fraîcheur", "calendar", FreshnessPlace(), (FreshnessPlace,), at_foot=True),
        Entry("Signalements", "alerts", AlertsPlace(), (AlertsPlace,), at_foot=True),
        Entry("Protection", "shield", PrivacyPlace(), (PrivacyPlace,), at_foot=True),
        Entry("Réglages", "settings", SettingsPlace(), (SettingsPlace,), at_foot=True),
    )


class ByItself(NamedTuple):
    """What works by itself in a window, once it is told to."""

    review: Runner
    backing_up: BackingUp


def furnish(window: MainWindow, desk: Desk, tools: Tools) -> ByItself:
    """Register the pages of the window, go to « Ma journée », return what runs the reviews."""
    go, parts = tools.navigator, case_parts(window, desk, tools)
    guard_cases(window, desk, tools)
    doubt_clock(window, desk)
    doubt_base(window, desk, tools)  # before the copies note that one was put back

    def beside(name: str) -> Beside:
        return tools.jobs.beside(window, name)

    cases = CasesTools(
        desk,
        go,
        tools.asker,
        tools.jobs,
        tools.settings,
        beside("cases"),
        colleague_opener(window, desk, tools),
        pile_shower(window, desk, tools),
    )

    reading = CatalogueReading(desk.catalogue)
    fill_search = furnish_search(window, desk, tools, entries())
    dates = dates_first(window, desk, tools, reading, parts.tabs, fill_search)
    furnish_dates(window, desk, tools, dates.bring_up_to_date)
    window.register(CasesPlace, lambda: CasesPage(cases))
    window.register(MergePlace, _merge(desk, tools))
    window.register(CasePlace, lambda: CasePage(desk, go, tools.asker, parts))
    window.register(
        ClaimsPlace,
        lambda: ClaimsPage(desk.claims, go, desk.learned_delays, beside("claims")),
    )
    claim = ClaimTools(
        claims=desk.claims,
        editing=desk.claim_editing,
        exchanges=desk.claim_exchanges,
        link=desk.documents.link,
        agencies=desk.claim_agencies,
        delays=desk.learned_delays,
        letters=desk.letters,
        has_form=desk.form_aids.has_form,
        beside=beside("delays"),
        is_closed=lambda case_id: desk.retentions.refusal(case_id) is not None,
        opened=desk.journal.opened,
    )
    window.register(ClaimPlace, lambda: ClaimPage(claim, go, desk.clock, tools.asker))
    window.register(
        CataloguePlace,
        lambda: CataloguePage(
            reading,
            go,
            desk.local_rights,
            desk.corrections,
            tools.asker,
            ClaimDates(tools.jobs, desk.claims.refresh),
        ),
    )
    window.register(ActivityPlace, activity_page(window, desk, tools))
    window.register(AlertsPlace, alerts_page(window, desk, tools))
    window.register(FreshnessPlace, _freshness(desk, tools, beside("freshness")))
    backing_up = furnish_backups(window, desk, tools)
    window.register(PrivacyPlace, privacy_page(window, desk, tools, lambda: backing_up.places))
    window.register(
        SettingsPlace,
        lambda: SettingsPage(
            desk.settings,
            desk.reminders,
            FeedCard(
                desk.calendar_feed,
                tools.asker,
                tools.jobs,
                lambda: desk.journal.note(JournalAction.EXPORTED, about="agenda"),
            ),
            BackupCard(backing_up, tools.asker, beside("copies")),
            security_card(window, desk, tools),
        ),
    )
    _keep_file(window, desk, tools)
    runner = furnish_caseload(window, desk, tools)
    window.kept_forms = KeptForms(desk.unfinished_forms, go)
    _count_late(window, desk, tools)
    go.go(DayPlace())  # read first: what else works behind the window is begun after it
    if tools.teller is not None:
        _remind(window, desk, tools, tools.teller)
    return ByItself(runner, backing_up)


def _count_late(window: MainWindow, desk: Desk, tools: Tools) -> None:
    beside = tools.jobs.beside(window, "late")
    tools.navigator.moved.connect(
        lambda _place: beside(desk.board.late, lambda late: window.show_badge("Ma journée", late))
    )


def _keep_file(window: MainWindow, desk: Desk, tools: Tools) -> None:
    """Write the file of an external agenda again, where there is one and dates have changed."""
    zone, timer, told = zone_of_machine(), QTimer(window), set[str]()

    def failed(error: CaseAppError) -> None:
        if str(error) not in told:  # once: it is tried again every minute
            told.add(str(error))
            window.announce("Le fichier de l'agenda externe n'est plus écrit.", SettingsPlace())

    def write() -> None:
        tools.jobs.start(
            window,
            lambda _job: desk.calendar_feed.refresh(zone),
            lambda _written: None,
            failed=failed,
            name="feed",
        )

    timer.setInterval(_A_MINUTE)
    timer.timeout.connect(write)
    timer.start()


def _remind(window: MainWindow, desk: Desk, tools: Tools, teller: Teller) -> None:
    window.reminder.followed.connect(lambda: tools.navigator.go(DayPlace()))
    reminding = Reminding(
        window,
        desk.reminders,
        tools.jobs,
        window.reminder,
        teller,
        lambda: window.is_discreet,
        zone_of=zone_of_machine,
    )
    reminding.look(at_start=True)


def _merge(desk: Desk, tools: Tools) -> Callable[[], Page]:
    def make() -> Page:
        from caseapp.ui.pages.merge.page import MergePage, MergeTools

        return MergePage(MergeTools(desk.merges, desk.cases, tools.navigator, tools.jobs))

    return make


def _freshness(desk: Desk, tools: Tools, beside: Beside) -> Callable[[], Page]:
    def make() -> Page:
        from caseapp.ui.pages.freshness_page import FreshnessPage

        return FreshnessPage(desk.freshness, tools.navigator, tools.jobs, beside)

    return make
