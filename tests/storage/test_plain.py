# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A first view without SQLAlchemy: the same rows, and nothing heavy imported for them."""

import subprocess
import sys
from pathlib import Path

from cxfield.model.study import Site, TeamMember
from cxfield.storage import Reader, StudyFile, UnitOfWork

_OPEN = """
import sys
from pathlib import Path
from cxfield.storage import StudyFile
file = StudyFile.open(Path(sys.argv[1]))
rows = file.read(lambda reader: reader.rows("site"))
file.place()
file.close()
print(len(rows), sorted(name for name in ("sqlalchemy", "sqlmodel", "pydantic") if name in sys.modules))
"""


_READ = """
import sys
from pathlib import Path
from cxfield.model.study import Site
from cxfield.storage import StudyFile
file = StudyFile.open(Path(sys.argv[1]))
print(*file.read(lambda reader: [site.code for site in reader.all(Site)]))
file.close()
"""


def _write(uow: UnitOfWork) -> None:
    uow.add(Site(code="ESP", name={"fi": "Espoo", "en": "Espoo"}, order_key="b", competitor=True))
    gone = uow.add(Site(code="TKU", name={"fi": "Turku"}, order_key="a"))
    uow.add(Site(code="OUL", name={"fi": "Oulu"}, order_key="a"))
    uow.add(TeamMember(code="A", role={"en": "lead"}))
    uow.remove(Site, gone.id)


def test_plain_rows_are_the_records(tmp_path: Path) -> None:
    with_file = StudyFile.create(tmp_path / "a.cxf")
    with_file.write(_write, label="").result()

    def both(reader: Reader) -> None:
        plain = reader.rows("site", order_by="order_key")
        records = reader.all(Site, order_by="order_key")
        assert [vars(row) for row in plain] == [record.model_dump() for record in records]
        assert [row.code for row in reader.rows("site", competitor=True)] == ["ESP"]
        assert reader.rows("site", code="nobody") == []

    with_file.read(both)
    with_file.close()


def test_opening_and_a_first_look_wait_for_no_heavy_import(tmp_path: Path) -> None:
    file = StudyFile.create(tmp_path / "a.cxf")
    file.write(_write, label="").result()
    file.close()
    run = [sys.executable, "-c", _OPEN, str(tmp_path / "a.cxf")]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2 []"


def test_records_are_read_before_any_was_made(tmp_path: Path) -> None:
    file = StudyFile.create(tmp_path / "a.cxf")
    file.write(_write, label="").result()
    file.close()
    run = [sys.executable, "-c", _READ, str(tmp_path / "a.cxf")]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["ESP", "OUL"], done.stderr


def test_one_question_sees_one_state_whichever_way_it_asks(tmp_path: Path) -> None:
    file = StudyFile.create(tmp_path / "a.cxf")
    file.write(_write, label="").result()
    file.close()
    file = StudyFile.open(tmp_path / "a.cxf")

    def ask(reader: Reader) -> None:
        assert len(reader.rows("site")) == 2
        assert len(reader.all(Site)) == 2
        file.write(lambda uow: uow.add(Site(code="HKI", order_key="c")), label="").result()
        assert len(reader.rows("site")) == 2
        assert len(reader.all(Site)) == 2

    file.read(lambda reader: reader.all(Site))
    file.read(ask)
    assert file.read(lambda reader: len(reader.rows("site"))) == 3
    file.close()
