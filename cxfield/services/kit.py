# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fieldwork kit: the plan without collected data, for colleagues to start their own copy of the study."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxfield.clock import Clock, SystemClock
from cxfield.errors import UserError
from cxfield.i18n import N_, Texts
from cxfield.ids import Ids
from cxfield.model.enums import SessionState
from cxfield.model.session import Session
from cxfield.model.study import Study
from cxfield.services.copies import begin_copy
from cxfield.services.plan_gaps import checklist
from cxfield.storage import Reader, StudyFile, UnitOfWork, bytestore, log
from cxfield.storage.entry import CREATE, JournalEntry
from cxfield.storage.package import Package, needs_passphrase, read_package, write_package
from cxfield.storage.pool import Absorbed, absorb

#: What a plan consists of. People, answers and entries are never among it.
PLAN_KINDS: frozenset[str] = frozenset(
    {
        "study", "wave", "site", "quota", "tag_set", "zone", "touchpoint", "stage", "channel", "team_member",
        "code_group", "code", "modifier", "code_exclusion", "normal_reaction", "guide", "guide_version",
        "section", "question", "option", "info_sheet", "metric", "target", "preconception", "attachment",
    }
)  # fmt: skip
_NO_STUDY = N_("There is no study to pack yet. Name the study first.")
_NOT_A_KIT = N_("{name} holds collected data, not a plan. Pool it in Debrief.")
_OTHER = N_(
    "{name} is the kit of another study ({title}). Nothing was changed; open it as a study of its own."
)
_UNSAFE = N_("{name} holds more than a plan. Nothing was taken in; ask its sender for a new kit.")


@dataclass(frozen=True, slots=True)
class KitFacts:
    """What a kit says of itself: the study, who made it and when, and what was still missing."""

    study_id: str
    title: dict[str, str]
    author: str
    made_at: int
    gaps: dict[str, tuple[tuple[str, str], ...]]
    records: int
    encrypted: bool


def make_kit(file: StudyFile, path: Path, *, passphrase: str | None = None) -> KitFacts:
    """Write the kit of a study; what is being typed is sealed first. Gaps travel in it."""
    if not file.read_only:
        file.seal().result()
    package = file.read(lambda reader: _write(reader, path, passphrase))
    return _facts(package, encrypted=bool(passphrase))


def _write(reader: Reader, path: Path, passphrase: str | None) -> Package:
    package = plan_package(reader)
    pictures = {entry.record for entry in package.entries if entry.kind == "attachment"}
    pieces = bytestore.pieces(reader.connection, pictures)
    write_package(path, package.about, package.entries, passphrase, pieces=pieces)
    return package


def plan_package(reader: Reader) -> Package:
    """The plan's journal rows and what is missing, in both languages."""
    study = next(iter(reader.all(Study)), None)
    if study is None:
        raise UserError(_NO_STUDY)
    entries = tuple(_plan_entries(reader))
    gaps = {
        language: [[gap.title, gap.detail] for gap in checklist(reader, Texts(language)).gaps]
        for language in ("fi", "en")
    }
    last = max(entries, key=lambda entry: entry.order)
    about = {
        "kind": "kit",
        "study": study.id,
        "title": dict(study.title),
        "author": last.author,
        "made_at": last.at,
        "gaps": gaps,
    }
    return Package(about, entries)


def _plan_entries(reader: Reader) -> Iterator[JournalEntry]:
    """Rows of plan kinds, and of sessions that are only planned and name nobody."""
    ahead = {
        session.id
        for session in reader.all(Session)
        if session.state == SessionState.PLANNED.value
        and session.participant_id is None
        and session.started_at is None
        and not session.notes
    }
    entries = list(log.everything(reader.connection))
    collected = {entry.record for entry in entries if _is_collected(entry)}
    for entry in entries:
        if (entry.kind in PLAN_KINDS and entry.record not in collected) or (
            entry.kind == "session" and entry.record in ahead
        ):
            yield entry


def _is_collected(entry: JournalEntry) -> bool:
    """Whether a picture or recording comes from the field: those of the plan belong to nobody."""
    owners = ("session_id", "participant_id", "entry_id")
    return entry.kind == "attachment" and (entry.stripped or any(entry.fields.get(name) for name in owners))


def read_kit(path: Path, *, passphrase: str | None = None) -> KitFacts:
    """What a kit holds, before anything is done with it."""
    return _facts(_kit(path, passphrase), encrypted=bool(passphrase))


def is_locked(path: Path) -> bool:
    """Whether a kit asks for a passphrase."""
    return needs_passphrase(path)


def open_kit(
    path: Path,
    target: Path,
    *,
    passphrase: str | None = None,
    author: str = "",
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> StudyFile:
    """Start one's own copy of the study from a kit: the same ids, so that all copies pool later."""
    package = _kit(path, passphrase)
    file = StudyFile.create(target, clock=clock, ids=ids, author=author)
    try:
        file.write(
            lambda uow: absorb(uow, package.entries, package.pieces()), label="", undoable=False
        ).result()
        begin_copy(file, (ids or Ids(clock or SystemClock())).new())
    except BaseException:
        file.close()
        target.unlink(missing_ok=True)
        raise
    return file


def update_plan(uow: UnitOfWork, *, package: Package, name: str) -> Absorbed:
    """Take a newer kit of the same study in: the plan follows it, collected data stay."""
    study = next(iter(uow.all(Study)), None)
    if study is not None and study.id != package.about.get("study"):
        raise UserError(_OTHER, name=name, title=dict(package.about.get("title", {})))
    return absorb(uow, package.entries, package.pieces())


def load_kit(path: Path, *, passphrase: str | None = None) -> Package:
    """Read a kit for `update_plan`."""
    return _kit(path, passphrase)


def _kit(path: Path, passphrase: str | None) -> Package:
    package = read_package(path, passphrase)
    if package.about.get("kind") != "kit":
        raise UserError(_NOT_A_KIT, name=path.name)
    allowed = PLAN_KINDS | {"session"}
    if any(entry.kind not in allowed or _is_collected(entry) for entry in package.entries):
        raise UserError(_UNSAFE, name=path.name)
    return package


def _facts(package: Package, *, encrypted: bool) -> KitFacts:
    about: dict[str, Any] = package.about
    gaps = {
        str(language): tuple((str(row[0]), str(row[1])) for row in rows)
        for language, rows in dict(about.get("gaps", {})).items()
    }
    return KitFacts(
        study_id=str(about.get("study", "")),
        title=dict(about.get("title", {})),
        author=str(about.get("author", "")),
        made_at=int(about.get("made_at", 0)),
        gaps=gaps,
        records=sum(entry.op == CREATE for entry in package.entries),
        encrypted=encrypted,
    )
