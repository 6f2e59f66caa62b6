# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All controls on one page, for their makers: `python -m ui.gallery [fi|en] [light|dark] [100-200]`."""

import sys

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from cxfield.settings import Settings
from ui.context import Say, Ui
from ui.jobs import Progress
from ui.making import make_ui
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.checks import CheckRow, Stepper
from ui.widgets.chips import Chip, ConditionChip, Tag, TouchpointChip
from ui.widgets.choicebox import ChoiceBox
from ui.widgets.containers import Banner, EmptyState, PromptBar, Scroll, WarningCard
from ui.widgets.field import TextField
from ui.widgets.label import Label
from ui.widgets.progress import ProgressPanel
from ui.widgets.ratings import MarkToggle, PolarityCells, RatingCells
from ui.widgets.scale import ScaleCells
from ui.widgets.segment import Option, Segment
from ui.widgets.tile import CodeTile


def row(*parts: QWidget | int, gap: int = 8) -> QWidget:
    """Widgets side by side; a number is a stretch."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(gap)
    for part in parts:
        if isinstance(part, int):
            line.addStretch(part)
        else:
            line.addWidget(part)
    return box


def heading(ui: Ui, words: Say) -> Label:
    """A small heading."""
    return Label(ui, words, "small", "text.tertiary", weight=600)


class Gallery(QWidget):
    """The page."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(28, 20, 28, 20)
        self._column.setSpacing(10)
        for part in (*_basics(ui), *_capture(ui), *_surfaces(ui)):
            self._column.addWidget(part)
        self._column.addStretch(1)


def _basics(ui: Ui) -> tuple[QWidget, ...]:
    off = Button(ui, "Vie raportti", icon_name="export")
    off.setEnabled(False)
    name = TextField(ui, "Tutkimuksen nimi")
    name.set_value("Pihlakon myymäläkokemus, syksy")
    wrong = TextField(ui, "Pikanäppäin")
    wrong.set_value("O")
    wrong.set_error("Näppäin O on jo koodilla Odottaa palvelua. Vapaita: B, D, F, G, Z, Å, Ö.")
    phases = (Option("before", "Ennen"), Option("during", "Aikana"), Option("after", "Jälkeen"))
    return (
        heading(ui, "Painikkeet"),
        row(
            Button(ui, "Aloita havainnointi", kind=Kind.PRIMARY, icon_name="observe", touch=True),
            Button(ui, "Uusi haastattelu", icon_name="interview", touch=True),
            Button(ui, "Takaisin", kind=Kind.GHOST, touch=True),
            Button(ui, "Lopeta", kind=Kind.DANGER, icon_name="stop", touch=True),
            1,
        ),
        row(
            Button(ui, "Lisää", icon_name="plus", key="N"),
            off,
            IconButton(ui, "undo", "Kumoa", kind=Kind.OUTLINE),
            1,
        ),
        heading(ui, "Valinnat"),
        row(
            Segment(ui, phases, value="during", touch=True),
            Segment(ui, (Option("page", "Sivu"), Option("spread", "Aukeama")), value="page"),
            1,
            gap=16,
        ),
        heading(ui, "Merkit"),
        row(
            ConditionChip(ui, "myymälä on Espoo"),
            _checked(Chip(ui, "Kassa", checkable=True)),
            Chip(ui, "Kerro lisää", key="1"),
            1,
        ),
        row(
            Tag(ui, "pieni n", ink="warning.base", fill="warning.subtle", icon_name="warning"),
            Tag(ui, "valmis", ink="success.base", fill="success.subtle", icon_name="check"),
            Tag(ui, "Kipupiste", ink="valence.negative", fill="valence.negative.subtle", icon_name="pain"),
            1,
            gap=6,
        ),
        heading(ui, "Tekstikentät"),
        row(name, wrong, gap=20),
    )


def _capture(ui: Ui) -> tuple[QWidget, ...]:
    rating, polarity = RatingCells(ui), PolarityCells(ui)
    rating.set_value(4)
    polarity.set_value(-1)
    running = CodeTile(ui, "Odottaa palvelua", key="O", family="wait", count=2)
    running.set_running("D 2:06")
    chips = (
        TouchpointChip(ui, "Sisäänkäynti", key="⇧1", count=2),
        _checked(TouchpointChip(ui, "Kampanjapöytä", key="⇧2", count=6)),
        TouchpointChip(ui, "Uloskäynti", key="⇧8"),
    )
    return (
        row(*chips, gap=6),
        row(
            CodeTile(ui, "Koskettaa tuotetta", key="T", family="action", count=3),
            CodeTile(ui, "Myyjä aloittaa", key="M", family="staff"),
            running,
            CodeTile(ui, "Hämmennys", key="H", family="reaction", count=2),
        ),
        row(
            rating,
            polarity,
            MarkToggle(ui, "Kipupiste", icon_name="pain", key="Q", tone="valence.negative"),
            _checked(MarkToggle(ui, "Ilahdutti", icon_name="delight", key="W", tone="valence.positive")),
            gap=14,
        ),
    )


def _surfaces(ui: Ui) -> tuple[QWidget, ...]:
    scale = ScaleCells(
        ui,
        0,
        10,
        low_label="hyvin epätodennäköisesti",
        high_label="hyvin todennäköisesti",
        note=lambda n: f"{n} · arvostelija",
    )
    scale.set_value(3)
    progress = ProgressPanel(ui, "Yhdistetään paketteja")
    progress.show_progress(Progress(7, 20, 8000))
    prompt = PromptBar(ui, ("Tavallisuus", "Tarkkaavaisuus"))
    prompt.show_prompt(
        0, "Kirjaa myös se, mikä oli tavallista.", "Kolme yllättävää peräkkäin", "Kirjaa tavallinen", "1"
    )
    sites = (Option("e", "Espoo"), Option("o", "Oulu"))
    return (
        Banner(ui, "Vain luku: tutkimus on auki toisessa ikkunassa.", action="Näytä ikkuna"),
        scale,
        row(
            CheckRow(ui, "Ruusu, nuppu, piikki", checked=True),
            CheckRow(ui, "Pakollinen tieto"),
            ChoiceBox(ui, "Myymälä", sites, "e"),
            Stepper(ui, value=3),
            1,
        ),
        row(
            WarningCard(
                ui,
                "Sitaatti ilman suostumusta",
                "Luku 4, P08: lupa sitaattiin puuttuu. Vienti odottaa ratkaisua.",
                tone="danger",
                action="Poista sitaatti",
                look="Näytä",
            ),
            EmptyState(
                ui, "Ei vielä havaintoja tästä myymälästä.", icon_name="observe", action="Aloita havainnointi"
            ),
            progress,
            gap=14,
        ),
        prompt,
    )


def _checked(widget: Chip | TouchpointChip | MarkToggle) -> QWidget:
    widget.setChecked(True)
    return widget


def main(argv: list[str]) -> int:
    """Show the page; with a fourth argument save it as a picture instead."""
    app = QApplication(argv[:1])
    language, theme, scale = [*argv[1:4], "fi", "light", "100"][:3] if len(argv) < 4 else argv[1:4]
    ui = make_ui(Settings(language=language, theme=theme, text_scale=int(scale)))
    app.setPalette(ui.theme.palette())
    app.setFont(ui.theme.font("body"))
    page = Gallery(ui)
    if len(argv) > 4:
        width = max(1100, page.minimumSizeHint().width())
        page.resize(width, page.heightForWidth(width))
        page.grab().save(argv[4])
        return 0
    scroll = Scroll(ui, page)
    scroll.resize(1140, 900)
    scroll.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
