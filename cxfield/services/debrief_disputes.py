# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What pooling left to decide: fields changed twice, deletions an edit beat, codes that two people share."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from cxfield.errors import UserError
from cxfield.i18n import N_, Texts, pick
from cxfield.model.capture import Entry
from cxfield.model.debrief import Settlement
from cxfield.model.people import Participant
from cxfield.model.registry import kinds
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.report.dataset import local_time
from cxfield.services.field_words import field_words
from cxfield.services.record_words import counted, kind_word
from cxfield.storage import Reader, UnitOfWork, disputes
from cxfield.textclean import clean

_CODE = N_("Give the person a code of their own, such as P09b.")
#: Free texts; every other word of a field is one of a list.
_FREE = frozenset((
    "text", "how", "interpretation", "so_what", "expected_instead", "client", "marker", "notes", "comment",
    "outcome", "summary", "caption", "header", "statement", "detail", "observation", "remedy_note",
    "open_questions", "owner", "effect", "reason", "function", "value", "name", "source", "definition",
))  # fmt: skip
_TAKEN = N_("The code {code} is taken. Choose another.")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One value of a field, in words, with who wrote it and when."""

    author: str
    when: str
    words: str
    value: Any


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A field that was changed twice without knowing each other; the last version is the one shown."""

    kind: str
    record: str
    field: str
    kind_words: str
    record_words: str
    field_words: str
    versions: tuple[VersionRow, ...]

    @property
    def written(self) -> bool:
        """Whether it is text, so that something new can be written in its place."""
        values = [version.value for version in self.versions if version.value not in (None, "", {})]
        labels = all(isinstance(value, dict) and all(isinstance(t, str) for t in value.values())
                     for value in values)  # fmt: skip
        texts = not self.field.endswith("_id") and all(isinstance(value, str) for value in values)
        return bool(values) and (labels or (texts and self.field in _FREE))


@dataclass(frozen=True, slots=True)
class RevivedRow:
    """Somebody deleted it, somebody else changed it: the change won."""

    kind: str
    record: str
    kind_words: str
    record_words: str
    deleted: VersionRow
    changed: VersionRow


@dataclass(frozen=True, slots=True)
class TwinRow:
    """One of several people with the same code, told apart by what is known of each."""

    participant_id: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Disputes:
    """All there is to decide, and what still waits for something, by kind."""

    changes: tuple[ChangeRow, ...]
    revived: tuple[RevivedRow, ...]
    twins: tuple[TwinRow, ...]
    waiting: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many decisions are open."""
        return len(self.changes) + len(self.revived) + len({twin.code for twin in self.twins})


def disputes_view(reader: Reader, texts: Texts) -> Disputes:
    """Read it; derived from the journal, nothing of it is stored."""
    said = _Words(reader, texts)
    changes = tuple(
        ChangeRow(
            one.kind,
            one.record,
            one.field,
            kind_word(one.kind, texts),
            said.record(one.kind, one.record),
            field_words(one.field, texts),
            tuple(said.version(one.field, version) for version in one.versions),
        )
        for one in disputes.disagreements(reader.connection)
    )
    revived = tuple(
        RevivedRow(
            one.kind,
            one.record,
            kind_word(one.kind, texts),
            said.record(one.kind, one.record),
            said.version("", one.deleted),
            said.version("", one.changed),
        )
        for one in disputes.revived(reader.connection)
    )
    lacks: dict[tuple[str, str], int] = defaultdict(int)
    for one in disputes.waiting(reader.connection):
        lacks[one.kind, one.lacks_kind] += 1
    waiting = tuple((counted(a, n, texts), kind_word(b, texts)) for (a, b), n in lacks.items())
    return Disputes(changes, revived, _twins(reader, texts), waiting)


def rewritten(row: ChangeRow, words: str, locale: str) -> Any:
    """Something new in the place of the versions: of a text in several languages, only the reader's."""
    last = row.versions[-1].value
    if not any(isinstance(version.value, dict) for version in row.versions):
        return clean(words).strip()
    return {**(last if isinstance(last, dict) else {}), locale: clean(words).strip()}


def settle_change(
    uow: UnitOfWork,
    *,
    kind: str,
    record: str,
    field: str,
    value: Any,
    reason: str = "",
    by_id: str | None = None,
) -> None:
    """Choose a value, one of those or a new one; it supersedes all the others, and the reason is kept."""
    uow.change(kinds()[kind].cls, record, **{field: value})
    uow.add(
        Settlement(
            record_kind=kind,
            record_id=record,
            field=field,
            outcome="chosen",
            reason=reason.strip(),
            by_id=by_id,
            at=uow.stamp().utc_ms,
        )
    )


def settle_revived(uow: UnitOfWork, *, kind: str, record: str, keep: bool, reason: str = "") -> None:
    """Keep what was both deleted and changed, or delete it after all."""
    cls = kinds()[kind].cls
    if keep:
        uow.keep_alive(cls, record)
    else:
        uow.remove(cls, record)
    outcome = "kept" if keep else "deleted"
    uow.add(
        Settlement(
            record_kind=kind, record_id=record, outcome=outcome, reason=reason.strip(), at=uow.stamp().utc_ms
        )
    )


def tell_apart(uow: UnitOfWork, *, participant_id: str, code: str) -> Participant:
    """Give one of two people with the same code a code of their own."""
    words = code.strip()
    if not words:
        raise UserError(_CODE)
    if any(p.code == words and p.id != participant_id for p in uow.all(Participant)):
        raise UserError(_TAKEN, code=words)
    return uow.change(Participant, participant_id, code=words)


def _twins(reader: Reader, texts: Texts) -> tuple[TwinRow, ...]:
    by_code: dict[str, list[Participant]] = defaultdict(list)
    for person in reader.all(Participant):
        by_code[person.code.strip().upper()].append(person)
    rows = []
    for people in by_code.values():
        if len(people) > 1:
            rows += [TwinRow(p.id, p.code, _known(reader, p, texts)) for p in people]
    return tuple(rows)


def _known(reader: Reader, person: Participant, texts: Texts) -> str:
    """Background and sessions, where and when: enough to tell two people apart."""
    parts = [word for word in (person.gender, person.age_band, person.segment, person.occupation) if word]
    for session in reader.all(Session, participant_id=person.id):
        if session.started_at:
            moment = local_time(session.started_at, session.offset_min)
            site = reader.find(Site, session.site_id)
            where = pick(site.name, texts.locale) if site is not None else ""
            when = f"{texts.day(moment.date())} {texts.time(moment)}"
            parts.append(" ".join(part for part in (where, when) if part))
    return ", ".join(parts) or texts.t("nothing else is known")


class _Words:
    """Says records and values."""

    def __init__(self, reader: Reader, texts: Texts) -> None:
        self.reader, self.texts = reader, texts

    def record(self, kind: str, record_id: str) -> str:
        """A record by what it says first."""
        found: Any = self.reader.find(kinds()[kind].cls, record_id)
        for name in ("statement", "text", "code", "header", "name", "title", "how"):
            words = getattr(found, name, "")
            if isinstance(words, dict):
                words = pick(words, self.texts.locale)
            if words:
                break
        moment = self.texts.stopwatch(found.t_ms) if isinstance(found, Entry) else ""
        return " · ".join(part for part in (moment, str(words or "")) if part) or "–"

    def version(self, field: str, version: disputes.Version) -> VersionRow:
        """A value with its writer and time."""
        moment = local_time(version.at, version.offset_min)
        when = f"{self.texts.day(moment.date())} {self.texts.time(moment)}"
        return VersionRow(version.author or "–", when, self.value(field, version.value), version.value)

    def value(self, field: str, value: Any) -> str:
        """A value in words: what is pointed to by its name, lists joined."""
        if value in (None, "", [], {}):
            return self.texts.t("empty")
        if isinstance(value, dict):
            return pick(value, self.texts.locale) or str(value)
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if field.endswith("_id"):
            for ref in ("code", "touchpoint", "zone", "shopper", "participant", "site", "team_member"):
                found: Any = self.reader.find(kinds()[ref].cls, str(value))
                if found is not None:
                    name = getattr(found, "name", None)
                    named = pick(name, self.texts.locale) if isinstance(name, dict) else ""
                    return named or str(getattr(found, "code", "") or getattr(found, "letter", "") or value)
        return str(value)
