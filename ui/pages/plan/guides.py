# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Guides: sections at the left, questions in the middle, the chosen question at the right."""

from PySide6.QtWidgets import QWidget

from cxfield.i18n import N_, pick
from cxfield.model.guide import Guide, GuideVersion
from cxfield.services.plan_guide_checks import (
    BURDEN_MIN,
    QuestionRow,
    SectionRow,
    estimate_min,
    read_version,
    versions_of,
)
from cxfield.services.plan_guides import (
    add_question,
    add_section,
    publish,
    remove_part,
)
from cxfield.services.plan_versions import begin_version
from ui.pages.plan.desk import ADD, Desk
from ui.pages.plan.fold import FlowBar, Fold
from ui.pages.plan.guide_dialogs import ask_bank, ask_list, preview
from ui.pages.plan.guide_look import ask_look
from ui.pages.plan.guide_menus import offer_more, offer_templates
from ui.pages.plan.guide_rows import facts_of, rows_of
from ui.pages.plan.question_form import QuestionForm
from ui.pages.plan.route_map import show_routes
from ui.pages.plan.rowlist import RowList
from ui.pages.plan.rowpaint import Column
from ui.pages.plan.sections import SectionList
from ui.pages.plan.tab import Tab, column, line
from ui.shortcuts import bind, keycap_of
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.chips import Tag
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import EmptyState, Line, Panel, Scroll
from ui.widgets.label import Label
from ui.widgets.segment import Option

PUBLISH = N_("Publish the guide")


class GuidesTab(Tab):
    """One guide at a time; its draft is edited, a published version is only read."""

    kinds = frozenset({"guide", "guide_version", "section", "question", "option", "study"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ui = self.ui
        self.guide_id = ""
        self.version: GuideVersion | None = None
        self.sections: tuple[SectionRow, ...] = ()
        self._wanted = ""
        self._compact = self._tight = False
        self._guide_name = ""
        self.choice = ChoiceBox(ui, lambda x: x.t("Guide"), icon_name="interview")
        self.choice.chosen.connect(self.show_guide)
        self.new = IconButton(ui, "plus", lambda x: x.t("New guide"), kind=Kind.OUTLINE)
        self.new.clicked.connect(self._offer_templates)
        self.more = IconButton(ui, "more", lambda x: x.t("More about the guide"), kind=Kind.OUTLINE)
        self.more.clicked.connect(self._offer_more)
        self.state = Tag(ui, "")
        self.estimate = Label(ui, "", "body", "text.secondary")
        self.burden = Tag(ui, "")
        self.preview = Button(ui, lambda x: x.t("Preview"), icon_name="play", key=keycap_of("plan.preview"))
        self.preview.clicked.connect(self._preview)
        self.publish = Button(ui, "", kind=Kind.PRIMARY, icon_name="lock")
        self.publish.clicked.connect(self._publish_or_begin)
        self.parts = SectionList(desk)
        self.parts.wanted.connect(self._show_section)
        self.parts.added.connect(self._add_section)
        columns = (Column(38), Column(0, 1), Column(104))
        self.list = RowList(ui, columns, name=lambda x: x.t("Questions"), movable=True)
        self.list.chosen.connect(lambda _id: self._show_question())
        self.list.opened.connect(lambda _id: self._type_here())
        self.list.moved.connect(self._move)
        self.list.delete_wanted.connect(self._remove)
        self.add = Button(ui, lambda x: x.t("Question"), icon_name="plus", key=keycap_of("plan.add"))
        self.add.clicked.connect(self.add_new)
        self.bank = Button(ui, lambda x: x.t("Question bank"), icon_name="template")
        self.bank.clicked.connect(self._bank)
        self.bring = Button(ui, lambda x: x.t("Import a list"), kind=Kind.GHOST, icon_name="import")
        self.bring.clicked.connect(self._import)
        self.show_parts = Button(ui, lambda x: x.t("Sections"), kind=Kind.GHOST, icon_name="menu")
        self.show_parts.setCheckable(True)
        self.show_parts.toggled.connect(lambda _on: self._show_sides())
        self.form = QuestionForm(desk)
        self.form.removed.connect(self._remove)
        self.empty = EmptyState(
            ui,
            lambda x: x.t("No guide is made yet. Begin from a template or from nothing."),
            icon_name="interview",
            action=lambda x: x.t("New guide"),
        )
        self.empty.pressed.connect(self._offer_templates)
        self._lay_out()
        bind(self, "plan.preview", self._preview)

    def refresh(self) -> None:
        """Ask again; 500 questions take three queries."""
        texts = self.ui.texts
        guides = self.desk.read(lambda reader: reader.all(Guide, order_by="order_key"))
        if self.guide_id not in {guide.id for guide in guides}:
            self.guide_id = guides[0].id if guides else ""
        self.choice.set_options(
            [Option(g.id, pick(g.name, texts.locale) or texts.t("(no name)")) for g in guides], self.guide_id
        )
        self._show_parts(some=bool(guides))
        if not guides:
            return
        draft, ready = self.desk.read(versions_of, self.guide_id)
        self.version = draft or ready
        version = self.version
        languages = self.desk.languages
        self.sections = self.desk.read(read_version, version.id, languages) if version else ()
        guide = next(guide for guide in guides if guide.id == self.guide_id)
        self._guide_name = pick(guide.name, texts.locale) or texts.t("(no name)")
        self._show_bar(guide, draft, ready)
        self.parts.show_sections(guide, self.sections, editable=self._may_edit())
        self.list.show_rows(rows_of(self.sections, languages, texts, movable=self._may_edit()))
        self.parts.show_facts(facts_of(self.sections, languages, texts))
        for part in (self.add, self.bank, self.bring):
            part.setEnabled(self._may_edit())
        self._choose_again()

    def show_guide(self, guide_id: str) -> None:
        """Put a guide in front."""
        self.guide_id = guide_id
        self.refresh()
        self.list.choose_first()

    def open_target(self, target: str) -> None:
        """Open what a gap names: the first question that lacks something."""
        key, _, guide_id = target.partition(":")
        if not guide_id:
            guide_id = key
        self.guide_id = guide_id
        self.refresh()
        rows = [row for section in self.sections for row in section.questions]
        if key == "translate":
            found = next((row for row in rows if row.missing), None)
        else:
            found = next((row for row in rows if row.problem), None)
        if found is not None:
            self.list.choose(found.id)

    def add_new(self) -> None:
        """A question after the chosen one."""
        row = self._row()
        section = row.section_id if row else (self.sections[-1].id if self.sections else "")
        if not section or not self._may_edit():
            return
        self.desk.write(
            add_question,
            label=ADD,
            section_id=section,
            after_id=row.id if row else "",
            done=lambda made: self._open(made.id),
        )

    def place(self) -> str:
        """The guide in front."""
        return self.guide_id

    def set_compact(self, compact: bool) -> None:
        """Narrow: the sections are headings in the list anyway."""
        self._compact = compact
        for at, share in ((1, 4 if compact else 5), (2, 7)):
            self._columns.setStretch(at, share)
        self.burden.setVisible(not compact)
        self._show_sides()

    def _folded(self, folded: bool) -> None:
        self._tight = folded
        self._show_sides()

    def _show_sides(self) -> None:
        """Where there is no room for three columns, sections and question take turns at the right."""
        narrow = self._compact or self._tight
        self.show_parts.setVisible(narrow)
        sections = not narrow or self.show_parts.isChecked()
        self.parts.setVisible(sections)
        self.side.setVisible(self._row() is not None and not (narrow and sections))

    def _show_parts(self, *, some: bool) -> None:
        """Without a guide only the way to a first one is shown."""
        self.body.setVisible(some)
        self.empty_box.setVisible(not some)
        for part in (self.state, self.estimate, self.preview, self.publish, self.choice, self.more):
            part.setVisible(some)
        self.burden.setVisible(some and not self._compact)

    def _choose_again(self) -> None:
        """The question that was asked for, or the one that was chosen, or the first."""
        if self._wanted and self.list.choose(self._wanted, tell=False):
            self._wanted = ""
            self._show_question()
            self.form.focus_first()
            return
        if not self.list.current:
            self.list.choose_first()
        self._show_question()

    def _open(self, record_id: str) -> None:
        self._wanted = record_id
        self.refresh()

    def _may_edit(self) -> bool:
        return self.version is not None and self.version.published_at is None and not self.desk.read_only

    def _move(self, question_id: str, low: str, high: str) -> None:
        if self._may_edit():
            self.desk.move("question", question_id, low, high)

    def _type_here(self) -> None:
        self.form.focus_first()

    def _row(self) -> QuestionRow | None:
        rows = (row for section in self.sections for row in section.questions)
        return next((row for row in rows if row.id == self.list.current), None)

    def _show_bar(self, guide: Guide, draft: GuideVersion | None, ready: GuideVersion | None) -> None:
        texts = self.ui.texts
        if draft is not None:
            self.state.set_words(texts.t("Draft, version {n}", n=draft.number))
            self.state.set_tone("warning.base", "warning.subtle", "note")
            self.publish.set_words(texts.t("Publish version {n}", n=draft.number))
            self.publish.set_icon_name("lock")
        else:
            number = ready.number if ready else 1
            self.state.set_words(texts.t("Version {n} published", n=number))
            self.state.set_tone("success.base", "success.subtle", "lock")
            self.publish.set_words(texts.t("Begin version {n}", n=number + 1))
            self.publish.set_icon_name("plus")
        self.publish.setEnabled(not self.desk.read_only)
        estimate = estimate_min(self.sections)
        planned = sum(section.minutes for section in self.sections)
        self.estimate.set_words(texts.t("Estimate {n} / {m} min", n=round(estimate), m=round(planned)))
        heavy = estimate > BURDEN_MIN.get(guide.kind, 60)
        self.burden.set_words(texts.t("burdens people") if heavy else texts.t("load is fair"))
        if heavy:
            self.burden.set_tone("warning.base", "warning.subtle", "warning")
        else:
            self.burden.set_tone("success.base", "success.subtle", "check")

    def _show_question(self) -> None:
        row = self._row()
        self._show_sides()
        if row is not None:
            self.form.show_question(row, self.sections, editable=self._may_edit())

    def _show_section(self, section_id: str) -> None:
        self.list.show_row(f"section:{section_id}")
        first = next((s.questions for s in self.sections if s.id == section_id and s.questions), ())
        if first:
            self.list.choose(first[0].id)

    def _add_section(self) -> None:
        if self.version is not None and self._may_edit():
            self.desk.write(add_section, label=ADD, version_id=self.version.id)

    def _remove(self, question_id: str) -> None:
        if self._may_edit():
            row = self._row()
            self.desk.remove(
                "question",
                question_id,
                self.ui.texts.t("Question {n}", n=row.number if row else "–"),
                verb=remove_part,
                done=lambda _none: self.desk.note(lambda x: x.t("Question removed")),
            )

    def _publish_or_begin(self) -> None:
        version = self.version
        if version is None:
            return
        if version.published_at is None:
            said = self.ui.texts.t("Version {n} published", n=version.number)
            self.desk.write(
                publish, label=PUBLISH, version_id=version.id, done=lambda _version: self.desk.said.emit(said)
            )
        else:
            self.desk.write(begin_version, label=N_("Begin a version"), guide_id=self.guide_id)

    def _preview(self) -> None:
        if self.version is not None and self.sections:
            preview(self.desk, self.sections, self.list.current)

    def _bank(self) -> None:
        row = self._row()
        section = row.section_id if row else (self.sections[-1].id if self.sections else "")
        if section:
            ask_bank(self.desk, section)

    def _import(self) -> None:
        row = self._row()
        section = row.section_id if row else (self.sections[-1].id if self.sections else "")
        if section:
            ask_list(self.desk, section)

    def _offer_templates(self) -> None:
        anchor: QWidget = self.new if self.new.isVisible() else self.empty
        offer_templates(self.desk, self, anchor, lambda made: self.show_guide(made.guide_id))

    def _offer_more(self) -> None:
        offer_more(self.desk, self, self.more, self._do_more)

    def _do_more(self, what: str) -> None:
        if what == "routes":
            show_routes(self.desk, self.sections)
        elif what == "look":
            ask_look(self.desk, self.guide_id)
        else:
            self.desk.remove("guide", self.guide_id, self._guide_name)

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        bar = Panel(self.ui, "bg.surface", "bottom")
        row = line(gap=0, parent=bar)
        row.setContentsMargins(14, 9, 14, 10)
        row.addWidget(
            FlowBar(
                (self.choice, self.new, self.more, self.state),
                (self.estimate, self.burden, self.preview, self.publish),
            )
        )
        outer.addWidget(bar)
        self.empty_box = QWidget()
        column(self.empty_box, margins=16).addWidget(self.empty)
        outer.addWidget(self.empty_box)
        self.body = QWidget()
        body = self._columns = line(gap=0, parent=self.body)
        body.addWidget(self.parts)
        middle = Panel(self.ui, "bg.surface", "right")
        inner = column(middle, gap=0)
        inner.addWidget(self.list, 1)
        inner.addWidget(Line(self.ui))
        foot = FlowBar((self.add, self.bank, self.bring, self.show_parts), (), gap=8)
        foot.set_margins(12, 8, 12, 8)
        inner.addWidget(foot)
        body.addWidget(middle, 5)
        content = QWidget()
        fields = column(content, margins=16, gap=12)
        fields.addWidget(self.form)
        fields.addStretch(1)
        self.side = Scroll(self.ui, content)
        body.addWidget(self.side, 7)
        outer.addWidget(self.body, 1)
        Fold(self.ui, self.body, body, 900, self._folded)
