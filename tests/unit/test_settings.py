# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxfield import settings
from cxfield.settings import MOST_RECENT, RecentStudy, Settings


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    chosen = Settings("fi", "dark", 150, True, (RecentStudy("/a/Pihlakko – ä.cxf", {"fi": "Pihlakko"}, 17),))
    settings.save(chosen, path)
    assert settings.load(path) == (chosen, None)
    assert os.listdir(path.parent) == ["settings.json"]  # noqa: PTH208 - nothing half written stays


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.json") == (Settings(), None)


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_broken_file_is_set_aside_and_not_fatal(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    loaded, aside = settings.load(path)
    assert loaded == Settings()
    assert aside is not None
    assert aside.read_bytes() == content
    assert not path.exists()


def test_a_value_that_makes_no_sense_is_left_out_alone(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        '{"language": "sv", "theme": ["dark"], "text_scale": 125, "reduce_motion": 1, "later": {},'
        ' "recent": [{"path": "/a", "title": {"fi": "A", "en": 3}, "opened_at": 1}, {"path": 3}, null]}'
    )
    loaded, aside = settings.load(path)
    assert loaded == Settings(None, "system", 125, False, (RecentStudy("/a", {"fi": "A"}, 1),))
    assert aside is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(Settings.__dataclass_fields__, json_values)))
def test_no_content_whatever_stops_the_program(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, object]
) -> None:
    import json

    path = tmp_path_factory.mktemp("any") / "settings.json"
    path.write_text(json.dumps(content))
    loaded, _aside = settings.load(path)
    assert loaded.theme in settings.THEMES
    assert loaded.text_scale in settings.TEXT_SCALES


def test_the_latest_study_is_first_and_listed_once() -> None:
    found = Settings()
    for n in range(MOST_RECENT + 3):
        found = found.with_recent(RecentStudy(f"/{n}", {}, n))
    found = found.with_recent(RecentStudy("/5", {"fi": "again"}, 99))
    assert len(found.recent) == MOST_RECENT
    assert found.recent[0].title == {"fi": "again"}
    assert [r.path for r in found.recent].count("/5") == 1
    assert "/5" not in [r.path for r in found.without_recent("/5").recent]


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    settings.save(Settings("fi"), path)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        settings.save(Settings("en"), path)
    assert settings.load(path)[0].language == "fi"
    assert [p.name for p in tmp_path.iterdir()] == ["settings.json"]


def test_the_own_code_is_kept_and_a_senseless_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings.save(Settings(code="H1"), path)
    assert settings.load(path)[0].code == "H1"
    path.write_text('{"code": 7}', "utf-8")
    assert settings.load(path)[0].code == ""
