# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A focus group in pictures: talk, who follows whom, agreement, topics, shifts, ideas, minutes."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxfield.analysis.agenda import Agenda
from cxfield.analysis.group_opinions import Agreement, Shift, Topics, net_tone
from cxfield.analysis.ranking import IdeaRanks
from cxfield.analysis.talk_balance import TalkBalance, TalkFlag
from cxfield.analysis.turn_taking import Follows
from cxfield.charts.measure import text_width
from cxfield.charts.scene import PAGE_WIDTH, Scene
from cxfield.charts.sheet import PT, Sheet, wrap
from cxfield.i18n import Texts

_ROW, _BAR = 30.0, 14.0
_CELL = 34.0
_MOST = 12
_NEUTRAL = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as a row of the agreement map."""

    id: str
    words: str


def _px(width: float) -> float:
    return width / PT


def _names(names: Sequence[str], most: float) -> float:
    """How wide the first column must be."""
    return min(max([text_width(name, 13, bold=True) for name in names] + [24.0]) + 12, most)


def talk_bars(balance: TalkBalance, texts: Texts, *, width: float = PAGE_WIDTH) -> Scene:
    """One bar per person, the dashed line is the equal share; a marked bar says why in words."""
    sheet, wide = Sheet(), _px(width)
    left = _names([seat.seat for seat in balance.seats], wide / 4)
    right = 190.0
    room = wide - left - right
    n = max(1, len(balance.seats))
    most = max([seat.share or 0.0 for seat in balance.seats] + [min(1.0, 2 / n)])
    for place, seat in enumerate(balance.seats):
        y = place * _ROW
        sheet.text(0, y + 20, seat.seat, 13, bold=True)
        sheet.rect(left, y + 8, room, _BAR, "bg.sunken", radius=3)
        share = (seat.share or 0.0) / most
        odd = bool({TalkFlag.DOMINANT, TalkFlag.QUIET} & set(seat.flags))
        if share > 0:
            fill, stroke = ("warning.fill", "warning.base") if odd else ("seq.5", None)
            sheet.rect(left, y + 8, max(3.0, room * share), _BAR, fill, stroke=stroke, radius=3)
        said = "–" if seat.share is None else texts.percent(seat.share, 1)
        sheet.text(left + room + 62, y + 20, said, 13, bold=True, anchor="end")
        time = f"{int(seat.seconds) // 60}:{int(seat.seconds) % 60:02}"
        sheet.text(left + room + 116, y + 20, time, 12, "text.secondary", anchor="end")
        sheet.text(
            wide, y + 20, texts.tn("{n} turn", "{n} turns", seat.turns), 12, "text.secondary", anchor="end"
        )
    bottom = len(balance.seats) * _ROW
    x = left + room / n / most
    for step in range(0, int(bottom), 7):
        sheet.line(x, step, x, min(step + 4, bottom), "text.primary", 1.2)
    even = texts.t("even {share}", share=texts.percent(1 / n, 1))
    sheet.text(x, bottom + 14, even, 11, "text.secondary", anchor="middle")
    return sheet.scene(wide, bottom + 22)


def turn_matrix(found: Follows, texts: Texts, *, width: float = PAGE_WIDTH) -> Scene:
    """Rows: who spoke; columns: who spoke next; the darker, the more often. Only who spoke is shown."""
    sheet, wide = Sheet(), _px(width)
    spoke = [
        at for at in range(len(found.seats)) if sum(found.counts[at]) or any(row[at] for row in found.counts)
    ]
    names = [found.seats[at] for at in spoke]
    left = max(_names(names, wide / 4), text_width(texts.t("from"), 11) + 10)
    cell = min(_CELL + 10, (wide - left) / max(1, len(names)))
    most = max([found.counts[a][b] for a in spoke for b in spoke] + [1])
    sheet.text(left + len(names) * cell / 2, 11, texts.t("spoke next"), 11, "text.secondary", anchor="middle")
    for place, name in enumerate(names):
        sheet.text(left + (place + 0.5) * cell, 28, name, 12, bold=True, anchor="middle")
    for row, one in enumerate(spoke):
        top = 34 + row * _CELL
        sheet.text(0, top + 22, names[row], 12, bold=True)
        for column, other in enumerate(spoke):
            x = left + column * cell
            count = found.counts[one][other]
            if one == other:
                sheet.rect(x + 1, top + 1, cell - 2, _CELL - 2, "bg.subtle", radius=3)
                continue
            step = 0 if not count else 1 + round(4 * count / most)
            fill = f"seq.{min(step, 5)}" if count else "bg.surface"
            sheet.rect(x + 1, top + 1, cell - 2, _CELL - 2, fill, stroke="line.hairline", radius=3)
            ink = "text.inverse" if step > 4 else "text.primary"
            sheet.text(x + cell / 2, top + 22, str(count) if count else "–", 12, ink, anchor="middle")
    return sheet.scene(wide, 34 + len(spoke) * _CELL + 4)


def agreement_grid(found: Agreement, lines: Sequence[Line], *, width: float = PAGE_WIDTH) -> Scene:
    """Rows: the most discussed statements; columns: people; a triangle up agrees, one down disagrees."""
    sheet, wide = Sheet(), _px(width)
    words = {line.id: line.words for line in lines}
    stands = [stand for stand in found.stands if stand.id in words][:_MOST]
    cell = min(34.0, wide * 0.5 / max(1, len(found.seats)))
    left = wide - cell * len(found.seats)
    for place, seat in enumerate(found.seats):
        sheet.text(left + (place + 0.5) * cell, 12, seat, 11, bold=True, anchor="middle")
    y = 20.0
    for stand in stands:
        rows = wrap(words[stand.id], 12, left - 14, 2)
        high = max(26.0, 17.0 * len(rows) + 9)
        sheet.line(0, y, wide, y, "line.hairline", 1)
        for number, row in enumerate(rows):
            sheet.text(0, y + 17 + number * 17, row, 12)
        for place, side in enumerate(stand.sides):
            _side(sheet, left + (place + 0.5) * cell, y + high / 2, side)
        sheet.hit(0, y, wide, high, stand.id, words[stand.id])
        y += high
    sheet.line(0, y, wide, y, "line.hairline", 1)
    return sheet.scene(wide, y + 4)


def _side(sheet: Sheet, x: float, y: float, side: int | None) -> None:
    if side is None:
        sheet.circle(x, y, 5, None, "text.secondary", 1.5)
    elif side > 0:
        sheet.polygon(((x - 6, y + 5), (x, y - 6), (x + 6, y + 5)), "valence.positive")
    elif side < 0:
        sheet.polygon(((x - 6, y - 5), (x, y + 6), (x + 6, y - 5)), "valence.negative")
    else:
        sheet.line(x - 3, y, x + 3, y, "text.tertiary", 1)


def topic_grid(
    found: Topics, labels: Sequence[tuple[str, str]], texts: Texts, *, width: float = PAGE_WIDTH
) -> Scene:
    """Rows: topics; columns: people; the count, coloured by its tone, and the whole at the end."""
    sheet, wide = Sheet(), _px(width)
    names = dict(labels)
    left = _names([names.get(t, t) for t in found.topics], wide / 3)
    columns = [*found.seats, texts.t("all")]
    cell = (wide - left) / max(1, len(columns))
    for place, name in enumerate(columns):
        sheet.text(left + (place + 0.5) * cell, 12, name, 11, bold=True, anchor="middle", room=cell - 4)
    for row, topic in enumerate(found.topics):
        top = 20 + row * _CELL
        sheet.text(0, top + 22, names.get(topic, topic), 13, room=left - 8)
        for place, part in enumerate((*found.cells[row], found.total(topic))):
            x = left + place * cell
            tone = net_tone(part).value
            fill = "bg.subtle" if tone is None else f"div.{_NEUTRAL + round(2 * tone)}"
            sheet.rect(x + 1, top + 1, cell - 2, _CELL - 2, fill, radius=3)
            said = str(part.n) if part.n else "–"
            last = place == len(columns) - 1
            sheet.text(x + cell / 2, top + 22, said, 13, bold=last, anchor="middle")
    return sheet.scene(wide, 20 + len(found.topics) * _CELL + 4)


def shift_plot(
    rows: Sequence[tuple[str, int, int, Shift]], texts: Texts, *, width: float = PAGE_WIDTH
) -> Scene:
    """One row per card: a ring before, a dot after, an arrow between; the interval of the shift in words."""
    sheet, wide = Sheet(), _px(width)
    left = _names([row[0] for row in rows], wide / 3)
    room = wide - left - 190
    for place, (name, low, high, shift) in enumerate(rows):
        y = place * 40.0 + 20
        sheet.text(0, y + 5, name, 13, room=left - 8)
        sheet.line(left, y, left + room, y, "line.hairline", 1)
        for value in range(low, high + 1):
            x = left + room * (value - low) / max(1, high - low)
            sheet.line(x, y - 3, x, y + 3, "chart.axis", 1)
            sheet.text(x, y + 17, str(value), 10, "text.tertiary", anchor="middle")
        if shift.before.value is None or shift.after.value is None or shift.change.value is None:
            sheet.text(
                wide,
                y + 5,
                texts.t("nobody rated it both times"),
                11,
                "text.secondary",
                anchor="end",
                room=180,
            )
            continue
        one, other = (
            left + room * (v - low) / max(1, high - low) for v in (shift.before.value, shift.after.value)
        )
        sheet.line(one, y, other, y, "accent.base", 2.5)
        sheet.circle(one, y, 5, "bg.surface", "accent.base", 2)
        sheet.circle(other, y, 5.5, "accent.base")
        sheet.text(wide, y, texts.signed(shift.change.value, 1), 13, bold=True, anchor="end")
        sheet.text(wide, y + 15, _interval(shift, texts), 11, "text.secondary", anchor="end")
    return sheet.scene(wide, max(1, len(rows)) * 40.0 + 6)


def _interval(shift: Shift, texts: Texts) -> str:
    if shift.change.low is None or shift.change.high is None:
        return texts.tn("{n} person, no interval", "{n} people, no interval", shift.change.n)
    low, high = texts.signed(shift.change.low, 1), texts.signed(shift.change.high, 1)
    return texts.t("{n} people, 95% {low} to {high}", n=shift.change.n, low=low, high=high)


def idea_bars(
    ranks: IdeaRanks, words: Sequence[tuple[str, str]], texts: Texts, *, width: float = PAGE_WIDTH
) -> Scene:
    """The ideas, the best first: Borda points as bars (votes when nobody ranked), and mean ranks."""
    sheet, wide = Sheet(), _px(width)
    names = dict(words)
    ranked = ranks.people > 0
    most = max([row.borda if ranked else float(row.votes) for row in ranks.ideas] + [1.0])
    right = 150.0
    for place, row in enumerate(ranks.ideas):
        y = place * 46.0
        sheet.text(0, y + 16, f"{place + 1}. {names.get(row.idea, '')}", 13, bold=True, room=wide - right - 8)
        value = row.borda if ranked else float(row.votes)
        sheet.rect(0, y + 24, wide - right - 10, 10, "bg.sunken", radius=3)
        if value > 0:
            sheet.rect(0, y + 24, max(3.0, (wide - right - 10) * value / most), 10, "seq.5", radius=3)
        points = texts.t("{n} points", n=texts.number(row.borda, 0 if row.borda == int(row.borda) else 1))
        votes = texts.tn("{n} vote", "{n} votes", row.votes)
        sheet.text(wide, y + 16, points if ranked else votes, 13, bold=True, anchor="end")
        if row.mean_rank.value is not None:
            said = texts.t("mean rank {n}", n=texts.number(row.mean_rank.value, 1))
            sheet.text(wide, y + 33, f"{said}, {votes}", 11, "text.secondary", anchor="end", room=right)
    return sheet.scene(wide, max(1, len(ranks.ideas)) * 46.0)


def agenda_bars(
    agenda: Agenda, labels: Sequence[tuple[str, str]], texts: Texts, *, width: float = PAGE_WIDTH
) -> Scene:
    """Sections of the guide: the outline is the plan, the fill what was used, amber what went over."""
    sheet, wide = Sheet(), _px(width)
    names = dict(labels)
    left = min(max([text_width(name, 12) for name in names.values()] + [40.0]) + 12, wide * 0.42)
    right = 96.0
    longest = max([max(p.planned_min, p.used_min) for p in agenda.parts] + [1.0])
    unit = (wide - left - right) / longest
    for place, part in enumerate(agenda.parts):
        y = place * _ROW
        lines = wrap(names.get(part.id, ""), 12, left - 8, 2)
        for number, line in enumerate(lines):
            sheet.text(0, y + 20 + (number - (len(lines) - 1) / 2) * 14, line, 12)
        plan = max(2.0, unit * part.planned_min)
        sheet.rect(left, y + 9, plan, 12, "bg.surface", stroke="line.strong", radius=3)
        used = unit * min(part.used_min, part.planned_min)
        if used > 0:
            sheet.rect(left, y + 9, max(2.0, used), 12, "seq.5", radius=3)
        if part.over_min > 0:
            over = max(2.0, unit * part.over_min)
            sheet.rect(left + plan, y + 9, over, 12, "warning.fill", stroke="warning.base", radius=3)
        said = texts.number(part.used_min, 0) if part.visited else "–"
        sheet.text(wide - 56, y + 20, said, 13, bold=True, anchor="end")
        sheet.text(
            wide, y + 20, f"/ {texts.number(part.planned_min, 0)} min", 12, "text.secondary", anchor="end"
        )
    return sheet.scene(wide, max(1, len(agenda.parts)) * _ROW + 4)


def trend_lines(
    rows: Sequence[tuple[str, Sequence[tuple[str, int, float | None]]]],
    *,
    width: float = PAGE_WIDTH,
) -> Scene:
    """Fixed topics over a panel's meetings: the tone from −1 to +1, and the statements as figures."""
    sheet, wide = Sheet(), _px(width)
    left = min(max([text_width(name, 13, bold=True) for name, _ in rows] + [40.0]) + 14, wide / 3)
    meetings = [title for title, _, _ in rows[0][1]] if rows else []
    step = (wide - left - 30) / max(1, len(meetings))
    for place, title in enumerate(meetings):
        sheet.text(
            left + (place + 0.5) * step, 11, title, 10, "text.secondary", anchor="middle", room=step - 6
        )
    for row, (name, points) in enumerate(rows):
        top = 20 + row * 58.0
        middle = top + 20
        sheet.text(0, middle + 5, name, 13, bold=True, room=left - 8)
        sheet.line(left, middle, wide - 30, middle, "line.hairline", 1)
        sheet.text(wide - 24, top + 8, "+1", 9, "text.tertiary")
        sheet.text(wide - 24, top + 38, "\N{MINUS SIGN}1", 9, "text.tertiary")
        known = [
            (left + (at + 0.5) * step, middle - 16 * tone)
            for at, (_, _, tone) in enumerate(points)
            if tone is not None
        ]
        if len(known) > 1:
            sheet.path(tuple(known), "accent.base", 2)
        for x, y in known:
            sheet.circle(x, y, 4, "accent.base")
        for at, (_, n, _) in enumerate(points):
            sheet.text(left + (at + 0.5) * step, top + 52, f"n={n}", 10, "text.tertiary", anchor="middle")
    return sheet.scene(wide, 20 + len(rows) * 58.0)
