# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things are: what ships with the program, and what belongs to its user."""

import os
import sys
from functools import cache
from pathlib import Path

# Moves everything of the user's into one folder: for tests, and for a program carried on a stick.
HOME_VARIABLE = "CXFIELD_HOME"


@cache
def source_root() -> Path | None:
    """Return the top folder of the source tree, or None where the program is installed or frozen."""
    top = Path(__file__).resolve().parent.parent
    is_source = (top / "pyproject.toml").is_file() and (top / "resources").is_dir()
    return top if is_source else None


@cache
def resources() -> Path:
    """Return the folder of fonts, icons, catalogues and method facts: source, wheel and frozen alike."""
    frozen = getattr(sys, "_MEIPASS", None)
    packed = (Path(frozen) / "cxfield" if frozen else Path(__file__).resolve().parent) / "_resources"
    if packed.is_dir():
        return packed
    top = source_root()
    if top is None:
        raise FileNotFoundError(packed)
    return top / "resources"


def resource(*parts: str) -> Path:
    """Return the path of one thing that ships with the program."""
    path = resources().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def catalogue(locale: str) -> Path:
    """Return where the compiled catalogue of a language is; in a source tree it is built, not committed."""
    top = source_root()
    base = top / "build" / "locale" if top else resources() / "locale"
    return base / locale / "LC_MESSAGES" / "cxfield.mo"


def config_dir() -> Path:
    """Return the user's folder for settings; it may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / "config"
    from platformdirs import user_config_path  # kept out of the start

    return user_config_path("CXField", appauthor=False)


def data_dir() -> Path:
    """Return the user's folder for backups and other working files; it may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / "data"
    from platformdirs import user_data_path  # kept out of the start

    return user_data_path("CXField", appauthor=False)


def studies_dir() -> Path:
    """Return where new studies are offered to be kept; it may not exist yet."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / "studies"
    from platformdirs import user_documents_path  # kept out of the start

    return user_documents_path() / "CXField"


def settings_file() -> Path:
    """Return the path of the settings file."""
    return config_dir() / "settings.json"
