# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quotes: only the words of people who allow it, and who they are by code."""

from cxfield.document.nodes import Node, Quote
from cxfield.i18n import Texts
from cxfield.report import words
from cxfield.report.dataset import QuoteRow, ReportData
from cxfield.report.material import Material


def allowed(data: ReportData) -> tuple[QuoteRow, ...]:
    """The quotes that may be printed."""
    return tuple(quote for quote in data.quotes if quote.consent is True and words.unquoted(quote.text))


def refused(data: ReportData) -> tuple[QuoteRow, ...]:
    """The quotes that never appear: their speaker has not allowed it, or was never asked."""
    return tuple(quote for quote in data.quotes if quote.consent is not True)


def may_quote(data: ReportData) -> frozenset[str]:
    """The codes of the participants who allow quotes."""
    return frozenset(person.code for person in data.people if person.consents.get("quotes") is True)


def quote_node(quote: QuoteRow, texts: Texts) -> Quote:
    """A quote with its source line."""
    place = [part for part in (quote.participant, quote.touchpoint.lower(), quote.site) if part]
    if quote.group:
        place.append(texts.t("focus group"))
    source = ", ".join(place) + ". " + texts.t("Consent to quote given.")
    other = quote.language if quote.language and quote.language != texts.locale else ""
    return Quote(words.unquoted(quote.text), source, quote.ref, other)


def quotes_at(material: Material, label: str, texts: Texts, most: int = 1) -> list[Node]:
    """The quotes told at a moment or touchpoint of this name."""
    wanted = label.casefold()
    found = [q for q in allowed(material.data) if wanted and q.touchpoint.casefold() == wanted]
    return [quote_node(quote, texts) for quote in found[:most]]


def quotes_of(material: Material, theme: str, texts: Texts) -> list[Node]:
    """The quotes of a theme."""
    return [quote_node(quote, texts) for quote in allowed(material.data) if quote.theme == theme]
