"""How the rows of a list stand: in which section, below space or a heading, over persons;
how States' headings look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ccmcost.intake.found import Section, TextLine
from ccmcost.intake.names import Match, normal
from ccmcost.intake.phrases import bare_name
from ccmcost.intake.vocabulary import OFFICE_WORDS

LONGEST_HEADING = 90
FEWEST_LETTERS = 3
MOST_WORDS = 6
STATE_SECTIONS: frozenset[Section | None] = frozenset(
    ("state_party", "signatory", "observer_state", "by_status")
)


@dataclass(eq=False, slots=True)
class Row:
    """A line, or several that are one name: the State or organization that it names, the section
    that it would open.

    `is_total` is whether it states how many States or persons the list has. How it stands is known
    once all rows are: its section, whether space stands above it or it follows a heading (`gap`),
    whether a person stands below (`heads`), the row below. `ends` is whether a State's name stands
    as the last line of an address does: below other lines and above a space.
    """

    line: TextLine
    text: str
    match: Match | None = None
    is_organization: bool = False
    opens: Section | None = None
    is_weak: bool = False
    is_settled: bool = False
    is_person: bool = False
    is_word: bool = False
    continues: bool = False
    after_capitals: bool = False
    is_item: bool = False
    has_person: bool = False
    is_total: bool = False
    section: Section | None = None
    gap: bool = False
    heads: bool = False
    follows_heading: bool = False
    ends: bool = False
    below: Row | None = None

    @property
    def code(self) -> str:
        """The State that the row names; empty if it names none."""
        return self.match.iso3 if self.match else ""

    @property
    def is_spaced(self) -> bool:
        """Whether space stands above it for certain: nobody can tell at the top of a page."""
        return self.line.gap and not self.line.top

    @property
    def is_of_states(self) -> bool:
        """Whether it stands in a section of States that take part;
        so does the part above the first heading.
        """
        return self.section is None or self.section in STATE_SECTIONS

    @property
    def is_upper(self) -> bool:
        """Whether it is written in capitals."""
        return self.text == self.text.upper()

    @property
    def is_office(self) -> bool:
        """Whether it is an office or affiliation, where nothing but the persons below tells a
        heading from it.
        """
        return bool(OFFICE_WORDS.intersection(normal(self.text).split()))

    @property
    def letters(self) -> int:
        """How many letters it has as a name."""
        return sum(map(str.isalpha, bare_name(self.text)))

    @property
    def could_be_name(self) -> bool:
        """Whether it could be the name of a State by its characters and length."""
        text = bare_name(self.text)
        if (
            self.letters < FEWEST_LETTERS
            or len(text) > LONGEST_HEADING
            or self.is_person
            or self.is_word
        ):
            return False
        return not re.search(r"[@0-9]{2}|@|www\.|:$", text)

    @property
    def heads_block(self) -> bool:
        """Whether it stands above a person as a State's heading does,
        whatever its characters are.
        """
        if (
            self.continues
            or self.is_person
            or self.is_word
            or self.is_organization
            or len(self.text) > LONGEST_HEADING
        ):
            return False
        if (
            self.is_office
            or re.search(r"@|www\.|:$", self.text)
            or len(self.text.split()) > MOST_WORDS
        ):
            return False
        return self.below is not None and (self.below.is_person or self.below.is_word)


class Style(NamedTuple):
    """How the headings of States are written in a document; each test is off where it does not tell
    them apart.
    """

    capitals: bool = False
    gaps: bool = False
    look: str = ""
    headed: bool = False
    telling: bool = False

    @property
    def is_known(self) -> bool:
        """Whether anything tells the headings of States from other lines."""
        return self.capitals or self.gaps or bool(self.look) or self.headed

    def fits(self, row: Row) -> bool:
        """Whether a State's line is written like most of the headings.

        After a line that breaks off ("Permanent Mission of") only capitals below small letters tell
        a heading.
        """
        if row.continues and not (self.capitals and not row.after_capitals):
            return False
        if row.is_item or row.has_person:
            return True
        if row.ends and not self.capitals and not self.look:
            return False
        if (self.capitals and not row.is_upper) or (self.gaps and not row.gap):
            return False
        return (not self.look or row.line.look == self.look) and (not self.headed or row.heads)

    def is_heading(self, row: Row, dense: bool = False) -> bool:
        """Whether a line is written where and how the headings of a list are."""
        if row.continues:
            return False
        if dense or row.is_item:
            return True
        if self.look:
            return row.line.look == self.look
        if self.capitals:
            # of which some may have been read wrongly
            letters = [char.isupper() for char in row.text if char.isalpha()]
            garbled = row.gap and 2 * sum(letters) > len(letters) and row.heads_block
            return garbled or (row.is_upper and len(row.text.split()) <= 10)
        if self.gaps:
            return row.gap and (
                row.heads or row.follows_heading or (self.telling and not row.line.top)
            )
        return (
            self.headed
            and row.heads
            and (row.line.gap or (row.below is not None and row.below.is_person))
        )


def stands_of(rows: Sequence[Row]) -> tuple[list[Row], set[Section | None]]:
    """The rows that open no section, each in its place, and the sections that were opened."""
    is_spaced = 0.02 < _share(row.is_spaced for row in rows[1:]) < 0.85
    plain = _commonest(row.line.look for row in rows if row.is_person)
    heads = _commonest(row.line.look for row in rows if row.match and not row.continues)
    body_look = plain if heads not in (None, plain) else None
    has_persons = any(row.is_person for row in rows)  # without any, "NGOs" is nobody's affiliation
    stands: list[Row] = []
    sections: set[Section | None] = set()
    section: Section | None = None
    after_heading = True
    for at, row in enumerate(rows):
        below = rows[at + 1 : at + 3]
        row.gap, row.follows_heading = row.line.gap or after_heading, after_heading
        weak = row.is_weak and has_persons and at > 0
        if row.opens and (row.is_settled or _opens(row, weak, below, is_spaced, body_look)):
            section = row.opens
            sections.add(section)
            after_heading = True
            continue
        over_word = bool(below) and below[0].is_word and not row.is_word and below[-1].is_person
        row.heads = row.has_person or over_word or (bool(below) and below[0].is_person)
        above = rows[at - 1] if at else row
        free = row.gap or row.heads or row.line.top or row.is_item or above.match or above.opens
        ends = is_spaced and row.match is not None and not free
        row.ends = ends and (not below or below[0].opens is not None or below[0].is_spaced)
        row.section = section
        after_heading = row.is_settled
        stands.append(row)
    for row, after in pairwise(stands):
        row.below = after
    if 2 * sum(row.ends for row in stands) > 3 * sum(
        row.match is not None and not row.ends for row in stands
    ):
        for row in stands:
            row.ends = False  # the names stand below their delegates throughout
    return stands, sections


def _opens(
    row: Row, weak: bool, below: Sequence[Row], is_spaced: bool, body_look: str | None
) -> bool:
    """Whether a line with the words of a heading stands as one."""
    if row.continues or (row.line.look == body_look and weak) or (is_spaced and not row.gap):
        return False
    over_state = bool(below) and below[0].match is not None
    if weak and (row.line.top or not is_spaced):
        return row.opens != "organization" and over_state
    # an affiliation that stands alone: a State's heading follows
    return not (over_state and row.opens == "organization" and weak and below[0].line.gap)


def style_of(stands: Sequence[Row]) -> Style:
    """How the headings differ from other lines; States are counted, not lines:
    "Government of Peru" may stand often.
    """
    states: dict[str, list[Row]] = {}
    for row in stands:
        if row.match and not row.continues and not row.ends and row.is_of_states:
            states.setdefault(row.code, []).append(row)
    if not states:
        return Style()
    capitals = _are_in_capitals(states)
    look = _look_of(states, [row for row in stands if not row.match and not row.is_organization])
    gaps = (
        not capitals and _share(any(row.gap for row in lines) for lines in states.values()) >= 0.6
    )
    gaps = gaps and _share(row.gap for row in stands) < 0.85
    headed = (
        not (capitals or gaps or look)
        and _share(any(row.heads for row in lines) for lines in states.values()) >= 0.7
    )
    spaced = [row for row in stands if row.is_spaced and row.is_of_states]
    telling = (
        gaps
        and _share(bool(row.match) or row.is_organization for row in spaced if not row.is_person)
        >= 0.6
    )
    return Style(
        capitals, gaps, look, headed, telling and not any(row.is_person for row in spaced[1:])
    )


def _look_of(states: Mapping[str, Sequence[Row]], others: Sequence[Row]) -> str:
    """The look that most States have on some line and few other lines have;
    empty if looks tell nothing.
    """
    looks = Counter(look for lines in states.values() for look in {row.line.look for row in lines})
    for look, count in looks.most_common():
        if (
            look
            and others
            and count >= 0.7 * len(states)
            and _share(row.line.look == look for row in others) < 0.3
        ):
            return look
    return ""


def _are_in_capitals(states: Mapping[str, Sequence[Row]]) -> bool:
    """Whether headings are in capitals: most of the States' are,
    or lines in capitals stand more often below a space.
    """
    every = [row for lines in states.values() for row in lines]
    upper = [row for row in every if row.is_upper]
    part = len({row.code for row in upper}) / len(states)
    return part >= 0.7 or (
        part >= 0.3 and _share(row.gap for row in upper) > _share(row.gap for row in every)
    )


def _commonest(looks: Iterable[str]) -> str | None:
    """The look of most; the first of several."""
    count = Counter(looks)
    return max(count, key=count.__getitem__, default=None)


def _share(values: Iterable[object]) -> float:
    found = list(values)
    return sum(map(bool, found)) / len(found) if found else 0.0
