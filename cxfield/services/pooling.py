# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pooling colleagues' files: look at them, say what will come, take them in; give one's own as a package."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_
from cxfield.model.study import Study
from cxfield.model.talk import Attachment
from cxfield.services.group_sound import erase_heard_of_gone
from cxfield.services.pooling_preview import Preview, preview
from cxfield.storage import Reader, StudyFile, UnitOfWork, bytestore, union
from cxfield.storage.entry import COLUMNS
from cxfield.storage.package import Source, is_package, needs_passphrase, open_package, write_rows
from cxfield.storage.pool import Absorbed, Incoming, Pooling, pool, poolings
from cxfield.storage.study_source import open_study

__all__ = [
    "Absorbed", "Pooling", "Preview", "Source", "export_package", "is_locked", "look_into", "look_into_all",
    "past_poolings", "pool_files", "preview_of",
]  # fmt: skip

#: Never leaves the file unless asked: who a code is.
_KEY_KIND = "person_key"

_OTHER = N_(
    "{name} is of another study ({title}). Only files of this study can be pooled; nothing was changed."
)
_ITSELF = N_("{name} is the study that is open here. Choose the file of a colleague.")
_NO_STUDY = N_("There is no study to pack yet. Name the study first.")


def is_locked(path: Path) -> bool:
    """Whether a file asks for a passphrase."""
    return needs_passphrase(path)


def look_into(path: Path, passphrase: str | None = None) -> Source:
    """A package or a whole study file, looked over; a sentence for everything wrong."""
    if is_package(path):
        return open_package(path, passphrase)
    return open_study(path, passphrase)


def look_into_all(
    paths: Sequence[Path], passphrase: str | None = None, step: Callable[[int, int], None] | None = None
) -> tuple[list[Source], UserError | None]:
    """The files up to the first that does not open, and why that one did not; `step` hears of each.

    Making the key of an encrypted file is meant to be slow; so it is done for several files at a time.
    """
    found: list[Source] = []
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        opening = [threads.submit(look_into, path, passphrase if is_locked(path) else None) for path in paths]
        try:
            for one in opening:
                found.append(one.result())
                if step is not None:
                    step(len(found), len(paths))
        except UserError as error:
            return found, error
        finally:
            for one in opening:
                one.cancel()
    return found, None


def preview_of(
    file: StudyFile, sources: Sequence[Source], step: Callable[[int, int], None] | None = None
) -> Preview:
    """What will come from these files; nothing is changed. `step` hears how many entries were looked at."""
    for source in sources:
        if source.path.resolve() == file.path.resolve():
            raise UserError(_ITSELF, name=source.name)

    def look(reader: Reader) -> Preview:
        _same_study(reader, sources)
        return preview(reader.connection, sources, step)

    return file.read(look)


def pool_files(
    uow: UnitOfWork, *, sources: Sequence[Source], step: Callable[[int, int], None] | None = None
) -> Absorbed:
    """Take the files in, all or none, in one transaction; undo takes all of it back."""
    _same_study(uow, sources)
    total, done = sum(source.count for source in sources), 0

    def counted(source: Source) -> Any:
        nonlocal done
        for row in source.rows():
            done += 1
            if step is not None and done % union.BATCH == 0:
                step(done, total)
            yield row

    taken = pool(
        uow, [Incoming(source.name, counted(source), source.pieces(), source.count) for source in sources]
    )
    erase_heard_of_gone(uow)
    return taken


def past_poolings(reader: Reader) -> list[Pooling]:
    """What was pooled on this device, newest first."""
    return poolings(reader.connection)


def export_package(
    file: StudyFile, path: Path, *, passphrase: str | None, author: str = "", with_key: bool = False
) -> int:
    """Write everything collected as a package to mail or carry; what is being typed is sealed first.

    The key that links codes to names stays at home unless asked. Returns how many entries there are.
    """
    if not file.read_only:
        file.seal().result()
    return file.read(lambda reader: _write(reader, path, passphrase, author, with_key=with_key))


def _write(reader: Reader, path: Path, passphrase: str | None, author: str, *, with_key: bool) -> int:
    study = next(iter(reader.all(Study)), None)
    if study is None:
        raise UserError(_NO_STUDY)
    connection = reader.connection
    last = connection.exec_driver_sql("SELECT author, at FROM journal ORDER BY hlc DESC LIMIT 1").one()
    about = {
        "kind": "data",
        "study": study.id,
        "title": dict(study.title),
        "author": author or last.author,
        "made_at": last.at,
    }
    left_out = "" if with_key else f" WHERE kind <> '{_KEY_KIND}'"
    rows = connection.exec_driver_sql(f"SELECT {', '.join(COLUMNS)} FROM journal{left_out} ORDER BY hlc")
    held = [attachment.id for attachment in reader.all(Attachment, retired=True)]
    return write_rows(path, about, rows, passphrase, pieces=bytestore.pieces(connection, held))


def _same_study(reader: Reader, sources: Sequence[Source]) -> None:
    mine = next(iter(reader.all(Study)), None)
    for source in sources:
        if mine is None or source.about.get("study") != mine.id:
            raise UserError(_OTHER, name=source.name, title=dict(source.about.get("title") or {}))
