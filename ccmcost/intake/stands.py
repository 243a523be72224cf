"""How the lines of a list stand: in which section, below space or a heading, over persons; how States' headings look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ccmcost.intake.rows import Row
from ccmcost.intake.vocabulary import Section

_FEWEST_HEADED = 3


class Style(NamedTuple):
    """How the headings of States are written in a document; each test is off where it does not tell them apart."""

    capitals: bool = False
    gaps: bool = False
    look: str = ""
    headed: bool = False
    telling: bool = False

    @property
    def is_known(self) -> bool:
        """Whether anything tells the headings of States from other lines."""
        return self.capitals or self.gaps or bool(self.look) or self.headed


class Stand(NamedTuple):
    """A row in its section: whether space stands above it or it follows a heading, and whether a person stands below."""

    row: Row
    section: Section | None
    gap: bool
    heads: bool
    follows_heading: bool
    ends: bool = False
    """Whether a State's name stands as the last line of an address does: below other lines and above a space."""


STATE_SECTIONS: frozenset[Section | None] = frozenset(("state_party", "signatory", "observer_state", "by_status"))


def is_of_states(section: Section | None) -> bool:
    """Whether a section lists States that take part; so does the part above the first heading."""
    return section is None or section in STATE_SECTIONS


def stands_of(rows: Sequence[Row]) -> tuple[list[Stand], set[Section | None]]:
    """Each row with its section, and the sections that were opened."""
    gaps = [row.line.gap and not row.line.top for row in rows[1:]]
    is_spaced = 0.02 < _share(gaps) < 0.85
    plain = Counter(row.line.look for row in rows if row.is_person).most_common(1)
    heads = Counter(row.line.look for row in rows if row.match and not row.continues).most_common(1)
    body_look = plain[0][0] if plain and heads and plain[0][0] != heads[0][0] else None
    has_persons = any(row.is_person for row in rows)  # without any, "NGOs" is nobody's affiliation
    stands: list[Stand] = []
    sections: set[Section | None] = set()
    section: Section | None = None
    after_heading = True
    for at, row in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) else None
        free = row.line.gap or after_heading
        weak = row.is_weak and has_persons and at > 0
        if row.opens is not None and (
            row.is_settled or _opens(row._replace(is_weak=weak), below, is_spaced, free, body_look)
        ):
            section = row.opens
            sections.add(section)
            after_heading = True
            continue
        heads_persons = row.has_person or _is_over_person(rows, at)
        above = rows[at - 1] if at else row
        ends = is_spaced and row.match is not None and not (free or heads_persons or row.line.top or row.is_item)
        ends = ends and above.match is None and above.opens is None and not above.is_settled
        ends = ends and (below is None or below.opens is not None or (below.line.gap and not below.line.top))
        stands.append(Stand(row, section, free, heads_persons, after_heading, ends))
        after_heading = row.is_settled
    ending = sum(each.ends for each in stands)
    if 2 * ending > 3 * sum(each.row.match is not None and not each.ends for each in stands):
        stands = [each._replace(ends=False) for each in stands]  # the names stand below their delegates throughout
    return stands, sections


def _is_over_person(rows: Sequence[Row], at: int) -> bool:
    """Whether a person stands below a row, be it under a line such as "Representative"."""
    below = rows[at + 1 : at + 3]
    return bool(below) and (below[0].is_person or (below[0].is_word and not rows[at].is_word and below[-1].is_person))


def _opens(row: Row, below: Row | None, is_spaced: bool, free: bool, body_look: str | None) -> bool:
    """Whether a line with the words of a heading stands as one."""
    if row.continues or (body_look is not None and row.line.look == body_look and row.is_weak):
        return False
    if is_spaced and not free:
        return False
    if row.is_weak and (row.line.top or not is_spaced):
        return row.opens != "organization" and (below is not None and below.match is not None)
    alone = row.opens == "organization" and is_spaced and row.is_weak and below is not None and below.line.gap
    return not (alone and below is not None and below.match)  # an affiliation that stands alone: a State's heading follows


def style_of(stands: Sequence[Stand]) -> Style:
    """How the headings differ from other lines; States are counted, not lines: "Government of Peru" may stand often."""
    named = [s for s in stands if s.row.match and not s.row.continues and not s.ends and is_of_states(s.section)]
    if not named:
        return Style()
    states: dict[str, list[Stand]] = {}
    for each in named:
        if each.row.match is not None:
            states.setdefault(each.row.match.iso3, []).append(each)
    capitals = _are_in_capitals(states)
    look = _look_of(states, [s for s in stands if s.row.match is None and not s.row.is_organization])
    gaps = not capitals and _covered(states, lambda s: s.gap) >= 0.6 and _share(s.gap for s in stands) < 0.85
    headed = not capitals and not gaps and not look and _covered(states, lambda s: s.heads) >= 0.7
    spaced = [s for s in stands if s.row.line.gap and not s.row.line.top and is_of_states(s.section)]
    telling = gaps and _share(bool(s.row.match) or s.row.is_organization for s in spaced if not s.row.is_person) >= 0.6
    return Style(capitals, gaps, look, headed, telling and not any(s.row.is_person for s in spaced[1:]))


def _covered(states: Mapping[str, Sequence[Stand]], test: Callable[[Stand], bool]) -> float:
    """The part of the States of which at least one line passes a test."""
    return _share(any(map(test, lines)) for lines in states.values())


def _look_of(states: Mapping[str, Sequence[Stand]], others: Sequence[Stand]) -> str:
    """The look that most States have on some line and few other lines have; empty if looks tell nothing."""
    looks = Counter(look for lines in states.values() for look in {s.row.line.look for s in lines})
    for look, count in looks.most_common():
        if look and others and count >= 0.7 * len(states) and _share(s.row.line.look == look for s in others) < 0.3:
            return look
    return ""


def _are_in_capitals(states: Mapping[str, Sequence[Stand]]) -> bool:
    """Whether headings are in capitals: most of the States' are, or lines in capitals stand more often below a space."""
    upper = [s for lines in states.values() for s in lines if s.row.text == s.row.text.upper()]
    lower = [s for lines in states.values() for s in lines if s.row.text != s.row.text.upper()]
    if not upper or not lower:
        return bool(upper)
    part = len({s.row.match.iso3 for s in upper if s.row.match}) / len(states)
    return part >= 0.7 or (part >= 0.3 and _share(s.gap for s in upper) > _share(s.gap for s in lower))


def is_styled(each: Stand, style: Style) -> bool:
    """Whether a State's line is written like most of the headings.

    After a line that breaks off ("Permanent Mission of") only capitals below small letters tell a heading.
    """
    row = each.row
    if row.continues and not (style.capitals and not row.after_capitals):
        return False
    if row.is_item or row.has_person:
        return True
    if each.ends and not style.capitals and not style.look:
        return False
    if style.capitals and row.text != row.text.upper():
        return False
    if style.gaps and not each.gap:
        return False
    if style.look and row.line.look != style.look:
        return False
    return not style.headed or each.heads


def is_headed(keep: Sequence[Stand], style: Style) -> bool:
    """Whether States stand as headings although no section is named: several of them, over persons."""
    return len(keep) >= _FEWEST_HEADED and style.is_known and _share(s.heads for s in keep) >= 0.5


def is_dense(stands: Sequence[Stand]) -> bool:
    """Whether the sections of States hold little else than names, so that every other line must be one too."""
    named = sum(s.row.match is not None or s.row.is_organization for s in stands)
    return named > 0 and 5 * named >= 3 * len(stands)


def _share(values: Iterable[object]) -> float:
    found = list(values)
    return sum(map(bool, found)) / len(found) if found else 0.0
