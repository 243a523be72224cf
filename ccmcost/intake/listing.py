"""UN lists of participants: section headings, a State's name as a heading line, its delegates below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ccmcost.intake.enumeration import items_of
from ccmcost.intake.found import Marker, Mention, Taken, TextLine, shown
from ccmcost.intake.names import Match, NameIndex, normal
from ccmcost.intake.phrases import heading_of
from ccmcost.intake.vocabulary import DELEGATION_LINES, OPEN_ENDS, TITLES, Section

_MOST_JOINED = 4
_LONGEST_HEADING = 90


class _Seen(NamedTuple):
    """A line of a State section: the State that it names if it does, and how many lines the name takes."""

    line: TextLine
    text: str
    section: Section
    match: Match | None
    is_organization: bool
    continues: bool
    after_capitals: bool = False


def read_listing(lines: Sequence[TextLine], index: NameIndex, marker: Marker, leave_doubtful: bool = False) -> Taken | None:
    """The States of a list of participants, or None if the text has no section heading with a State below it.

    A line written like the headings that names no State is a finding; so is a State's name in a doubtful place, unless
    `leave_doubtful` says to leave those out (they become warnings).
    """
    seen = _scan(lines, index)
    sections = {each.section for each in seen} - {"organization"}
    listed = [each for each in seen if each.match is not None and each.section != "organization"]
    if not sections or not listed:
        return None
    dense = {
        section: _is_dense([each for each in seen if each.section == section]) for section in {each.section for each in seen}
    }
    whole = [each for each in listed if not each.continues]
    capitals = _are_in_capitals(whole)
    gaps = not capitals and _share(each.line.gap for each in whole) >= 0.6
    keep = [each for each in listed if _is_styled(each, capitals, gaps)]
    sure = {each.match.iso3 for each in keep if each.match}
    doubtful = [each for each in seen if each.match is not None and each.match.iso3 not in sure]
    for each in doubtful:
        plainly_not = capitals and each.text != each.text.upper() and (each.section == "organization" or each.continues)
        if not plainly_not:
            _doubt(each, marker, leave_doubtful)
    for each in seen:
        if each.match is None and not each.is_organization and _is_unknown(each, capitals, gaps, dense, index, seen):
            message = f'"{shown(each.text)}" stands like a heading but is no State that is known by this name.'
            advice = 'Settle it with --alias "NAME=STATE", or "NAME=-" to leave it out.'
            marker.error("name-unknown", f"{message}{index.hint(each.text)} {advice}", each.line.place)
    organizations = [(shown(each.text), each.line.place) for each in seen if each.is_organization]
    return Taken("list", tuple(_mention(each) for each in keep), tuple(organizations))


def _are_in_capitals(named: Sequence[_Seen]) -> bool:
    """Whether headings are in capitals: most of the State lines are, or those that are stand more often below a space."""
    upper = [each for each in named if each.text == each.text.upper()]
    lower = [each for each in named if each.text != each.text.upper()]
    if not upper or not lower:
        return bool(upper)
    return len(upper) >= 0.7 * len(named) or _share(e.line.gap for e in upper) > _share(e.line.gap for e in lower)


def _is_styled(each: _Seen, capitals: bool, gaps: bool) -> bool:
    """Whether a State's line is written like most of the headings: in capitals, or below a blank line.

    After a line that breaks off ("Permanent Mission of") only capitals below small letters tell a heading.
    """
    if each.continues and not (capitals and not each.after_capitals):
        return False
    return (not capitals or each.text == each.text.upper()) and (not gaps or each.line.gap)


def _scan(lines: Sequence[TextLine], index: NameIndex) -> list[_Seen]:
    seen: list[_Seen] = []
    section: Section | None = None
    at, open_end = 0, False
    while at < len(lines):
        text = lines[at].text.strip()
        if not text:
            at += 1
            continue
        opened, length = _heading(lines, at) if not open_end or (lines[at].gap and not lines[at].top) else (None, 1)
        if opened is not None:
            section, at, open_end = opened, at + length, False
            continue
        length = 1
        open_end = open_end and (not lines[at].gap or lines[at].top)
        if section is not None:
            each, length = _line(lines, at, section, open_end, index)
            before = lines[at - 1].text if at else ""
            seen += [one._replace(after_capitals=before == before.upper()) for one in each]
        open_end = _is_open(lines[at + length - 1].text) and not any(e.match for e in (seen[-1:] if section else []))
        at += length
    return seen


def _heading(lines: Sequence[TextLine], at: int) -> tuple[Section | None, int]:
    """The section that one line opens, or two if its heading runs over them, and how many lines that takes."""
    opened = heading_of(lines[at].text)
    if opened is None and at + 1 < len(lines) and len(lines[at].text) + len(lines[at + 1].text) < _LONGEST_HEADING:
        return heading_of(f"{lines[at].text.strip()} {lines[at + 1].text.strip()}"), 2
    return opened, 1


def _line(
    lines: Sequence[TextLine], at: int, section: Section, continues: bool, index: NameIndex
) -> tuple[list[_Seen], int]:
    """What one line holds, or several if a name runs over them: the longest run of lines that is one name."""
    joined, best = "", None
    most = min(_MOST_JOINED, len(lines) - at) if index.may_begin(lines[at].text) else 0
    for length in range(1, most + 1):
        piece = lines[at + length - 1].text.strip()
        if not piece or (length > 1 and heading_of(piece) is not None) or len(joined) + len(piece) > _LONGEST_HEADING:
            break
        joined = f"{joined} {piece}".strip()
        match = index.resolve(joined) if length == 1 or not continues else None
        organization = index.is_organization(joined)
        if (match is not None and (not _is_open(joined) or _is_inverted(joined))) or organization:
            best = (length, joined, match, organization)
    if best is not None:
        length, joined, match, organization = best
        return [_Seen(lines[at], joined, section, match if not organization else None, organization, continues)], length
    text = lines[at].text.strip()
    named = _enumerated(text, lines[at], section, index) if not continues else []
    return named or [_Seen(lines[at], text, section, None, index.is_organization(text), continues)], 1


def _enumerated(text: str, line: TextLine, section: Section, index: NameIndex) -> list[_Seen]:
    """A line that lists several States: `Afghanistan, Albania, Andorra`."""
    if not re.search(r"[,;]", text) or _is_delegate(text):
        return []
    items = items_of(text, index)
    if sum(item.match is not None for item in items) < max(2, len(items) - 1):
        return []
    return [_Seen(line, item.text, section, item.match, item.is_organization, False) for item in items]


def _is_delegate(text: str) -> bool:
    """Whether a line begins with the title of a person: `H.E. Mr.`, `Mme`, `Sra.`."""
    words = re.findall(r"\w+", text.casefold())[:2]
    return bool(words) and (words[0] in TITLES or " ".join(words) in TITLES)


def _is_inverted(text: str) -> bool:
    """Whether a name ends in "of" because it is turned round: `Korea, Republic of`."""
    return "," in text and not text.rstrip().endswith((",", "-"))


def _is_open(text: str) -> bool:
    """Whether a line breaks off inside a phrase, so that the next one goes on with it."""
    if text.rstrip().endswith(")") and text.count("(") == text.count(")"):
        return False
    words = re.findall(r"\w+", text)
    last = words[-1].casefold() if words and not (len(words[-1]) == 1 and words[-1].isupper()) else ""
    unclosed = text.count("(") > text.count(")")
    return text.rstrip().endswith(("-", ",", "&", "/", "'", "’")) or last in OPEN_ENDS or unclosed


def _share(values: object) -> float:
    found = list(values)  # type: ignore[call-overload]
    return sum(map(bool, found)) / len(found) if found else 0.0


def _is_dense(seen: Sequence[_Seen]) -> bool:
    """Whether a section holds little else than names, so that every other line must be one too."""
    return 5 * sum(each.match is not None or each.is_organization for each in seen) >= 3 * len(seen)


def _is_unknown(
    each: _Seen, capitals: bool, gaps: bool, dense: dict[Section, bool], index: NameIndex, seen: Sequence[_Seen]
) -> bool:
    """Whether a line that names no State is written where and how a State's heading would be."""
    text = each.text
    letters = [char for char in text if char.isalpha()]
    if each.section == "organization" or each.continues or len(letters) < 4 or index.is_left_out(text):
        return False
    if _is_delegate(text) or normal(text) in DELEGATION_LINES or re.search(r"[@0-9]{2}|@|www\.|:$", text):
        return False
    if dense[each.section]:
        return True
    if capitals:
        return text == text.upper() and len(text.split()) <= 10
    if "," in text or len(text) > _LONGEST_HEADING or (gaps and not each.line.gap):
        return False
    following = next((other for this, other in pairwise(seen) if this is each), None)
    begins_delegation = gaps and following is not None and _is_delegate(following.text)
    return begins_delegation or index.near(text) is not None


def _doubt(each: _Seen, marker: Marker, leave_doubtful: bool) -> None:
    where = "under organizations" if each.section == "organization" else "among delegates, not written like the headings"
    message = f'"{shown(each.text)}" stands alone on a line {where}, and this State is listed nowhere else.'
    if leave_doubtful:
        marker.warning("name-doubtful", f"{message} It was left out.", each.line.place)
    else:
        advice = "If it is no participant, say --leave-doubtful; if it is one, take the list in from a CSV or text file."
        marker.error("name-doubtful", f"{message} {advice}", each.line.place)


def _mention(each: _Seen) -> Mention:
    assert each.match is not None
    until = each.match.until.isoformat() if each.match.until else ""
    return Mention(each.match.iso3, each.section, each.text, each.line.place, each.match.kind, until)
