# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editor of photographs: thumbnails, a button to add one, a file dropped on it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from cxfield.errors import UserError
from cxfield.methods.questions.photo import MOST_PHOTOS
from ui.context import Say, Ui
from ui.editors.base import Editor, EditorSpec
from ui.editors.flow import FlowLayout
from ui.editors.image_choice import MISSING, draw_fitting
from ui.pictures import Pictures, Source, choose_file
from ui.widgets.base import PaintedButton
from ui.widgets.buttons import Button
from ui.widgets.checks import CheckRow
from ui.widgets.label import Label
from ui.widgets.paint import CENTER, box, icon, text

_WIDE, _HIGH = 152, 116
_SHARP = 3


class PhotoEditor(Editor):
    """`use_owners` says whose the photographs are; pressing one takes it out of the answer.

    Where the person has not agreed to photographs, only those without people are taken.
    """

    def __init__(self, ui: Ui, spec: EditorSpec) -> None:
        super().__init__(ui, spec)
        self._session: str | None = None
        self._person: str | None = None
        self._people = False
        #: Whether a photograph is on its way into the answer.
        self.working = False
        #: Opens a camera; without one a file is asked for.
        self.camera: Callable[[], None] | None = None
        self._ids: list[str] = []
        self._pictures = Pictures(ui, self)
        self._row = QWidget()
        self._flow = FlowLayout(self._row, 10)
        self.photos: list[PhotoCard] = []
        self.column.addWidget(self._row)
        self.add = Button(ui, lambda x: x.t("Add a photograph"), icon_name="photo", touch=True)
        self.add.clicked.connect(self._choose)
        self.empty = CheckRow(ui, lambda x: x.t("No people can be seen in the photograph"), touch=True)
        self.empty.clicked.connect(self._allow)
        self.empty.hide()
        self.column.addWidget(self.empty)
        side = Qt.AlignmentFlag.AlignHCenter if spec.alone else Qt.AlignmentFlag.AlignLeft
        self.column.addWidget(self.add, 0, side)
        self.note = Label(ui, "", "small", "danger.base", wrap=True)
        self.note.hide()
        self.column.addWidget(self.note)
        self.setAcceptDrops(True)
        self._show()

    def set_value(self, value: Any) -> None:
        """Show the photographs."""
        ids = [str(item) for item in value] if isinstance(value, list) else []
        if ids != self._ids:
            self._ids = ids
            self._show()

    def focus_first(self) -> bool:
        """Focus the button, or what has to be said before it."""
        first = self.add if self.add.isEnabled() else self.empty
        first.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def use_owners(self, session_id: str | None, participant_id: str | None) -> None:
        """The interview and its person; erasing the person takes the photographs away."""
        from cxfield.services.answer_photos import may_show_people

        self._session, self._person = session_id, participant_id
        study = self.ui.study
        self._people = study is not None and study.read(may_show_people, participant_id)
        self.empty.setVisible(not self._people)
        self._allow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped."""
        if event.mimeData().hasUrls() and self.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        for url in event.mimeData().urls()[:1]:
            if url.isLocalFile():
                self.take(Path(url.toLocalFile()))

    def take(self, source: Source) -> None:
        """Store a picture and add it to the answer; a sentence when it cannot be."""
        self.note.hide()
        if self._session is None:
            self._tell(lambda x: x.t("Photographs are taken in the interview. Here nothing is kept."))
            return
        self.add.setEnabled(False)
        self.working = True
        self._pictures.read(source, self._store, self._refused)

    def _choose(self) -> None:
        if self.camera is None:
            self.choose_file()
            return
        self.note.hide()
        self.camera()

    def choose_file(self) -> None:
        """Ask for a file."""
        path = choose_file(self.ui, self)
        if path is not None:
            self.take(path)

    def _store(self, picture: Any) -> None:
        from cxfield.services.answer_photos import add_answer_photo

        study = self.ui.study
        if study is None:
            self.working = False
            return
        study.call(
            add_answer_photo,
            picture=picture,
            session_id=self._session,
            participant_id=self._person,
            people=self._people and not self.empty.isChecked(),
            done=self._stored,
            failed=self._turned_down,
        )

    def _stored(self, committed: Any) -> None:
        if isValid(self):
            self._added(committed.value.id)

    def _turned_down(self, error: BaseException) -> None:
        if isValid(self):
            self._refused(error)

    def _added(self, attachment_id: str) -> None:
        self.working = False
        if attachment_id not in self._ids:
            self._ids.append(attachment_id)
        self._show()
        self.changed.emit(list(self._ids))

    def _refused(self, error: BaseException) -> None:
        self.working = False
        self._tell(error.say if isinstance(error, UserError) else type(error).__name__)
        self._show()

    def _tell(self, words: Say) -> None:
        self.note.set_words(words)
        self.note.show()

    def _remove(self, attachment_id: str) -> None:
        self._ids.remove(attachment_id)
        self._show()
        self.changed.emit(list(self._ids) or None)
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.photos = []
        for number, photo in enumerate(self._ids, start=1):
            card = PhotoCard(self.ui, number)
            card.removed.connect(lambda one=photo: self._remove(one))
            self._pictures.show(photo, self.ui.theme.px(_WIDE) * _SHARP, card.set_image)
            self._flow.addWidget(card)
            card.show()
            self.photos.append(card)
        self._row.setVisible(bool(self._ids))
        self._row.updateGeometry()
        self._allow()

    def _allow(self) -> None:
        """There is room for one more, and nobody is shown who has not agreed."""
        asked = self._session is not None and not self._people
        self.add.setEnabled(len(self._ids) < MOST_PHOTOS and (not asked or self.empty.isChecked()))


class PhotoCard(PaintedButton):
    """A photograph with a cross; pressing it, or Delete, removes it from the answer."""

    removed = Signal()

    def __init__(self, ui: Ui, number: int) -> None:
        super().__init__(ui, lambda x: x.t("Remove photograph {n}", n=number))
        self._image: QImage | None = None
        self._waits = True
        self.clicked.connect(self.removed)
        self.set_tip(lambda x: x.t("Remove photograph {n}", n=number))

    def set_image(self, image: QImage | None) -> None:
        """Show the picture, or that it is missing."""
        self._image, self._waits = image, False
        self.update()

    def sizeHint(self) -> QSize:
        """A small picture."""
        return QSize(self.theme.px(_WIDE), self.theme.px(_HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes it as a press does."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
            return
        super().keyPressEvent(event)

    def draw(self, painter: QPainter) -> None:
        """Frame, picture, cross."""
        theme = self.theme
        box(
            painter,
            self.rect(),
            theme.radius("control"),
            theme.color("bg.sunken"),
            theme.color("line.strong"),
        )
        area = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        if self._image is not None:
            draw_fitting(painter, self._image, area)
        elif not self._waits:
            words = self.ui.texts.t(MISSING)
            text(painter, area, words, theme.font("small"), theme.color("text.secondary"), CENTER, wrap=True)
        side = theme.px(28)
        circle = QRectF(self.width() - side - 6, 6, side, side)
        box(painter, circle, side / 2, theme.color("bg.surface"), theme.color("line.strong"))
        sign = theme.px(16)
        at = (side - sign) / 2
        icon(painter, theme, "close", circle.x() + at, circle.y() + at, sign, theme.color("text.primary"))
