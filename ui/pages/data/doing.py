# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done with rows: one or many are changed, starred, deleted, restored, copied."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from cxfield.i18n import N_
from cxfield.services import data_change as verbs
from cxfield.services.data import Key
from cxfield.services.data_copy import as_html, as_text
from cxfield.services.data_many import change_many, remove_many
from cxfield.services.history import Step
from ui.pages.data.kept import DELETE, EDIT, LABELS, RESTORE, SCOPE
from ui.session import StudySession
from ui.shortcuts import keycap_of

if TYPE_CHECKING:
    from ui.pages.data.page import DataPage

CHANGE_MANY = N_("Change many rows")
DELETE_MANY = N_("Delete many rows")


class Doing:
    """Connects what the table, the record and the bar of many rows ask for with the verbs."""

    def __init__(self, page: "DataPage") -> None:
        self._page = page
        page.table.starred.connect(self.star)
        page.table.deleted.connect(self.delete)
        page.table.copied.connect(self.copy)
        page.panel.changed.connect(self.change)
        page.panel.sealed.connect(self.seal)
        page.panel.starred.connect(self.star)
        page.panel.deleted.connect(self.delete)
        page.panel.undone.connect(self.undo)
        page.panel.restored.connect(self.restore)
        page.many.changed.connect(self.change_many)
        page.many.deleted.connect(self.delete)
        page.many.copied.connect(self.copy)

    def change(self, values: dict[str, Any]) -> None:
        """Change fields of the row in hand."""
        study, key = self._writing(), self._page.chosen
        if study is not None and key is not None:
            label = next((LABELS[name] for name in values if name in LABELS), EDIT)
            study.call(verbs.change, kind=key.kind, record_id=key.id, label=label, scope=SCOPE, **values)

    def change_many(self, values: dict[str, Any]) -> None:
        """Change fields of every chosen row."""
        study, keys = self._writing(), self._page.table.chosen()
        if study is not None and keys:
            study.call(change_many, keys=keys, label=CHANGE_MANY, scope=SCOPE, **values)

    def star(self, key: Key | None = None) -> None:
        """Give or take the star of a row."""
        found = self._page.row(key or self._page.chosen)
        if found is None or found.star is None:
            return
        self._page.chosen = found.key
        self.change({"star": not found.star})

    def delete(self, key: Key | None = None) -> None:
        """Delete what is chosen; a toast offers it back."""
        study, page = self._writing(), self._page
        many = page.table.chosen()
        if study is None:
            return
        page.panel.stop_editing()
        if len(many) > 1:
            study.call(
                remove_many, keys=many, label=DELETE_MANY, scope=SCOPE, done=lambda _: self._say(len(many))
            )
            return
        key = key or page.chosen
        if key is None:
            return
        place = page.rows.place_of(key)
        beside = (page.rows.line(at) for at in (place + 1, place - 1))
        page.chosen = next((line for line in beside if isinstance(line, Key)), None)
        study.call(
            verbs.remove,
            kind=key.kind,
            record_id=key.id,
            label=DELETE,
            scope=SCOPE,
            done=lambda _: self._say(1),
        )

    def restore(self, step: Step) -> None:
        """Give the row in hand the values of an earlier time."""
        study, key = self._writing(), self._page.chosen
        if study is not None and key is not None:
            values = dict(step.before)
            study.call(
                verbs.restore, kind=key.kind, record_id=key.id, values=values, label=RESTORE, scope=SCOPE
            )

    def copy(self) -> None:
        """Put the chosen rows on the clipboard as a table."""
        page, texts = self._page, self._page.ui.texts
        keys: Sequence[Key] = page.table.chosen() or ([page.chosen] if page.chosen is not None else [])
        rows = page.fetch(keys)
        if not rows:
            return
        mime = QMimeData()
        mime.setText(as_text(rows, texts))
        mime.setHtml(as_html(rows, texts))
        QGuiApplication.clipboard().setMimeData(mime)
        count = len(rows)
        page.toast.show_words(lambda x: x.tn("Copied {n} row.", "Copied {n} rows.", count), icon_name="check")

    def undo(self) -> None:
        """Take the last change back."""
        self._page.panel.stop_editing()
        if self._page.ui.undo is not None:
            self._page.ui.undo.undo()

    def seal(self) -> None:
        """End the typing burst."""
        if self._page.ui.study is not None:
            self._page.ui.study.seal()

    def _writing(self) -> StudySession | None:
        study = self._page.ui.study
        return None if study is None or study.read_only else study

    def _say(self, count: int) -> None:
        if isValid(self._page):
            self._page.toast.show_words(
                lambda x: x.tn("Deleted {n} row.", "Deleted {n} rows.", count),
                action=lambda x: x.t("Undo"),
                key=keycap_of("undo"),
                pressed=self.undo,
            )
