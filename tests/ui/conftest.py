# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The context of the window for tests: English, light, no settings file."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pytestqt.qtbot import QtBot

from cxfield.settings import Settings
from ui.context import Ui
from ui.making import make_ui


@pytest.fixture
def ui(qtbot: QtBot) -> Iterator[Ui]:
    """A fresh context in English and light."""
    context = make_ui(Settings(language="en", theme="light"))
    yield context
    context.deleteLater()
