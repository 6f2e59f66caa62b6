# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A brand profile is made, changed and thrown away in a form; what is wrong is said before it is saved."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cxfield.services import brands
from cxfield.services.brands import known_brands, make_brand, read_brand
from ui.context import Ui
from ui.pages.report.brand_form import BrandForm


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(brands, "config_dir", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def form(qtbot: QtBot, ui: Ui, home: Path) -> Iterator[BrandForm]:
    made = BrandForm(ui, None)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    qtbot.waitUntil(lambda: ui.jobs.running == 0)


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (90, 30), "#7A1F5C").save(out, "PNG")
    return out.getvalue()


def test_a_profile_is_typed_seen_and_kept(qtbot: QtBot, form: BrandForm) -> None:
    kept: list[Path] = []
    form.kept.connect(kept.append)
    assert not form.save.isEnabled()
    qtbot.keyClicks(form.name.input, "Viisto")
    qtbot.keyClicks(form.colour.input, "#7A1F5C")
    qtbot.keyClicks(form.footer.input, "Viisto Oy")
    form.use_logo(logo())
    before = form.page.grab().toImage()
    form.cover.click()
    assert form.page.grab().toImage() != before
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    (path,) = kept
    assert known_brands() == [path]
    assert read_brand(path) == make_brand(
        name="Viisto", accent="#7A1F5C", logo=logo(), cover=True, footer="Viisto Oy"
    )


def test_a_pale_colour_is_refused_with_its_contrast(qtbot: QtBot, form: BrandForm) -> None:
    qtbot.keyClicks(form.name.input, "Pale")
    qtbot.keyClicks(form.colour.input, "#FFEE99")
    assert "does not stand out from paper" in form.error.words
    assert not form.save.isEnabled()
    form.colour.input.clear()
    qtbot.keyClicks(form.colour.input, "#0B5D57")
    assert form.error.isHidden()
    assert form.save.isEnabled()


def test_a_profile_is_renamed_without_a_trace_and_thrown_away(qtbot: QtBot, ui: Ui, home: Path) -> None:
    old = brands.keep_brand(make_brand(name="Old", accent="#7A1F5C", font="A font of elsewhere"))
    form = BrandForm(ui, old)
    qtbot.addWidget(form)
    form.show()
    assert form.font_box.value == "A font of elsewhere"
    form.name.input.clear()
    qtbot.keyClicks(form.name.input, "New")
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    (path,) = known_brands()
    assert path.stem == "New"
    assert read_brand(path).font == "A font of elsewhere"
    again = BrandForm(ui, path)
    qtbot.addWidget(again)
    again.show()
    qtbot.mouseClick(again.button("remove"), Qt.MouseButton.LeftButton)
    assert known_brands() == []
    qtbot.waitUntil(lambda: ui.jobs.running == 0)


def test_a_font_that_this_computer_lacks_is_told(qtbot: QtBot, ui: Ui, home: Path) -> None:
    path = brands.keep_brand(make_brand(name="Viisto", font="Viisto Grotesk"))
    form = BrandForm(ui, path)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitUntil(lambda: form.no_font.isVisible() and ui.jobs.running == 0)
    assert form.no_font.words.startswith("This computer does not have the font")
    form.font_box.set_value("")
    form.font_box.chosen.emit("")
    qtbot.waitUntil(lambda: not form.no_font.isVisible())
