# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the program are those of the glossary."""

import csv
from collections import defaultdict
from pathlib import Path

from tools import texts as tool

# Where a screen has room for less than the glossary's term, or means the other number: what it says there.
ALSO = {
    "open": {"Auki"},
    "copy": {"Kopioi"},
    "delight": {"Ilahdutti"},
    "ease": {"Helppous"},
    "expectations": {"Odotukset"},
    "fell short": {"Alittuivat"},
    "met": {"Täyttyivät"},
    "exceeded": {"Ylittyivät"},
    "observation": {"Havainnointi"},
    "retention": {"Säilytysaika"},
    "site": {"paikka"},
}


def glossary(root: Path) -> dict[str, set[str]]:
    """Return the Finnish words for each English one; a note may give others."""
    words: dict[str, set[str]] = defaultdict(set)
    with (root / "resources" / "method" / "glossary.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            words[row["en"].lower()].add(row["fi"])
            words[row["en"].lower()] |= set(row["note"].replace('"', " ").replace(":", " ").split())
            words[row["en"].lower()].add(row["note"].rpartition(": ")[2])
    return words


def test_a_term_of_the_glossary_is_translated_as_the_glossary_says(root: Path) -> None:
    words = glossary(root)
    catalog = tool.read(tool.language_path(root, "fi"), "fi")
    wrong = []
    for message in catalog:
        if not message.id or not message.string or isinstance(message.id, (tuple, list)) or message.context:
            continue
        term, said = message.id.lower().rstrip("…:"), str(message.string).rstrip("…:")
        wanted = words.get(term)
        allowed = {word.lower() for word in (wanted or set()) | ALSO.get(term, set())}
        if wanted and said.lower() not in allowed:
            wrong.append(f"{message.id!r} is {said!r}, in the glossary {sorted(wanted)}")
    assert not wrong, "\n".join(wrong)
