# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every tab of the room writes and asks through, and how a refusal is said."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.model.study import Study
from cxfield.services import plan_edit
from cxfield.services.plan_words import counted
from ui.context import Say, Ui
from ui.session import StudySession
from ui.widgets.buttons import Kind
from ui.widgets.dialog import Dialog, Way

T = TypeVar("T")
SCOPE = "plan"
EDIT = N_("Edit the plan")
ADD = N_("Add to the plan")
REMOVE = N_("Remove from the plan")
MOVE = N_("Move in the plan")
Failed = Callable[[BaseException], None]


def sentence(error: BaseException, texts: Texts) -> str:
    """An error in words; one not meant for people is shown by its name."""
    return error.say(texts) if isinstance(error, UserError) else f"{type(error).__name__}: {error}"


class Desk(QObject):
    """Writes with the room's scope; `said` carries what could not be done, `go` asks for a tab and record."""

    said = Signal(str)
    noted = Signal(object)
    go = Signal(str, str)

    def __init__(self, ui: Ui, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.languages: tuple[str, ...] = ("fi", "en")
        self.study_id = ""

    @property
    def session(self) -> StudySession:
        """The open study."""
        assert self.ui.study is not None
        return self.ui.study

    @property
    def read_only(self) -> bool:
        """Whether this window may only look."""
        return self.session.read_only

    def look(self) -> None:
        """Learn the study's languages anew."""
        study = next(iter(self.read(lambda reader: reader.all(Study))), None)
        self.study_id = study.id if study else ""
        if study and study.languages:
            self.languages = tuple(study.languages)

    def read(self, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Ask on this thread."""
        return self.session.read(query, *args, **kwargs)

    def write(
        self,
        verb: Callable[..., Any],
        *,
        label: str = EDIT,
        done: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> None:
        """Have a verb written; `done(value)` follows the commit, a refusal is said."""
        if self.read_only:
            return
        self.session.call(
            verb,
            label=label,
            scope=SCOPE,
            done=(lambda committed: done(committed.value)) if done else None,
            failed=failed or self._failed,
            **kwargs,
        )

    def choose(self, kind: str, record_id: str, *, failed: Failed | None = None, **values: Any) -> None:
        """Keep choices of a record."""
        self.write(plan_edit.choose, kind=kind, record_id=record_id, values=values, failed=failed)

    def put(self, kind: str, record_id: str, field: str, value: Any) -> None:
        """Keep one choice of a record."""
        self.write(plan_edit.choose, kind=kind, record_id=record_id, values={field: value})

    def add(
        self,
        kind: str,
        values: Mapping[str, Any],
        *,
        within: Mapping[str, Any] | None = None,
        done: Callable[[Any], None] | None = None,
    ) -> None:
        """Add a record at the end of its list."""
        self.write(plan_edit.add, label=ADD, kind=kind, values=values, within=within, done=done)

    def move(self, kind: str, record_id: str, before: str, after: str) -> None:
        """Give a record its place between two others."""
        self.write(plan_edit.move, label=MOVE, kind=kind, record_id=record_id, before=before, after=after)

    def remove(
        self,
        kind: str,
        record_id: str,
        name: str,
        *,
        done: Callable[[Any], None] | None = None,
        verb: Callable[..., Any] = plan_edit.remove,
    ) -> None:
        """Remove a record; one in use is shown with where, and retiring is offered."""
        used = self.read(plan_edit.uses, kind, record_id)
        if used and not self.may_retire(
            name, ", ".join(counted(u.kind, u.count, self.ui.texts) for u in used)
        ):
            return
        self.write(verb, label=REMOVE, kind=kind, record_id=record_id, done=done)

    def may_retire(self, name: str, where: str) -> bool:
        """Say where something is in use, and ask whether it is to be retired."""
        dialog = Dialog(
            self.ui,
            lambda x: x.t("Retire {name}?", name=name),
            lambda x: x.t(
                "{name} is in use: {where}. Retired, it is offered no more; what was logged keeps it.",
                name=name,
                where=where,
            ),
            (
                Way("back", lambda x: x.t("Back"), Kind.PRIMARY, "Esc"),
                Way("retire", lambda x: x.t("Retire"), Kind.DANGER),
            ),
            escape="back",
            parent=self.ui_window(),
        )
        return dialog.ask() == "retire"

    def ui_window(self) -> QWidget | None:
        """The window that dialogs belong to."""
        parent = self.parent()
        return parent.window() if isinstance(parent, QWidget) else None

    def refuse(self, error: BaseException) -> None:
        """Say why something was not done."""
        self._failed(error)

    def note(self, words: Say) -> None:
        """Say something in the toast."""
        self.noted.emit(words)

    def _failed(self, error: BaseException) -> None:
        self.said.emit(sentence(error, self.ui.texts))
