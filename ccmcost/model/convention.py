"""What is a convention's own: names, cost article in its words, prefixes, default rule, kinds of meetings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ccmcost.model.treaty import EntryIntoForce


class MeetingKind(NamedTuple):
    """A kind of formal meeting: prefix of its ids, title, and what makes its cost shareable."""

    prefix: str
    title: str
    basis: str


class CostArticle(NamedTuple):
    """The article that shares the costs; `paragraphs` holds its words by number and language."""

    number: str
    title: str
    source: str
    paragraphs: Mapping[str, Mapping[str, str]]


class Convention(NamedTuple):
    """One convention, as `data/convention.toml` states it."""

    id: str
    prefix: str
    names: Mapping[str, str]
    languages: tuple[str, ...]
    default_rule: str
    rules: tuple[str, ...]
    cost_article: CostArticle
    entry_into_force: EntryIntoForce
    meeting_kinds: Mapping[str, MeetingKind]
    go_no_go_days: int
    go_no_go_basis: str
    illustrative_amount: str
    illustrative_currency: str
    treaty_status_source: str

    @property
    def name(self) -> str:
        """Name in English."""
        return self.names["en"]
