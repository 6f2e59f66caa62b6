# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Putting a group together: what all have in common, who comes, what they allow, how they are mixed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.i18n import N_, Texts, pick
from cxfield.model.enums import ConsentItem
from cxfield.services import group_plan as plan
from cxfield.services.group_panels import set_topics
from cxfield.services.group_plan import TRAITS, Candidate, Composition, Home
from ui.context import Say, Ui
from ui.pages.group.sheets import ITEMS, TopicsDialog
from ui.session import StudySession
from ui.widgets.buttons import Button, Kind
from ui.widgets.checks import CheckRow, Stepper
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Card, Line, Panel
from ui.widgets.label import Label
from ui.widgets.segment import Option, Segment

#: Who is there of the team: the moderator leads, the note-taker is silent and logs.
ROLES: tuple[tuple[str, str], ...] = (("moderator", N_("Moderator")), ("assistant", N_("Note-taker")))
_ANSWERS = {"yes": True, "no": False}


def _said(msgid: str) -> Say:
    return lambda x: x.t(msgid)


def _named(code: str, name: str) -> Say:
    return lambda x: f"{code}: {x.t(name)}"


def _colleague(code: str, role: Mapping[str, str]) -> Say:
    """H2, moderator: the code, and what the colleague does, when that is told."""
    return lambda x: ", ".join(words for words in (code, pick(role, x.locale)) if words)


class PersonRow(QWidget):
    """One candidate: comes or not, profile, and for who comes the three consents."""

    def __init__(self, view: "ComposeView", who: Candidate) -> None:
        super().__init__()
        ui = view.ui
        self.who = who
        profile = ", ".join(words for words in who.profile.values() if words)
        words = f"{who.code}  {profile}" if profile else who.code
        self.tick = CheckRow(ui, words, checked=who.invited, touch=True)
        self.tick.setEnabled(not view.study.read_only)
        self.tick.clicked.connect(lambda on=False: view.invite(who.id, on=on))
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(12)
        column.addWidget(self.tick, 1)
        self.answers: dict[ConsentItem, Segment] = {}
        if who.invited:
            for item, name in ITEMS:
                segment = Segment(
                    ui, (Option("yes", _said("Yes")), Option("no", _said("No"))), touch=True, check=False,
                    value={True: "yes", False: "no", None: None}[who.given[item]],
                    name=_named(who.code, name),
                )  # fmt: skip
                segment.setEnabled(not view.study.read_only)
                segment.chosen.connect(lambda value, of=item: view.consent(who.id, of, str(value)))
                self.answers[item] = segment
                part = QVBoxLayout()
                part.setSpacing(2)
                part.addWidget(Label(ui, _said(name), "caption", "text.secondary"))
                part.addWidget(segment)
                column.addLayout(part)


class ComposeView(Card):
    """The whole form; the start stands at its foot."""

    start_wanted = Signal(str)
    join_wanted = Signal(str)
    refused = Signal(object)
    settled = Signal()

    def __init__(self, ui: Ui, study: StudySession) -> None:
        super().__init__(ui)
        self.study = study
        self.session_id = ""
        self.found: Composition | None = None
        self._home: Home | None = None
        self._shown: object = None
        self.people: dict[str, PersonRow] = {}
        self.title = Label(ui, "", "h2", wrap=True)
        traits = [Option(key, _said(name)) for key, name in TRAITS]
        self.trait = ChoiceBox(ui, lambda x: x.t("In common"), traits, TRAITS[0][0], touch=True)
        self.value = ChoiceBox(ui, lambda x: x.t("Value"), touch=True)
        self.by_trait = Button(ui, lambda x: x.t("Invite those"), touch=True)
        self.mix_field = ChoiceBox(ui, lambda x: x.t("Mixed by"), traits, "gender", touch=True)
        self.mix_value = ChoiceBox(ui, lambda x: x.t("Value"), touch=True)
        self.least = Stepper(ui, low=0, high=12, value=2, name=lambda x: x.t("At least"))
        self.add_mix = Button(ui, lambda x: x.t("Wish for at least"), touch=True)
        self.clear_mix = Button(ui, lambda x: x.t("Clear"), kind=Kind.GHOST, touch=True)
        self.mix = Label(ui, "", "body", wrap=True)
        self.roles = {
            role: ChoiceBox(ui, _said(name), placeholder=lambda x: x.t("nobody yet"), touch=True)
            for role, name in ROLES
        }
        for box in self.roles.values():
            box.setMinimumWidth(ui.theme.px(120))
        self.topics = Label(
            ui, "", "body", wrap=True, align=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.change_topics = Button(ui, lambda x: x.t("Change the topics"), kind=Kind.GHOST, touch=True)
        self.notes = Label(ui, "", "body", "warning.base", wrap=True, icon_name="warning")
        self.quotas = Label(ui, "", "body", "text.secondary", wrap=True)
        self.count = Label(ui, "", "h2")
        self.add = Button(ui, lambda x: x.t("New participant"), icon_name="plus", touch=True)
        self.start = Button(
            ui, lambda x: x.t("Start the group"), kind=Kind.PRIMARY, icon_name="group", touch=True
        )
        self.join = Button(ui, lambda x: x.t("Take notes on this laptop"), icon_name="note", touch=True)
        self.why = Label(
            ui, "", "body", "text.secondary", wrap=True,
            align=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        )  # fmt: skip
        self._lay_out()
        self._connect()
        # Until the study has answered there is nothing to start.
        for part in (self.start, self.join, *self.roles.values()):
            part.setEnabled(False)
        self.hide()
        self.bar.hide()

    def _lay_out(self) -> None:
        ui = self.ui
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        team = QGridLayout()
        team.setHorizontalSpacing(8)
        team.setVerticalSpacing(4)
        for at, (role, name) in enumerate(ROLES):
            team.addWidget(Label(ui, _said(name), "small", "text.secondary", weight=500), 0, at)
            team.addWidget(self.roles[role], 1, at)
            team.setColumnStretch(at, 1)
        column.addLayout(team)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for at, (name, parts) in enumerate((
            (N_("All of them have in common"), (self.trait, self.value, self.by_trait)),
            (N_("The mix"), (self.mix_field, self.mix_value, self.add_mix)),
        )):  # fmt: skip
            grid.addWidget(Label(ui, _said(name), "small", "text.secondary", weight=500), 2 * at, 0, 1, 3)
            for place, part in enumerate(parts):
                grid.addWidget(part, 2 * at + 1, place)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 2)
        column.addLayout(grid)
        row = QHBoxLayout()
        row.addWidget(self.least)
        row.addWidget(self.clear_mix)
        row.addStretch(1)
        column.addLayout(row)
        for label in (self.mix, self.quotas, self.notes):
            column.addWidget(label)
        about = QHBoxLayout()
        about.setSpacing(8)
        about.addWidget(self.topics, 1)
        about.addWidget(self.change_topics)
        column.addLayout(about)
        column.addWidget(Line(ui))
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.add)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.bar = Panel(ui, "bg.surface", "top")
        foot = QHBoxLayout(self.bar)
        foot.setContentsMargins(24, 10, 24, 10)
        foot.setSpacing(12)
        foot.addWidget(self.start)
        foot.addWidget(self.join)
        foot.addWidget(self.why, 1)

    def _connect(self) -> None:
        self.trait.chosen.connect(lambda _v: self._values())
        self.mix_field.chosen.connect(lambda _v: self._values())
        self.by_trait.clicked.connect(self._invite_by_trait)
        self.add_mix.clicked.connect(self._wish)
        self.change_topics.clicked.connect(self._change_topics)
        self.clear_mix.clicked.connect(lambda: self.write(plan.set_mix, N_("Mix"), wishes=()))
        for role, box in self.roles.items():
            box.chosen.connect(lambda member, of=role: self._give(of, member))
        self.add.clicked.connect(lambda: self.write(plan.add_person, N_("New participant")))
        self.start.clicked.connect(lambda: self.start_wanted.emit(self.session_id))
        self.join.clicked.connect(lambda: self.join_wanted.emit(self.session_id))

    # --- showing

    def show_group(self, session_id: str, home: Home) -> None:
        """Show a planned group, or nothing."""
        if session_id != self.session_id:
            self.start.setEnabled(False)
            self.join.setEnabled(False)
        self.session_id, self._home = session_id, home
        self.setVisible(bool(session_id))
        self.bar.setVisible(bool(session_id))
        if session_id:
            self._values()
            self.refresh()

    def refresh(self) -> None:
        """Ask again who is invited."""
        wanted = self.session_id
        self.study.ask(plan.composition, wanted, done=lambda found: self._show(wanted, found))

    def _show(self, wanted: str, found: Composition) -> None:
        if wanted != self.session_id:
            return
        self.found = found
        texts = self.ui.texts
        row = next((r for r in (self._home.groups if self._home else ()) if r.id == wanted), None)
        name = pick(row.name, texts.locale) if row else ""
        number = row.number if row else 0
        self.title.set_words(name or texts.t("Focus group {n}", n=number))
        n = len(found.invited)
        self.count.set_words(texts.tn("{n} person is invited", "{n} people are invited", n))
        self.mix.set_words(_mix_words(found, texts))
        self.mix.setVisible(bool(self.mix.words))
        self.quotas.set_words("\n".join(
            texts.t("Quota {name}: {n} of {target}", name=pick(name, texts.locale), n=have, target=target)
            for name, have, target in found.quotas
        ))  # fmt: skip
        self.quotas.setVisible(bool(found.quotas))
        self.topics.set_words(texts.t("Topics: {topics}", topics=", ".join(self._topics())))
        self.notes.set_words("\n".join(texts.t(note, **dict(values)) for note, values in found.notes))
        self.notes.setVisible(bool(found.notes))
        self._show_people(found)
        self._show_team(found)
        writable = not self.study.read_only
        self.start.setEnabled(found.ready and writable and n <= plan.MOST)
        self.join.setEnabled(found.ready and writable and n <= plan.MOST)
        for part in (self.add, self.by_trait, self.add_mix, self.clear_mix, self.change_topics):
            part.setEnabled(writable)
        self.clear_mix.setVisible(bool(found.mix))
        self.why.set_words(_why(found, texts))
        self.settled.emit()

    def _show_team(self, found: Composition) -> None:
        """Who moderates and who takes notes, of the colleagues of this study."""
        team = self._home.team if self._home is not None else ()
        nobody = Option("", lambda x: x.t("nobody yet"))
        for role, box in self.roles.items():
            options = [nobody, *(Option(member, _colleague(code, name)) for member, code, name in team)]
            box.set_options(options, found.roles.get(role, ""))
            box.setEnabled(bool(team) and not self.study.read_only)

    def _show_people(self, found: Composition) -> None:
        shown = (self.session_id, found.candidates, self.study.read_only)
        if shown == self._shown:
            return
        self._shown = shown
        focused = next((code for code, row in self.people.items() if row.tick.hasFocus()), "")
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.people = {}
        order = sorted(found.candidates, key=lambda c: (not c.invited, len(c.code), c.code))
        for who in order:
            row = PersonRow(self, who)
            self._rows.addWidget(row)
            self.people[who.code] = row
        if focused in self.people:
            self.people[focused].tick.setFocus(Qt.FocusReason.OtherFocusReason)

    def _values(self) -> None:
        values: Mapping[str, tuple[str, ...]] = self._home.values if self._home is not None else {}
        for field, box in ((self.trait, self.value), (self.mix_field, self.mix_value)):
            found = values.get(field.value or "", ())
            kept = box.value if box.value in found else (found[0] if found else None)
            box.set_options([Option(value, value) for value in found], kept)

    # --- verbs

    def write(self, verb: Any, label: str, **values: Any) -> None:
        """Change the plan of this group."""
        self.study.call(
            verb, session_id=self.session_id, label=label, scope="group", done=lambda _c: self.refresh(),
            failed=self.refused.emit, **values,
        )  # fmt: skip

    def invite(self, participant_id: str, *, on: bool) -> None:
        """Somebody comes, or does not."""
        self.write(plan.invite, N_("Invite"), participant_id=participant_id, invited=on)

    def consent(self, participant_id: str, item: ConsentItem, value: str) -> None:
        """Write down an answer."""
        self.write(
            plan.consent, N_("Consent"), participant_id=participant_id, item=item, given=_ANSWERS[value]
        )

    def _give(self, role: str, member_id: str) -> None:
        self.write(plan.give_role, N_("Roles"), role=role, member_id=member_id)

    def _topics(self) -> list[str]:
        found = self.found.topics if self.found is not None else ()
        return [pick(name, self.ui.texts.locale) for name in found]

    def _change_topics(self) -> None:
        dialog = TopicsDialog(self.ui, self._topics(), self)
        if dialog.ask() == "change":
            names = dialog.names()
            self.write(set_topics, N_("Topics"), names=names, language=self.ui.texts.locale)

    def _invite_by_trait(self) -> None:
        if self.value.value:
            self.write(
                plan.invite_by_trait, N_("Invite"), field_name=self.trait.value or "", value=self.value.value
            )

    def _wish(self) -> None:
        if self.found is None or not self.mix_value.value:
            return
        field, value = self.mix_field.value or "", self.mix_value.value
        wishes = [
            {"field": m.field, "value": m.value, "least": m.least, "most": m.most}
            for m in self.found.mix
            if (m.field, m.value) != (field, value)
        ]
        wishes.append({"field": field, "value": value, "least": self.least.value, "most": None})
        self.write(plan.set_mix, N_("Mix"), wishes=wishes)


def _mix_words(found: Composition, texts: Texts) -> str:
    wishes = [
        texts.t("{value}: {n} of at least {least}", value=line.value, n=line.n, least=line.least)
        for line in found.mix
    ]
    spread = []
    for key, name in TRAITS:
        counts = found.spread.get(key, {})
        if len(counts) > 1:
            spread.append(
                texts.t(name) + ": " + ", ".join(f"{value} {n}" for value, n in sorted(counts.items()))
            )
    return "\n".join([*wishes, *spread])


def _why(found: Composition, texts: Texts) -> str:
    """What is missing before the group can start, and whether it may be recorded."""
    asked = [c.code for c in found.invited if not c.given[ConsentItem.PARTICIPATION]]
    if not found.invited:
        return texts.t("Nobody is invited yet. Choose who takes part.")
    if asked:
        return texts.t("Has not agreed to take part: {codes}.", codes=", ".join(asked))
    if found.audio:
        return texts.t("Everybody has allowed a recording.")
    without = [c.code for c in found.invited if not c.given[ConsentItem.AUDIO]]
    return texts.t("No recording: {codes} has not allowed it.", codes=", ".join(without))
