# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Before an interview: who is asked, what they expect, and a shop-along on one clock."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cxfield.clock import session_t
from cxfield.model.guide import Guide
from cxfield.model.listening import Expected
from cxfield.model.people import Participant
from cxfield.model.session import Session
from cxfield.model.study import Site
from cxfield.services.observation import start_session
from cxfield.services.observation_shapes import Start
from tests.ui.interview_room import Room, room

__all__ = ["room"]


def test_a_check_in_call_with_a_potential_customer(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    start = r.page.start
    start.who.party.chips["lead"].click()
    start.mode.chips["check_in"].click()
    QTest.keyClicks(start.who.gender.input, "nainen")
    QTest.keyClicks(start.expected.field.input, "Nopea kassa")
    QTest.keyClick(start.expected.field.input, Qt.Key.Key_Return)
    QTest.keyClicks(start.expected.field.input, "Help is near")
    assert start.expected.words == ["Nopea kassa"]
    r.begin()
    (session,) = r.file.read(lambda reader: reader.all(Session))
    (person,) = r.file.read(lambda reader: reader.all(Participant))
    assert (session.party, session.mode, person.role, person.gender) == (
        "lead", "check_in", "lead", "nainen",
    )  # fmt: skip
    expected = r.file.read(lambda reader: reader.all(Expected, order_by="order_key"))
    assert [row.text for row in expected] == ["Nopea kassa", "Help is near"], "the last one without Enter too"
    assert start.expected.all == ()
    assert start.who.gender.value == ""


def test_an_employee_gets_a_code_of_their_own(room: Callable[..., Room]) -> None:
    r = room()
    r.page.entered()
    start = r.page.start
    start.who.party.chips["employee"].click()
    assert start.code.value == "T01"
    assert start.who.note.isVisible()
    customers = start.guide.version
    assert start.guide.staff.isVisible()
    start.guide.staff.click()
    r.bot.waitUntil(lambda: start.guide.version not in ("", customers))
    own = r.file.read(lambda reader: reader.all(Guide, kind="employee"))
    assert [guide.name["en"] for guide in own] == ["Employee round"]
    assert not start.guide.staff.isVisible()
    start.who.party.chips["customer"].click()
    assert start.code.value == "P01"
    assert start.guide.version == customers
    start.who.party.chips["employee"].click()
    for segment in start.consents.segments.values():
        segment.cell("yes").click()
    start.start.click()
    r.bot.waitUntil(lambda: r.page.view is not None)
    r.settle()
    assert r.view.talk.outline.planned == 4
    assert r.view.talk.head.party == "employee"


def test_a_shop_along_shares_the_clock_of_the_observation(room: Callable[..., Room]) -> None:
    r = room()
    site = r.file.read(lambda reader: reader.all(Site))[0].id
    seen = r.file.write(
        lambda uow: start_session(uow, start=Start(site_id=site), stamp=uow.stamp()), label=""
    ).result().value  # fmt: skip
    r.clock.advance(120_000)
    r.page.entered()
    assert r.page.start.link.isVisible()
    r.page.start.link.choice.chips[seen.id].click()
    r.begin()
    assert r.view.talk.now() == session_t(seen.clock, r.clock.stamp()) == 120_000
