# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Footnotes for formats without pages: listed at the end of the chapter they stand in."""

from dataclasses import replace

from cxfield.document.nodes import Document
from cxfield.document.notes import with_notes
from cxfield.i18n import Texts


def with_endnotes(document: Document, texts: Texts) -> Document:
    """The document with numbers in place of its footnotes, and the notes before the next chapter."""
    return replace(document, nodes=with_notes(document.nodes, texts.t("Where it stands in the study")))
