"""A person who answers the program's questions: with what the test says, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


@dataclass
class Answers:
    """Answers the questions of an `Asker`, and remembers what was asked.

    An answer that is missing is a failure: the program asked something nobody expected.
    """

    answers: list[Any] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def confirm(
        self, parent: QWidget, title: str, sentence: str, verb: str, *, danger: bool = False
    ) -> bool:
        return bool(self._answer(f"{title} {sentence} [{verb}]"))

    def tell(self, parent: QWidget, title: str, sentence: str) -> None:
        self.asked.append(f"{title} {sentence}")

    def text(self, parent: QWidget, title: str, label: str, initial: str = "") -> str | None:
        answer: str | None = self._answer(f"{title} {label}")
        return answer

    def choice(
        self, parent: QWidget, title: str, label: str, choices: Iterable[tuple[str, str]]
    ) -> str | None:
        answer: str | None = self._answer(f"{title} {label}")
        assert answer is None or answer in {value for value, _words in choices}
        return answer

    def open_file(self, parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
        answer: Path | None = self._answer(title)
        return answer

    def open_files(self, parent: QWidget, title: str, start: Path) -> list[Path]:
        answer: list[Path] = self._answer(title)
        return answer

    def save_file(self, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
        answer: Path | None = self._answer(title)
        return answer

    def folder(self, parent: QWidget, title: str, start: Path) -> Path | None:
        answer: Path | None = self._answer(title)
        return answer

    def _answer(self, question: str) -> Any:
        self.asked.append(question)
        assert self.answers, f"nobody expected the question « {question} »"
        return self.answers.pop(0)
