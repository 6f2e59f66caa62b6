# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before an interview: who, how, where, in which language and what is allowed; and the interviews so far."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cxfield.errors import UserError
from cxfield.i18n import N_, pick
from cxfield.model.enums import SessionState
from cxfield.services import interview as verbs
from cxfield.services import interview_list as lists
from cxfield.services.interview_before import CUSTOMER, EMPLOYEE
from cxfield.services.interview_list import MODES, InterviewRow, StartChoices
from cxfield.services.kiosk import Round
from ui.context import Say, Ui
from ui.editors.flow import FlowLayout
from ui.pages.interview.before_part import ExpectedPart, LinkPart, WhoPart
from ui.pages.interview.chip_choice import ChipChoice
from ui.pages.interview.guide_part import GuidePart
from ui.pages.interview.handing import ask_pin, hand_over
from ui.pages.interview.interview_line import InterviewLine, planned_day
from ui.pages.interview.languages import LanguageChoice
from ui.pages.interview.respondent import Handing, RespondentScreen
from ui.pages.interview.sheets import ConsentRows
from ui.session import StudySession
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Chip
from ui.widgets.choice import Cell
from ui.widgets.containers import Card, Panel, Scroll
from ui.widgets.field import TextField
from ui.widgets.label import Label
from ui.widgets.tab_order import chain_tabs

#: What stands above the list of interviews: the ways to transcripts and follow-ups, and its title.
_HEAD = 2


class StartView(QWidget):
    """The form at the left, the interviews at the right."""

    started = Signal(str)
    open_wanted = Signal(str)
    tasks_wanted = Signal()
    transcripts_wanted = Signal(str)

    def __init__(self, ui: Ui, study: StudySession) -> None:
        super().__init__()
        self.ui = ui
        self.study = study
        self.choices = StartChoices("P01", "T01", (), (), (), ("fi",), has_study=False)
        self.site: str | None = None
        self._touched = False
        self._starting = False
        self.planned: InterviewRow | None = None
        self.code = TextField(ui, lambda x: x.t("Participant code"), help_words=lambda x: x.t(
            "A code only. Names stay in the code key, a separate file."
        ))  # fmt: skip
        self.mode = ChipChoice(
            ui, [(key, _said(name)) for key, name in MODES], value=MODES[0][0],
            name=lambda x: x.t("How the interview is held"),
        )  # fmt: skip
        self.who, self.expected, self.link = WhoPart(ui), ExpectedPart(ui), LinkPart(ui)
        language = _said(N_("Language of the interview"))
        self.language = LanguageChoice(ui, language, watcher=self)
        self.consents = ConsentRows(ui, {})
        self.note = Label(
            ui, "", "body", "danger.base", wrap=True, icon_name="warning",
            align=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        )  # fmt: skip
        self.note.hide()
        self.start = Button(
            ui, lambda x: x.t("Start the interview"), kind=Kind.PRIMARY, icon_name="interview", key="⏎",
            touch=True,
        )  # fmt: skip
        self.kiosk = Button(ui, lambda x: x.t("Kiosk round"), icon_name="survey", touch=True)
        self.kiosk.set_tip(lambda x: x.t("Respondents answer alone, one after another, on this screen."))
        self.kiosk.clicked.connect(self._kiosk)
        self.screen_away: RespondentScreen | None = None
        self._latest: InterviewRow | None = None
        self._sites: dict[str, Chip] = {}
        self.guide = GuidePart(ui, study)
        self._lay_out(language)
        self.start.clicked.connect(self._start)
        self.code.edited.connect(self._edited)
        self.code.input.returnPressed.connect(self._start)
        self.expected.field.input.returnPressed.connect(self._expect_or_start)
        self.who.party_chosen.connect(self._party_chosen)
        self.mode.chosen.connect(lambda _value: self._say(None))
        self.guide.guide_chosen.connect(self._offer_languages)
        self.language.chosen.connect(lambda _value: self._say(None))
        for segment in self.consents.segments.values():
            segment.chosen.connect(lambda _value: self._say(None))
            for cell in segment.cells:
                cell.installEventFilter(self)

    def _lay_out(self, language: Say) -> None:
        ui = self.ui
        form = Card(ui)
        column = QVBoxLayout(form)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(6)
        self.form_title = Label(ui, lambda x: x.t("New interview"), "h2")
        column.addWidget(self.form_title)
        column.addWidget(self.code)
        column.addWidget(_caption(ui, lambda x: x.t("Who is interviewed")))
        column.addWidget(self.who)
        column.addWidget(_caption(ui, lambda x: x.t("How")))
        column.addWidget(self.mode)
        column.addWidget(self.link)
        self._site_caption = _caption(ui, lambda x: x.t("Site"))
        column.addWidget(self._site_caption)
        self._site_row = QWidget()
        self._site_flow = FlowLayout(self._site_row)
        column.addWidget(self._site_row)
        self._language_caption = _caption(ui, language)
        column.addWidget(self._language_caption)
        column.addWidget(self.language)
        column.addWidget(self.guide)
        column.addWidget(_caption(ui, lambda x: x.t("Consent, item by item, before the first question")))
        column.addWidget(self.consents)
        column.addSpacing(6)
        column.addWidget(self.expected)
        column.addStretch(1)
        listing = self._listing()
        content = QWidget()
        self._body = QHBoxLayout(content)
        self._body.setContentsMargins(24, 20, 24, 20)
        self._body.setSpacing(24)
        self._form = form
        ui.theme_changed.connect(self._restyle)
        self._restyle()
        self._body.addWidget(form, 3)
        self._body.addWidget(listing, 2)
        self._body.addStretch(0)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(Scroll(ui, content), 1)
        page.addWidget(self._bar())

    def _listing(self) -> QWidget:
        listing = QWidget()
        self._list = QVBoxLayout(listing)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        head = QWidget()
        flow = FlowLayout(head)
        self.transcripts = Button(self.ui, lambda x: x.t("Transcripts"), icon_name="reflection", touch=True)
        self.tasks = Button(self.ui, lambda x: x.t("Follow-ups"), icon_name="action", touch=True)
        for button in (self.transcripts, self.tasks):
            flow.addWidget(button)
        self.transcripts.clicked.connect(self._transcripts)
        self.tasks.clicked.connect(self.tasks_wanted)
        listing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._list.addWidget(Label(self.ui, lambda x: x.t("Interviews"), "h2"))
        self._list.addStretch(1)
        self._list.insertWidget(0, head)
        return listing

    def _bar(self) -> Panel:
        """What starts stays in view; the sentence beside it moves nothing when it comes and goes."""
        bar = Panel(self.ui, "bg.surface", "top")
        self._foot = QHBoxLayout(bar)
        self._foot.setContentsMargins(24, 12, 24, 12)
        self._foot.setSpacing(16)
        self._foot.addWidget(self.start)
        self._foot.addWidget(self.kiosk)
        self._foot.addWidget(self.note, 1)
        self._foot.addStretch(0)
        return bar

    def _restyle(self) -> None:
        """Larger text takes a wider form."""
        self._form.setMaximumWidth(self.ui.theme.px(620))

    def set_compact(self, compact: bool) -> None:
        """Narrower margins on a narrow page."""
        side = 16 if compact else 24
        self._body.setContentsMargins(side, 16, side, 20)
        self._foot.setContentsMargins(side, 12, side, 12)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on what is chosen already changes nothing there, so it starts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and isinstance(watched, Cell) and watched.isChecked():
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter starts, from the code as from anywhere else but a part that it presses."""
        expecting = self.expected.field.input.hasFocus()  # there Enter has a meaning of its own
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.isAutoRepeat() and not expecting:
            self._start()
            return
        super().keyPressEvent(event)

    # --- showing

    def refresh(self) -> None:
        """Ask the study again; what is being filled in stays."""
        self.choices = self.study.read(lists.start_choices, self.ui.own_code)
        self.link.refresh(self.study)
        self._offer_code()
        sites = [(key, name) for key, name in self.choices.sites]
        self._fill(self._site_flow, self._sites, sites, self._pick_site)
        for widget in (self._site_caption, self._site_row):
            widget.setVisible(bool(sites))
        self.guide.offer(self.choices, staff=self.who.party.value == EMPLOYEE)
        self._check()
        writable = not self.study.read_only
        self.start.setEnabled(bool(self.guide.version) and self.choices.has_study and writable)
        self.kiosk.setEnabled(self.start.isEnabled())
        self._show_interviews(self.study.read(lists.interviews))
        chain_tabs(self)

    def _offer_code(self) -> None:
        """The next free code of those who are interviewed, until one was typed."""
        if not self._touched:
            staff = self.who.party.value == EMPLOYEE
            self.code.set_value(self.choices.next_staff_code if staff else self.choices.next_code)

    def _offer_languages(self) -> None:
        """The languages of the guide; that of the window comes first to mind."""
        spoken = self.choices.spoken.get(self.guide.version, self.choices.languages)
        self.language.offer(spoken, self.language.value or self.ui.texts.locale)
        self._language_caption.setVisible(len(spoken) > 1)

    def _party_chosen(self) -> None:
        self._say(None)
        self._offer_code()
        self.guide.fit(staff=self.who.party.value == EMPLOYEE)

    def _expect_or_start(self) -> None:
        """Enter adds the expectation that was typed; in the empty field it starts."""
        if not self.expected.take():
            self._start()

    def _fill(
        self,
        flow: FlowLayout,
        chips: dict[str, Chip],
        rows: Sequence[tuple[str, Mapping[str, str]]],
        slot: Callable[[str], None],
    ) -> None:
        if list(chips) == [key for key, _ in rows]:
            return
        while (item := flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        chips.clear()
        for key, name in rows:
            chip = Chip(self.ui, _content(name), checkable=True)
            chip.clicked.connect(lambda _on=False, at=key: slot(at))
            flow.addWidget(chip)
            chip.show()
            chips[key] = chip

    def _pick_site(self, key: str) -> None:
        self.site = None if self.site == key else key
        self._check()

    def _check(self) -> None:
        for key, chip in self._sites.items():
            chip.setChecked(key == self.site)
            chip.updateGeometry()

    def _show_interviews(self, rows: tuple[InterviewRow, ...]) -> None:
        self._latest = next((row for row in rows if row.started_at is not None), None)
        while self._list.count() > _HEAD + 1:
            item = self._list.takeAt(_HEAD)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not rows:
            words = _said(N_("No interviews yet. The first one appears here when it starts."))
            self._list.insertWidget(_HEAD, Label(self.ui, words, "body", "text.secondary", wrap=True))
        for index, row in enumerate(rows):
            line = InterviewLine(self.ui, row)
            line.clicked.connect(lambda _on=False, of=row: self._chosen(of))
            self._list.insertWidget(index + _HEAD, line)

    # --- verbs

    def _chosen(self, row: InterviewRow) -> None:
        """Open an interview; a planned one fills the form."""
        if row.state is not SessionState.PLANNED:
            self.open_wanted.emit(row.session_id)
            return
        self.planned = row
        self.site = row.site_id
        if row.code:
            self.code.set_value(row.code)
            self._touched = True
        self._check()
        self._show_planned()
        self.code.input.setFocus()

    def _show_planned(self) -> None:
        row = self.planned
        self.form_title.set_words(
            (lambda x: x.t("New interview"))
            if row is None
            else (lambda x: x.t("Planned interview {day}", day=planned_day(row, x)))
        )

    def _edited(self) -> None:
        self._touched = bool(self.code.value.strip())
        self._say(None)

    def _start(self) -> None:
        if not self.start.isEnabled() or self._starting:
            return
        self._starting = True
        start = verbs.InterviewStart(
            guide_version_id=self.guide.version,
            code=self.code.value,
            mode=str(self.mode.value or MODES[0][0]),
            site_id=self.site,
            language=str(self.language.value or "fi"),
            consents=self.consents.given,
            party=self.who.party.value or CUSTOMER,
            profile=self.who.profile,
            expected=self.expected.all,
            linked_id=self.link.linked,
            planned_id=self.planned.session_id if self.planned else None,
            planned_min=(self.planned.planned_min if self.planned else 0) or verbs.PLANNED_MIN,
        )
        self.study.call(
            verbs.start_interview,
            start=start,
            label=N_("Start the interview"),
            done=lambda committed: self._done(committed.value.id),
            failed=self._say,
        )

    def _transcripts(self) -> None:
        """The transcripts; a new one belongs to the latest interview until another is opened."""
        row = self._latest
        self.transcripts_wanted.emit(row.session_id if row else "")

    def _kiosk(self) -> None:
        """A round of respondents on their own screen, at the chosen site and in the chosen language."""
        language = str(self.language.value or "fi")
        round_ = Round(self.guide.version, language, self.site)

        def give(pin: str) -> None:
            handing = Handing(self.guide.version, language, pin, round_=round_)
            self.screen_away = hand_over(self.ui, self.study, handing, self._handed_back)

        ask_pin(self.ui, self, give)

    def _handed_back(self) -> None:
        self.screen_away = None
        self.refresh()

    def _done(self, session_id: str) -> None:
        self._touched = False
        self.planned = None
        self._show_planned()
        self._say(None)
        self.who.clear()
        self.expected.clear()
        for segment in self.consents.segments.values():
            segment.set_value(None)
        self.started.emit(session_id)

    def _say(self, error: BaseException | None) -> None:
        self._starting = False
        self.note.setVisible(error is not None)
        if isinstance(error, UserError):
            self.note.set_words(error.say)
        elif error is not None:
            self.note.hide()
            raise error


def _caption(ui: Ui, words: Say) -> Label:
    return Label(ui, words, "small", "text.secondary", weight=500, wrap=True)


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)


def _content(labels: Mapping[str, str]) -> Say:
    return lambda x: pick(labels, x.locale)
