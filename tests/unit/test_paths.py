# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxfield import paths


@pytest.fixture
def forgetful() -> Iterator[None]:
    paths.resources.cache_clear()
    paths.source_root.cache_clear()
    yield
    paths.resources.cache_clear()
    paths.source_root.cache_clear()


def test_resources_are_found_in_the_source_tree(root: Path) -> None:
    assert paths.resources() == root / "resources"
    assert paths.resource("fonts", "Inter_400Regular.ttf").is_file()
    assert paths.catalogue("fi") == root / "build/locale/fi/LC_MESSAGES/cxfield.mo"


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.svg"):
        paths.resource("icons", "nothing.svg")


@pytest.mark.usefixtures("forgetful")
def test_resources_are_found_in_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = tmp_path / "cxfield" / "_resources"
    packed.mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == packed


@pytest.mark.usefixtures("forgetful")
def test_resources_and_catalogue_are_found_in_an_installed_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "site-packages" / "cxfield" / "paths.py"
    packed = module.parent / "_resources"
    packed.mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(module))
    assert paths.source_root() is None
    assert paths.resources() == packed
    assert paths.catalogue("fi") == packed / "locale/fi/LC_MESSAGES/cxfield.mo"


@pytest.mark.usefixtures("forgetful")
def test_a_broken_installation_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "cxfield" / "paths.py"))
    with pytest.raises(FileNotFoundError, match="_resources"):
        paths.resources()


def test_one_variable_moves_everything_of_the_users(own_home: Path) -> None:
    for path in (paths.config_dir(), paths.data_dir(), paths.studies_dir(), paths.settings_file()):
        assert path.is_relative_to(own_home)


def test_without_the_variable_the_systems_own_folders_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CXFIELD_HOME")
    assert paths.config_dir().name == "CXField"
    assert paths.data_dir().name == "CXField"
    assert paths.studies_dir().name == "CXField"
