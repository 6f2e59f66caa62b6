# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions of a running session beside its entries: shoppers, their stays, modifiers, tags, reactions."""

from collections.abc import Sequence

from cxfield.model.capture import Distraction, Shopper, Visit
from cxfield.model.codes import Modifier, NormalReaction
from cxfield.model.enums import ConsentItem
from cxfield.model.people import Consent, Participant
from cxfield.model.study import Study, TagSet
from cxfield.services.capture_shapes import Extras, ModifierView, ShopperView, TagSetView, VisitView
from cxfield.services.observation_shapes import Named
from cxfield.storage import Reader


def shoppers(reader: Reader, session_id: str) -> tuple[ShopperView, ...]:
    """The shoppers of a session in the order of their letters, with their stays."""
    stays: dict[str, list[Visit]] = {}
    for visit in reader.all(Visit, session_id=session_id, order_by="in_t"):
        stays.setdefault(visit.shopper_id, []).append(visit)
    rows = sorted(reader.all(Shopper, session_id=session_id), key=lambda row: (len(row.letter), row.letter))
    return tuple(_shopper(reader, row, stays.get(row.id, ())) for row in rows)


def extras(reader: Reader, site_id: str | None) -> Extras:
    """What the codebook and a site offer beside codes and touchpoints."""
    modifiers: dict[str, list[ModifierView]] = {}
    for row in reader.all(Modifier, order_by="order_key", offered=True):
        modifiers.setdefault(row.code_id, []).append(ModifierView(row.id, row.name, tuple(row.choices)))
    study = next(iter(reader.all(Study)), None)
    people = reader.all(Participant, order_by="code")
    return Extras(
        modifiers={code: tuple(found) for code, found in modifiers.items()},
        tag_sets=tuple(
            TagSetView(row.key, row.name, tuple((str(tag["key"]), dict(tag["name"])) for tag in row.tags))
            for row in reader.all(TagSet, order_by="order_key")
        ),
        reactions=tuple(
            Named(row.id, row.text)
            for row in reader.all(NormalReaction, order_by="order_key")
            if row.site_id in (None, site_id)
        ),
        people=tuple(Named(row.id, {}, row.code) for row in people),
        pictured=tuple(Named(row.id, {}, row.code) for row in people if allows_photos(reader, row.id)),
        wait_limit_min=study.wait_limit_min if study is not None else 4.0,
        question=study.question if study is not None else {},
    )


def allows_photos(reader: Reader, participant_id: str) -> bool:
    """Whether the latest word of a participant on photographs is yes."""
    said = reader.all(Consent, participant_id=participant_id, item=ConsentItem.PHOTO.value)
    latest = max(said, key=lambda row: (row.at, row.id), default=None)
    return latest is not None and latest.given is True


def distractions(reader: Reader, session_id: str) -> tuple[tuple[int, str], ...]:
    """What distracted the observer: (session ms, kind), in time order."""
    return tuple(
        (row.t_ms, row.kind) for row in reader.all(Distraction, session_id=session_id, order_by="t_ms")
    )


def _shopper(reader: Reader, row: Shopper, stays: Sequence[Visit]) -> ShopperView:
    person = reader.find(Participant, row.participant_id)
    return ShopperView(
        id=row.id,
        letter=row.letter,
        marker=row.marker,
        age_band=row.age_band,
        gender=row.gender,
        party=row.party,
        basket=row.basket,
        checkout=row.checkout,
        notes=row.notes,
        in_t=row.in_t or 0,
        out_t=row.out_t,
        participant_id=row.participant_id,
        participant=person.code if person is not None else "",
        visits=tuple(visit_view(visit) for visit in stays),
    )


def visit_view(visit: Visit) -> VisitView:
    """A stay as the screen knows it."""
    return VisitView(visit.id, visit.touchpoint_id or visit.zone_id or "", visit.in_t, visit.out_t)
