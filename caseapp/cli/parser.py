"""What may be typed after `caseapp`, explained in French down to the errors."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from caseapp import __version__
from caseapp.cli.terminal import BAD_INPUT, complain
from caseapp.kernel.calendar import Month
from caseapp.kernel.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Iterable

_EPILOG = """\
sans commande, la fenêtre s'ouvre.

codes de retour :
  0    fait
  1    impossible : la base ne s'ouvre pas ou a des défauts, le moteur ne démarre pas…
  2    refusé : la commande ou un fichier est à corriger ; une phrase par défaut
  130  interrompu (Ctrl+C)

« caseapp COMMANDE --help » explique une commande. Sous Windows, où une fenêtre n'a pas de
console, les commandes se donnent à caseapp-cli.
"""
_ESTIMATE = """\
Estime les droits des foyers décrits dans des fichiers au format caseapp.household/1.
Rien n'est écrit sur le disque, rien n'est envoyé nulle part.
"""
_ESTIMATE_EPILOG = """\
Tous les fichiers sont contrôlés avant le premier calcul : si l'un est à corriger, chaque défaut
est dit sur la sortie d'erreur (« fichier : champ : phrase »), le code est 2 et rien d'autre n'est
écrit.

--month déplace la date du foyer au même jour du mois demandé (au dernier jour, si ce mois est
plus court) ; ce que le fichier date expressément ne bouge pas.
"""
_SALVAGE = """\
Lit une base abîmée page par page et place tout ce qui est intact dans une nouvelle base, à côté
d'elle, que le même mot de passe ouvre. La base abîmée n'est pas modifiée. Dit ce qui a été
récupéré et ce qui est perdu, dossier par dossier. Une sauvegarde saine vaut mieux : l'essayer
d'abord.
"""
_MESSAGES = (
    (r"the following arguments are required: (.*)", "Il manque : {}."),
    (r"unrecognized arguments: (.*)", "Argument inconnu : {}."),
    (r"argument (?:COMMANDE|command): invalid choice: '(.*?)'.*", "Commande inconnue : « {} »."),
    (r"argument (\S+): expected one argument", "{} attend une valeur."),
    (r"argument (\S+): ignored explicit argument.*", "{} n'attend pas de valeur."),
    (r"argument \S+: (.*)", "{}"),
)


class FrenchParser(argparse.ArgumentParser):
    """A parser that speaks French in its help and its errors."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _FrenchHelp)
        super().__init__(**options, add_help=False, allow_abbrev=False)
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one sentence, and where the help is."""
        complain(typeset(_in_french(message)))
        complain(typeset(f"Aide : {self.prog} --help"))
        raise SystemExit(BAD_INPUT)


class _FrenchHelp(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


def _in_french(message: str) -> str:
    for pattern, sentence in _MESSAGES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return sentence.format(found[1])
    return "La commande est mal formée."


def _month(text: str) -> Month:
    try:
        month = Month.parse(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un mois AAAA-MM.") from None
    if not 2016 <= month.year <= 2100:
        raise argparse.ArgumentTypeError(f"Le mois « {text} » n'est pas plausible.")
    return month


def make_parser() -> FrenchParser:
    """Return the parser of the whole command line."""
    parser = FrenchParser(
        prog="caseapp",
        description="CaseApp : suivi de dossiers et accès aux droits.",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "--version", action="version", version=f"CaseApp {__version__}", help="affiche la version"
    )
    parser.add_argument("--base", type=Path, metavar="BASE", help="ouvre la fenêtre sur une base")
    parser.add_argument(
        "--demo", action="store_true", help="ouvre la fenêtre sur une base de démonstration"
    )
    commands = parser.add_subparsers(title="commandes", dest="command", metavar="COMMANDE")
    estimate = commands.add_parser(
        "estimate",
        help="estime les droits d'un foyer",
        description=_ESTIMATE,
        epilog=_ESTIMATE_EPILOG,
    )
    estimate.add_argument(
        "files", nargs="+", metavar="FICHIER", help="foyer en JSON ; « - » pour l'entrée standard"
    )
    estimate.add_argument(
        "--json", action="store_true", help="un document caseapp.estimate/1 par ligne"
    )
    estimate.add_argument(
        "--month", type=_month, metavar="AAAA-MM", help="mois de l'estimation (défaut : sa date)"
    )
    demo = commands.add_parser(
        "demo",
        help="crée une base de démonstration",
        description="Crée une base de démonstration, aux foyers inventés, et donne son mot de passe.",
    )
    demo.add_argument("folder", type=Path, metavar="DOSSIER", help="où créer la base")
    demo.add_argument(
        "--sans-ecran",
        action="store_true",
        dest="without_screen",
        help="estime tout, affiche la journée, laisse un rapport et des images dans le dossier",
    )
    check = commands.add_parser(
        "check",
        help="vérifie une base",
        description="Vérifie une base de bout en bout : intégrité, sceau de chaque page, schéma.",
        epilog="Le mot de passe est demandé, ou lu sur l'entrée standard si elle est un tube.",
    )
    check.add_argument("base", type=Path, metavar="BASE", help="la base à vérifier")
    salvage = commands.add_parser(
        "salvage",
        help="récupère ce qui peut l'être d'une base abîmée",
        description=_SALVAGE,
        epilog="Le mot de passe est demandé, ou lu sur l'entrée standard si elle est un tube.",
    )
    salvage.add_argument("base", type=Path, metavar="BASE", help="la base abîmée")
    return parser
