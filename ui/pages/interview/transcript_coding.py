# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Coding a transcript: what each key and button does to the selected words."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from cxfield.i18n import N_
from cxfield.services import transcripts as desk
from ui.context import Ui
from ui.pages.interview.transcript_text import TranscriptText
from ui.session import StudySession
from ui.widgets.buttons import Button, Kind


class Reading(Protocol):
    """What is needed of the desk: the transcript in front, and how its change is shown."""

    ui: Ui
    study: StudySession
    view: desk.TranscriptView | None
    text: TranscriptText

    def coded(self) -> None:
        """Show the transcript again."""

    def say(self, error: BaseException | None) -> None:
        """One sentence, or nothing."""


class Coding:
    """Codes the selected words; `tone` is what the next coding sounds like."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.tone: int | None = None
        ui = reading.ui
        self.vivo = Button(ui, lambda x: x.t("Own words as code"), key="V", touch=True)
        self.keyword = Button(ui, lambda x: x.t("Keyword"), icon_name="tag", key="K", touch=True)
        self.quote = Button(ui, lambda x: x.t("Quote"), icon_name="quote", key="Q", touch=True)
        self.off = Button(ui, lambda x: x.t("Take the code off"), key="X", touch=True)
        self.tones = {
            -1: Button(ui, lambda x: x.t("negative"), key="−", touch=True),
            0: Button(ui, lambda x: x.t("neutral"), key="0", touch=True),
            1: Button(ui, lambda x: x.t("positive"), key="+", touch=True),
        }
        self.vivo.clicked.connect(self.code_vivo)
        self.keyword.clicked.connect(self.code_keyword)
        self.quote.clicked.connect(self.code_quote)
        self.off.clicked.connect(self.uncode)
        for tone, button in self.tones.items():
            button.clicked.connect(partial(self.set_tone, tone))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons in their order."""
        return (*self.tones.values(), self.vivo, self.keyword, self.quote, self.off)

    @property
    def keys(self) -> dict[str, Callable[[], None]]:
        """What letters do."""
        return {"v": self.code_vivo, "k": self.code_keyword, "q": self.code_quote, "x": self.uncode}

    def enable(self, *, may: bool, quotes: bool) -> None:
        """Nothing is coded without a transcript; no quote without consent."""
        for button in self.buttons:
            button.setEnabled(may)
        if not quotes:
            self.quote.setEnabled(False)
            self.quote.set_tip(lambda x: x.t("The participant has not allowed quotes."))

    def code(self, tag_id: str) -> None:
        """Code the selected words with a tag, in the tone that is set."""
        if self._reading.view is not None:
            self._write(desk.code_words, **self._stretch(), tag_id=tag_id, polarity=self.tone)

    def code_new(self, name: str) -> None:
        """Make a tag and code the selected words with it."""
        view = self._reading.view
        if view is None:
            return
        stretch, tone, language = self._stretch(), self.tone, self._reading.ui.texts.locale

        def verb(uow: Any) -> None:
            tag = desk.make_tag(uow, name=name, language=language, staff=view.staff)
            if stretch["start"] < stretch["end"]:
                desk.code_words(uow, **stretch, tag_id=tag.id, polarity=tone)

        self._write(verb)
        self._reading.text.setFocus()

    def code_vivo(self) -> None:
        """The participant's own words become the code."""
        if self._reading.view is not None:
            self._write(desk.in_vivo, **self._stretch(), language=self._reading.ui.texts.locale)

    def code_keyword(self) -> None:
        """The selected words are a keyword."""
        if self._reading.view is not None:
            self._write(desk.code_keyword, **self._stretch(), language=self._reading.ui.texts.locale)

    def code_quote(self) -> None:
        """The selected words are a quote."""
        if self._reading.view is not None:
            self._write(desk.code_words, **self._stretch(), quote=True)

    def uncode(self) -> None:
        """Take the innermost coding at the cursor off."""
        here = self._here()
        if here is not None:
            self._write(desk.uncode, extract_id=here.id)

    def set_tone(self, tone: int, *_more: object) -> None:
        """The tone of the coding at the cursor, and of those that follow; the same one again: none."""
        here = self._here()
        if here is not None and here.tag_ids:
            self._write(desk.set_tone, extract_id=here.id, polarity=None if here.polarity == tone else tone)
            return
        self.tone = None if self.tone == tone else tone
        for key, button in self.tones.items():
            button.set_kind(Kind.PRIMARY if key == self.tone else Kind.OUTLINE)

    def _write(self, verb: Callable[..., Any], **values: Any) -> None:
        reading = self._reading
        if reading.view is not None and not reading.study.read_only:
            reading.study.call(
                verb, label=N_("Coding"), done=lambda _c: reading.coded(), failed=reading.say, **values
            )

    def _stretch(self) -> dict[str, Any]:
        view = self._reading.view
        assert view is not None
        start, end = self._reading.text.selected()
        return {"transcript_id": view.id, "start": start, "end": end}

    def _here(self) -> desk.Coded | None:
        view = self._reading.view
        if view is None:
            return None
        start, end = self._reading.text.selected()
        found = [c for c in view.coded if c.start <= start and end <= c.end]
        return min(found, key=lambda c: c.end - c.start, default=None)
