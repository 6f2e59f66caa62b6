# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first tab: metrics, coverage, the curve, feelings, issues, sessions and what to do next."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cxfield.charts.board import coverage_board
from cxfield.charts.cards import MetricFace, metric_face
from cxfield.charts.journey import journey_curve
from cxfield.charts.listing import issue_list, session_list
from cxfield.charts.scene import Scene, Text
from cxfield.charts.sheet import PT, wrap
from cxfield.charts.strip import wait_strip
from cxfield.charts.wheel import emotion_wheel
from cxfield.i18n import Texts
from cxfield.services.overview import Dashboard
from cxfield.services.overview_faces import face_name
from cxfield.services.overview_scope import Scoped
from ui.context import Ui
from ui.pages.overview.sections import MetricCard, Rows, Section
from ui.widgets.buttons import Button, Kind

_CARDS = 3


class DashboardView(Rows):
    """`opened(ref)` when a mark is pressed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self._narrow: bool | None = None
        self.cards = tuple(MetricCard(ui) for _ in range(_CARDS))
        self.waits = MetricCard(ui, lambda x: x.t("Waiting time, min"))
        self.coverage = Section(
            ui, lambda x: x.t("Coverage"), lambda x: x.t("sessions done/planned · events")
        )
        self.curve = Section(ui, lambda x: x.t("Emotional curve of the journey"))
        self.wheel = Section(ui, lambda x: x.t("Emotion wheel"))
        self.issues = Section(
            ui, lambda x: x.t("Largest issues"), lambda x: x.t("priority = prevalence × severity")
        )
        self.sessions = Section(ui, lambda x: x.t("Observation sessions"))
        # The wheel needs the width; its heading stays in line with the others.
        self.wheel.column.setContentsMargins(8, 12, 8, 26)
        self.wheel.head.setContentsMargins(8, 0, 8, 0)
        self.every = Button(ui, "", kind=Kind.GHOST, icon_name="chevron-right", base_height=28)
        self.sessions.head.addWidget(self.every)
        self.sessions.side.hide()
        self.step = Button(ui, "", icon_name="chevron-right")
        self.sessions.column.insertWidget(1, self.step)
        self._ref = ""
        self.step.clicked.connect(lambda: self.opened.emit(self._ref))
        self.every.clicked.connect(lambda: self.opened.emit("room:data"))
        for section in self._sections():
            section.chart.opened.connect(self.opened)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Two cards a row on a narrow window, as in the picture on a wide one."""
        if narrow is self._narrow:
            return
        self._narrow = narrow
        cards: list[QWidget] = [*self.cards, self.waits]
        if narrow:
            self.arrange(
                [
                    [(card, 1) for card in cards[:2]],
                    [(card, 1) for card in cards[2:]],
                    [(self.coverage, 1)],
                    [(self.curve, 1)],
                    [(self.wheel, 4), (self.sessions, 5)],
                    [(self.issues, 1)],
                ]
            )
            return
        self.arrange(
            [
                [(card, 1) for card in cards],
                [(self.coverage, 548), (self.curve, 754)],
                [(self.wheel, 404), (self.issues, 512), (self.sessions, 372)],
            ]
        )

    def show_board(self, found: Scoped, shown: Dashboard) -> None:
        """Show the figures of a scope."""
        texts = self.ui.texts
        for place, card in enumerate(self.cards):
            card.setVisible(place < len(shown.faces))
            if place < len(shown.faces):
                face = shown.faces[place]
                card.show_metric(face_name(found, face.key, texts), face_maker(face), face.label)
                card.show_tag((lambda x: x.t("small n")) if face.key in shown.small else "")
        waits = shown.waits
        self.waits.show_metric(
            texts.t("Waiting time, min"),
            lambda w: (
                wait_strip(waits.rows, texts, limit=waits.limit, limit_words=waits.limit_words, width=w / PT)
                if waits.n
                else nothing(waits.alt, w)
            ),
            waits.alt,
        )
        self.waits.show_tag(waits.over, "danger", "flag")
        self._show_coverage(shown, texts)
        self._show_feelings(shown, texts)
        self._show_lists(shown, texts)

    def _show_coverage(self, shown: Dashboard, texts: Texts) -> None:
        board = shown.board
        none = texts.t("The study has no sites yet.")
        self.coverage.show_chart(
            lambda w: coverage_board(board, width=w / PT) if board.columns else nothing(none, w),
            shown.board_alt,
        )

    def _show_feelings(self, shown: Dashboard, texts: Texts) -> None:
        curve, wheel = shown.curve, shown.wheel
        side = ""
        if curve.interviews:
            count = texts.tn("{n} interview", "{n} interviews", curve.interviews)
            side = texts.t("mean and every answer, {interviews}", interviews=count)
        self.curve.show_chart(
            lambda w: (
                journey_curve(curve.moments, texts, width=w) if curve.moments else nothing(curve.alt, w)
            ),
            curve.alt,
            side,
        )
        total, unit = texts.number(wheel.picks), texts.tc("wheel", "picks")
        people = texts.tn("{n} person", "{n} people", wheel.people)
        marks = texts.tn("{n} mark", "{n} marks", wheel.picks)
        self.wheel.show_chart(
            lambda w: (
                emotion_wheel(wheel.sectors, total, unit, width=w / PT)
                if wheel.picks
                else nothing(wheel.alt, w)
            ),
            wheel.alt,
            f"{marks} · {people}" if wheel.picks else "",
        )

    def _show_lists(self, shown: Dashboard, texts: Texts) -> None:
        issues, sessions = shown.issues, shown.sessions
        heads = (
            texts.t("Issue"),
            texts.t("Prevalence, 95%"),
            texts.t("Severity"),
            texts.tc("short", "Priority"),
        )
        none = texts.t("No finding has been marked as an issue yet.")
        self.issues.show_chart(
            lambda w: issue_list(issues, heads, width=w / PT) if issues else nothing(none, w),
            "; ".join(line.label for line in issues) or none,
        )
        nobody = texts.t("No observation session has been planned or made yet.")
        self.sessions.show_chart(
            lambda w: session_list(sessions, width=w / PT) if sessions else nothing(nobody, w),
            "; ".join(line.label for line in sessions) or nobody,
            "",
        )
        self.every.set_words(texts.t("All {n}", n=shown.sessions_total))
        self.every.setVisible(shown.sessions_total > 0)
        self._ref = shown.step.ref
        self.step.set_words(shown.step.words)
        self.step.setVisible(bool(shown.step.ref))
        self.sessions.side.hide()

    def _sections(self) -> tuple[Section, ...]:
        return (*self.cards, self.waits, self.coverage, self.curve, self.wheel, self.issues, self.sessions)


def face_maker(face: MetricFace) -> Callable[[float], Scene]:
    """Lays a metric out for a width."""
    return lambda w: metric_face(face, width=w / PT)


def nothing(words: str, width: float) -> Scene:
    """One quiet sentence where there is nothing to draw."""
    lines = wrap(words, 10.5, width, 3)
    marks = tuple(Text(0, 16 + 15 * n, line, 10.5, "text.secondary") for n, line in enumerate(lines))
    return Scene(width, 24 + 15 * len(lines), marks)
