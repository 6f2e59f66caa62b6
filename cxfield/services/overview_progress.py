# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the fieldwork goes: quotas, the rhythm of waves, what it asks of people, how well observers saw."""

import datetime as dt
import statistics
from collections import Counter

from cxfield.i18n import Texts
from cxfield.model.enums import SessionKind
from cxfield.report import words
from cxfield.report.dataset import SessionRow
from cxfield.services.data_filter import ANSWER, ENTRY
from cxfield.services.overview_agreement import agreement_table
from cxfield.services.overview_scope import MINUTE, Scoped
from cxfield.services.overview_tables import NONE, Maker, Source, TableView, rows_of
from cxfield.services.plan_guide_checks import BURDEN_MIN
from cxfield.services.plan_overview import QuotaRow, quota_rows
from cxfield.services.plan_waves import LONGEST_DAYS, reminders
from cxfield.services.plan_words import as_date
from cxfield.storage import Reader

_HOUR = 60.0


def progress_tables(reader: Reader, found: Scoped, texts: Texts, today: dt.date) -> tuple[TableView, ...]:
    """Every table of the progress tab."""
    return (
        _quotas(reader, found, texts),
        _cadence(reader, found, texts, today),
        _burden(found, texts),
        _observing(reader, found, texts),
        agreement_table(reader, found, texts),
    )


def _quotas(reader: Reader, found: Scoped, texts: Texts) -> TableView:
    columns = (texts.t("Quota"), texts.t("Which"), texts.t("Agreed and done"), texts.t("Missing"))
    made = Maker("quotas", texts.t("Quotas"), columns, left=2)
    missing = 0
    for row in quota_rows(reader, texts, found.scope.wave):
        lacks = max(0, row.target - row.have)
        missing += lacks
        left = texts.number(lacks) if lacks else texts.t("full")
        cells = (row.group, row.name, words.of(row.have, row.target, texts), left)
        made.row(cells, _filled(reader, found, row), strong=bool(lacks))
    if made.empty:
        return made.view(texts.t("No quotas are set yet."))
    if missing:
        return made.view(
            texts.tn("{n} is missing from the quotas.", "{n} are missing from the quotas.", missing)
        )
    return made.view(texts.t("Every quota is full."))


def _filled(reader: Reader, found: Scoped, row: QuotaRow) -> Source:
    """What was logged and told in the sessions that fill a quota; until then, who they are in the plan."""
    about = f"{row.group}: {row.name}"
    seen = frozenset(key for key in row.sessions if found.by_session.get(key))
    if seen:
        return Source(about, ENTRY, sessions=seen)
    ids = rows_of(reader, row.sessions)
    if ids:
        return Source(about, ids=ids)
    return Source(
        about, room="plan", record=("people" if row.people else "study", next(iter(row.people), ""))
    )


def _cadence(reader: Reader, found: Scoped, texts: Texts, today: dt.date) -> TableView:
    """The waves one after another, how far apart they are, how much of each is done."""
    columns = (
        texts.t("Wave"),
        texts.t("Days"),
        texts.t("After the one before"),
        texts.t("Sessions"),
        texts.t("Interviews"),
    )
    made = Maker("cadence", texts.t("Rhythm of waves"), columns)
    facts = found.facts
    before: dt.date | None = None
    wide = False
    for wave in sorted(facts.waves, key=lambda w: w.starts_on or "~"):
        mine = [s for s in facts.sessions if facts.links[s.id].wave == wave.id]
        starts, ends = as_date(wave.starts_on), as_date(wave.ends_on)
        apart = (starts - before).days if starts and before else None
        wide = wide or (apart is not None and apart > LONGEST_DAYS)
        days = "–".join(texts.date(day) for day in dict.fromkeys((starts, ends)) if day)
        gap = NONE if apart is None else texts.tn("{n} day", "{n} days", apart)
        done = frozenset(s.id for s in mine if s.kind == SessionKind.OBSERVATION and s.done)
        cells = (
            wave.name,
            days or NONE,
            gap,
            _done(mine, SessionKind.OBSERVATION, texts),
            _done(mine, SessionKind.INTERVIEW, texts),
        )
        made.row(cells, Source(wave.name, ENTRY, sessions=done))
        before = starts or before
    due = reminders(reader, today)
    if made.empty:
        return made.view(texts.t("No wave is planned yet."))
    if due:
        return made.view(due[0].say(texts), due[0].say(texts))
    said = texts.t("Waves are more than half a year apart.") if wide else texts.t("Nothing is due.")
    return made.view(said, said)


def _done(sessions: list[SessionRow], kind: SessionKind, texts: Texts) -> str:
    mine = [s for s in sessions if s.kind == kind]
    return words.of(sum(s.done for s in mine), len(mine), texts) if mine else NONE


def _burden(found: Scoped, texts: Texts) -> TableView:
    """How much was asked of each person: minutes beside the plan, questions, skips."""
    columns = (
        texts.t("Person"),
        texts.t("Minutes"),
        texts.t("Planned"),
        texts.t("Questions"),
        texts.t("Answered"),
        texts.t("Skipped"),
    )
    made = Maker("burden", texts.t("What it asked of people"), columns)
    lengths = []
    limit = BURDEN_MIN["interview"]
    for session in found.sessions:
        if session.kind != SessionKind.INTERVIEW or not session.done:
            continue
        length = (session.running_ms or session.length_ms or 0) / MINUTE
        lengths.append(length)
        mine = [a for a in found.answers if a.session_id == session.id]
        given = [a for a in mine if not a.skipped and (a.text.strip() or a.value is not None)]
        cells = (
            session.participant or words.session_name(session, texts),
            texts.number(length),
            texts.number(session.planned_min) if session.planned_min else NONE,
            texts.number(len(mine)),
            texts.number(len(given)),
            texts.number(sum(a.skipped for a in mine)),
        )
        source = Source(cells[0], ANSWER, tuple(a.id for a in mine))
        made.row(cells, source, strong=length > limit)
    if not lengths:
        return made.view(texts.t("Nobody has been interviewed in this scope."))
    heavy = sum(length > limit for length in lengths)
    note = texts.t("median {n} min", n=texts.number(statistics.median(lengths)))
    if not heavy:
        return made.view(texts.t("No interview was longer than {n} min.", n=limit), note)
    said = texts.tn(
        "{n} interview was longer than {limit} min.",
        "{n} interviews were longer than {limit} min.",
        heavy,
        limit=limit,
    )
    return made.view(said, note)


def _observing(reader: Reader, found: Scoped, texts: Texts) -> TableView:
    """Session by session: entries an hour, how complete they are, attentiveness, what distracted."""
    columns = (
        texts.t("Session"),
        texts.t("Observers"),
        texts.t("Minutes"),
        texts.t("Entries an hour"),
        texts.t("With code, words and rating"),
        texts.t("Attentiveness 1–5"),
        texts.t("Distractions"),
    )
    made = Maker("observing", texts.t("How well it was seen"), columns, left=2)
    full = _complete(reader)
    attention = dict(reader.sql("SELECT id, attention FROM session WHERE NOT retired"))
    lost = Counter(row[0] for row in reader.sql("SELECT session_id FROM distraction WHERE NOT retired"))
    low = []
    for session in found.sessions:
        if session.kind != SessionKind.OBSERVATION or not session.done:
            continue
        minutes = (session.running_ms or session.length_ms or 0) / MINUTE
        n = found.by_session.get(session.id, 0)
        rate = texts.number(n / minutes * _HOUR, 1) if minutes else NONE
        complete, all_of_them = full.get(session.id, (0, 0))
        grade = attention.get(session.id)
        if isinstance(grade, int) and grade <= 2:  # noqa: PLR2004 - the two lowest of five
            low.append(words.session_name(session, texts))
        cells = (
            words.session_name(session, texts),
            ", ".join(code for code, _ in session.roles),
            texts.number(minutes),
            rate,
            words.of(complete, all_of_them, texts),
            NONE if grade is None else texts.number(grade),
            texts.number(lost[session.id]),
        )
        source = Source(cells[0], ENTRY, sessions=frozenset((session.id,)))
        made.row(cells, source if n else None)
    if made.empty:
        return made.view(texts.t("Nothing has been observed."))
    if low:
        return made.view(texts.t("Attentiveness was low in {sessions}.", sessions=", ".join(low)))
    return made.view(texts.t("No observer has called a session distracted."))


def _complete(reader: Reader) -> dict[str, tuple[int, int]]:
    """Entries of each session: those with a code, words and a chosen rating, and all."""
    rows = reader.sql(
        "SELECT session_id, sum(code_id IS NOT NULL AND text <> '' AND chosen), count(*) FROM entry "
        "WHERE NOT retired GROUP BY session_id"
    )
    return {session: (int(full or 0), n) for session, full, n in rows}
