# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pooling in the window: files are looked over, what will come is said, then all of it is taken in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit
from shiboken6 import isValid

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.report.dataset import local_time
from cxfield.services import pooling
from cxfield.services.field_words import field_words
from cxfield.services.pooling_preview import Part, Preview
from cxfield.services.record_words import counted, kind_word
from ui.context import Say
from ui.jobs import Cancelled
from ui.pages.debrief.desk import SCOPE, DebriefDesk
from ui.pages.debrief.pool_progress import LOOKING, OPENING, TAKING, Watch
from ui.pages.plan.tab import line
from ui.widgets.buttons import Kind
from ui.widgets.containers import Glyph
from ui.widgets.dialog import Dialog, Way
from ui.widgets.field import TextField
from ui.widgets.label import Label

POOL = N_("Pool files")
SUFFIXES = (".cxf", ".cxpack")
_SHOWN, _FIELDS = 6, 4


class Pooler:
    """Asks for files and passphrases, shows the preview, pools; one at a time."""

    def __init__(self, desk: DebriefDesk, pooled: Callable[[Any], None]) -> None:
        self.desk, self.ui = desk, desk.ui
        self._pooled = pooled
        self.busy = False
        self.watch = Watch(self.ui, desk.ui_window)

    def choose(self) -> None:
        """Ask for files."""
        words = self.ui.texts.t("Packages and studies (*.cxpack *.cxf)")
        folder = str(self.desk.session.path.parent)
        names, _ = QFileDialog.getOpenFileNames(
            self.desk.ui_window(), self.ui.texts.t("Pool files"), folder, words
        )
        if names:
            self.take([Path(name) for name in names])

    def take(self, paths: Sequence[Path]) -> None:
        """Look the files over; locked ones are asked their passphrase."""
        if self.busy or self.desk.read_only or not paths:
            return
        self.busy = True
        self.watch.begin(OPENING)
        self._open(list(paths), [], None)

    def _open(self, left: list[Path], found: list[pooling.Source], passphrase: str | None) -> None:
        count, watch = len(found), self.watch.handle

        def done(opened: tuple[list[pooling.Source], UserError | None]) -> None:
            sources, error = opened
            rest, all_found = left[len(sources) :], [*found, *sources]
            if self.watch.stopped:
                self._stopped()
            elif error is None:
                self._look(all_found)
            elif pooling.is_locked(rest[0]):
                self._ask(rest, all_found, passphrase, error.say)
            else:
                self._stop(error)

        self.ui.jobs.run(
            lambda _h: pooling.look_into_all(
                left, passphrase, lambda at, of: watch.step(count + at, count + of)
            ),
            done=done,
            failed=self._stop,
            cancelled=self._stopped,
        )

    def _ask(self, left: list[Path], found: list[pooling.Source], tried: str | None, why: Say) -> None:
        name = left[0].name
        dialog = Dialog(
            self.ui,
            lambda x: x.t("Passphrase of {name}?", name=name),
            lambda x: x.t("Its sender has told it to you by another way than the file."),
            (
                Way("open", lambda x: x.t("Open"), Kind.PRIMARY),
                Way("back", lambda x: x.t("Back"), Kind.OUTLINE, "Esc"),
            ),
            escape="back",
            parent=self.desk.ui_window(),
        )
        field = TextField(self.ui, lambda x: x.t("Passphrase"))
        field.input.setEchoMode(QLineEdit.EchoMode.Password)
        if tried is not None:
            field.set_error(why)
            field.set_value(tried)
            field.input.selectAll()
        dialog.body.addWidget(field)
        field.input.returnPressed.connect(lambda: dialog.choose("open"))
        field.input.setFocus()
        if dialog.ask() == "open" and field.value:
            self._open(left, found, field.value)
        else:
            self.busy = False
            self.watch.end()

    def _look(self, sources: list[pooling.Source]) -> None:
        file: Any = self.desk.session.file
        watch = self.watch.begin(LOOKING)
        self.ui.jobs.run(
            lambda _h: pooling.preview_of(file, sources, step=watch.step),
            done=lambda told: self._confirm(told, sources),
            failed=self._stop,
            cancelled=self._stopped,
        )

    def _confirm(self, told: Preview, sources: list[pooling.Source]) -> None:
        self.watch.end()
        if self.ui.study is None or not isValid(self.desk):
            self.busy = False
            return
        dialog = PreviewDialog(self.desk, told)
        if dialog.ask() != "pool":
            self.busy = False
            return
        self.desk.session.call(
            pooling.pool_files,
            sources=sources,
            step=self.watch.begin(TAKING).step,
            label=POOL,
            scope=SCOPE,
            done=self._done,
            failed=self._stop,
        )

    def _done(self, committed: Any) -> None:
        self.busy = False
        self.watch.end()
        self._pooled(committed.value)

    def _stopped(self) -> None:
        self.busy = False
        self.watch.end()
        if isValid(self.desk) and self.ui.study is not None:
            self.desk.note(lambda x: x.t("Pooling was stopped; nothing was changed."))

    def _stop(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._stopped()
            return
        self.busy = False
        self.watch.end()
        if isValid(self.desk) and self.ui.study is not None:
            self.desk.refuse(error)


class PreviewDialog(Dialog):
    """Who, when, how much, and what differs; nothing is changed yet."""

    def __init__(self, desk: DebriefDesk, told: Preview) -> None:
        ui = desk.ui
        pool = Way("pool", lambda x: x.tn("Pool {n} entry", "Pool {n} entries", told.new), Kind.PRIMARY)
        back = Way("back", lambda x: x.t("Back"), Kind.OUTLINE, "Esc")
        super().__init__(
            ui,
            lambda x: x.t("Pool these files?") if told.new else x.t("Nothing new in these files"),
            (lambda x: x.t("Nothing is changed yet. Afterwards Undo takes the whole pooling back."))
            if told.new
            else "",
            (pool, back) if told.new else (back,),
            escape="back",
            parent=desk.ui_window(),
        )
        self.told = told
        for part in told.parts[:_SHOWN]:
            self._part(part)
        if len(told.parts) > _SHOWN:
            more = len(told.parts) - _SHOWN
            self._line("plus", lambda x: x.tn("and {n} more file", "and {n} more files", more))
        for icon_name, words in facts(told):
            self._line(icon_name, words)
        self.setMinimumWidth(ui.theme.px(540))

    def _part(self, part: Part) -> None:
        row = line(Glyph(self.ui, "package", 20, "accent.base"), gap=10)
        self.body.addLayout(row)
        row.addWidget(Label(self.ui, lambda x: part_words(part, x), "body", wrap=True), 1)

    def _line(self, icon_name: str, words: Say) -> None:
        row = line(Glyph(self.ui, icon_name, 20, "text.secondary"), gap=10)
        row.addWidget(Label(self.ui, words, "body", wrap=True), 1)
        self.body.addLayout(row)


def part_words(part: Part, texts: Texts) -> str:
    """One file in a sentence."""
    if not part.new:
        return texts.t(
            "{name}: everything is here already ({known} entries).", name=part.name, known=part.known
        )
    who = ", ".join(part.authors) or part.made_by or "–"
    return texts.tn(
        "{name}: {n} new entry by {who}, {when}; {known} were here.",
        "{name}: {n} new entries by {who}, {when}; {known} were here.",
        part.new, name=part.name, who=who, when=_spell(part, texts), known=part.known,
    )  # fmt: skip


def facts(told: Preview) -> list[tuple[str, Say]]:
    """What will happen, one sentence each."""
    found: list[tuple[str, Say]] = []
    if told.made:
        found.append(("plus", lambda x: x.t("New: {what}.", what=_counted(told.made, x))))
    if told.changed:
        found.append(
            ("note", lambda x: x.tn("{n} record here changes.", "{n} records here change.", told.changed))
        )
    if told.clash_count:
        found.append(("split", lambda x: x.tn(
            "{n} field was changed on both sides ({what}): both are kept until you choose.",
            "{n} fields were changed on both sides ({what}): both are kept until you choose.",
            told.clash_count, what=_fields(told, x),
        )))  # fmt: skip
    if told.deleted:
        found.append(
            ("minus", lambda x: x.tn("{n} record is removed.", "{n} records are removed.", told.deleted))
        )
    if told.revived:
        found.append(("redo", lambda x: x.tn(
            "{n} record removed here comes back: it was changed elsewhere.",
            "{n} records removed here come back: they were changed elsewhere.", told.revived,
        )))  # fmt: skip
    if told.erased:
        found.append(("lock", lambda x: x.tn(
            "{n} person is erased for good; Undo does not bring them back.",
            "{n} people are erased for good; Undo does not bring them back.", told.erased,
        )))  # fmt: skip
    if told.waiting:
        found.append(("clock", lambda x: x.t(
            "Waiting for something missing: {what}. It lacks: {lacks}.",
            what=_counted(told.waiting, x), lacks=_counted(told.lacking, x))))  # fmt: skip
    return found


def _counted(counts: dict[str, int], texts: Texts) -> str:
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    return ", ".join(counted(kind, n, texts) for kind, n in ranked[:8])


def _spell(part: Part, texts: Texts) -> str:
    """From when to when; one day is told once."""
    first, last = (local_time(at, part.offset_min) for at in (part.first_at, part.last_at))
    if first.date() == last.date():
        return f"{texts.day(first.date())} {texts.time(first)}–{texts.time(last)}"
    return f"{texts.day(first.date())} {texts.time(first)} – {texts.day(last.date())} {texts.time(last)}"


def _fields(told: Preview, texts: Texts) -> str:
    """Which fields both sides changed, each kind of them once."""
    named = dict.fromkeys(
        f"{kind_word(one.kind, texts)}: {field_words(one.field, texts).lower()}" for one in told.clashes
    )
    shown = list(named)[:_FIELDS]
    return ", ".join([*shown, "…"] if len(named) > _FIELDS else shown)
