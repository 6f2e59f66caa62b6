# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Beside a transcript: its codes with counts and keys, what occurs together, words, what was found."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxfield.analysis.keywords import keywords, phrases
from cxfield.i18n import N_, pick
from cxfield.services import transcripts as desk
from ui.context import Say, Ui
from ui.session import StudySession
from ui.widgets.chips import Chip
from ui.widgets.field import TextField
from ui.widgets.label import Label

_KEYS = 9
_MOST = 12


class TranscriptSide(QWidget):
    """`tag_pressed(id)`, `named(name)` for a new code, `hit_pressed(Hit)`."""

    tag_pressed = Signal(str)
    named = Signal(str)
    hit_pressed = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.tags: tuple[desk.TagView, ...] = ()
        self.hits: tuple[desk.Hit, ...] = ()
        self.gone = False
        self.new = TextField(
            ui,
            lambda x: x.t("New code"),
            help_words=lambda x: x.t("N comes here from the text. Enter codes the selected words."),
        )
        self.new.input.returnPressed.connect(self._named)
        self._parts = {key: QVBoxLayout() for key in ("hits", "tags", "pairs", "words")}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(14)
        column.addLayout(self._parts["hits"])
        column.addWidget(self.new)
        for key in ("tags", "pairs", "words"):
            column.addLayout(self._parts[key])
        column.addStretch(1)

    def begin(self) -> None:
        """Write the name of a new code."""
        self.new.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self, number: int) -> None:
        """The key of a code."""
        if number <= len(self.tags):
            self.tag_pressed.emit(self.tags[number - 1].id)

    def _named(self) -> None:
        words = self.new.value.strip()
        if words:
            self.new.set_value("")
            self.named.emit(words)

    def show_codes(self, study: StudySession, *, staff: bool, locale: str) -> None:
        """Counts and what occurs together, at once; the words follow from behind."""
        self.tags = study.read(desk.tags, staff=staff)
        names = {tag.id: pick(tag.name, locale) for tag in self.tags}
        self._clear("tags")
        if self.tags:
            self._title("tags", N_("Codes"))
        for index, tag in enumerate(self.tags):
            key = str(index + 1) if index < _KEYS else ""
            tones = f"{tag.tones[0]} − · {tag.tones[1]} 0 · {tag.tones[2]} +"
            chip = Chip(self.ui, f"{names[tag.id]}  {tag.count}", key=key)
            chip.set_tip(tones)
            chip.clicked.connect(partial(self._pressed, tag.id))
            self._add("tags", chip)
        pairs = study.read(desk.together, staff=staff).most_common(_MOST)
        self._clear("pairs")
        if pairs:
            self._title("pairs", N_("Together"))
        for (first, second), n in pairs:
            self._add("pairs", Label(self.ui, f"{names[first]} + {names[second]}: {n}", "body", wrap=True))
        study.ask(_words, locale, staff, done=self._show_words)

    def _pressed(self, tag_id: str, *_more: object) -> None:
        self.tag_pressed.emit(tag_id)

    def _show_words(self, found: tuple[tuple[str, int], ...]) -> None:
        if self.gone:
            return
        self._clear("words")
        if found:
            self._title("words", N_("Most used words and phrases"))
        for words, n in found:
            self._add("words", Label(self.ui, f"{words}  {n}", "body", wrap=True))

    def show_hits(self, hits: tuple[desk.Hit, ...]) -> None:
        """What a search found; a tap goes there."""
        if self.gone:
            return
        self.hits = hits
        self._clear("hits")
        self._title("hits", lambda x: x.tn("{n} place", "{n} places", len(hits)))
        for hit in hits[:60]:
            words = f"{hit.code}: …{hit.before[-24:]}{hit.found}{hit.after[:24]}…".replace("\n", " ")
            chip = Chip(self.ui, words)
            chip.clicked.connect(partial(self._hit, hit))
            self._add("hits", chip)

    def _hit(self, hit: desk.Hit, *_more: object) -> None:
        self.hit_pressed.emit(hit)

    def _title(self, part: str, words: str | Say) -> None:
        said: Say = (lambda x: x.t(words)) if isinstance(words, str) else words
        self._add(part, Label(self.ui, said, "control", weight=600))

    def _add(self, part: str, widget: QWidget) -> None:
        layout = self._parts[part]
        layout.setSpacing(6)
        if isinstance(widget, Chip):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            layout.addWidget(widget)

    def _clear(self, part: str) -> None:
        layout = self._parts[part]
        while (item := layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()


def _words(reader: object, locale: str, staff: bool) -> tuple[tuple[str, int], ...]:
    said = desk.texts_of(reader, staff=staff)  # type: ignore[arg-type]
    single = [(row.words, row.n) for row in keywords(said, locale, least=2)[:_MOST]]
    several = [(row.words, row.n) for row in phrases(said, locale)[:_MOST]]
    return (*single, *several)
