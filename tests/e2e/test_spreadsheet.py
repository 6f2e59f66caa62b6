# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.spreadsheet import compare


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_made_of_the_csv_has_the_figures_of_the_window(
    made_demo: Callable[[str], Path], tmp_path: Path
) -> None:
    assert compare(made_demo("en"), tmp_path) == []
