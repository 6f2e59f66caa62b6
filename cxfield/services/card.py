# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a study stands, in the few words that its card on the start page shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from cxfield.model.enums import SessionKind, SessionState
from cxfield.settings import RecentStudy
from cxfield.storage import Reader


@dataclass(frozen=True, slots=True)
class StudyCard:
    """Names in every language, and observation sessions done of all planned."""

    title: Mapping[str, str]
    client: Mapping[str, str]
    sites: tuple[Mapping[str, str], ...]
    done: int
    planned: int
    sample: bool

    def recent(self, path: str, opened_at: int) -> RecentStudy:
        """The card as the settings keep it."""
        return RecentStudy(
            path,
            dict(self.title),
            opened_at,
            client=dict(self.client),
            sites=tuple(dict(site) for site in self.sites),
            done=self.done,
            planned=self.planned,
            demo=self.sample,
        )


def study_card(reader: Reader) -> StudyCard:
    """Read the card; a study without its own record yet has an empty one."""
    study = next(iter(reader.rows("study")), None)
    sites = reader.rows("site", order_by="order_key")
    sessions = [
        s for s in reader.rows("session", kind=SessionKind.OBSERVATION.value) if s.parallel_of is None
    ]
    return StudyCard(
        title=study.title if study else {},
        client=study.client if study else {},
        sites=tuple(site.name for site in sites if not site.competitor),
        done=sum(1 for s in sessions if s.state == SessionState.DONE.value),
        planned=len(sessions),
        sample=bool(study and study.sample),
    )
