"""Lines of a list of participants as rows: what each may be,
before anything is decided by how it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, islice

from ccmcost.intake.found import Headings, Section, TextLine
from ccmcost.intake.names import Match, NameIndex, normal
from ccmcost.intake.phrases import (
    bare_name,
    heading_of,
    is_numbered,
    is_weak_heading,
    items_of,
    state_of,
    without_continued,
)
from ccmcost.intake.stands import LONGEST_HEADING, Row
from ccmcost.intake.stated import stated_in
from ccmcost.intake.vocabulary import DELEGATION_WORDS, OPEN_ENDS, REGION_WORDS, TITLES, pattern

MOST_JOINED = 4
_MOST_ENUMERATED = 60
_FEWEST_COLUMNED = 2
_INLINE = re.compile(r"^(?P<head>[^:–—\t]{3,80}?)\s*(?::|\s[–—-]\s|\t|\s{3,})\s*(?P<rest>\S.*)$")
_BEHIND = re.compile(r"^(?P<head>[^()]{3,80}?)\s*\((?P<rest>[^()]+)\)\s*$")
_SHORTEST_LABEL = 3
_FURNITURE = pattern("furniture_in_rows", re.IGNORECASE)
_BEFORE_TITLES = DELEGATION_WORDS | {""}
"""Words of an office that may stand before a person, and the article."""
_WIDE = re.compile(r"\t\s*|\s{3,}")
_TITLED = re.compile(r"[(,]\s*(?:Mr|Mrs|Ms|Dr|Prof|M|Mme|Sr|Sra)\.?\s*\)?\s*$")


def rows_of(lines: Sequence[TextLine], index: NameIndex, headings: Headings) -> list[Row]:
    """The rows of a text in order. Running numbers, symbols and rules are passed over;
    so is what nobody sees as valid.
    """
    rows: list[Row] = []
    at, is_open, columned = 0, False, _is_columned(lines, index)
    while at < len(lines):
        line = lines[at]
        if line.unseen or _FURNITURE.fullmatch(line.text.strip()):
            at += 1
            continue
        is_open = is_open and (not line.gap or line.top)
        new, length = _rows_at(lines, at, is_open, index, headings, columned)
        before = lines[at - 1].text if at else ""
        for row in new:
            row.after_capitals = before == before.upper()
        rows += new
        is_open = breaks_off(lines[at + length - 1].text) and not any(
            row.match or row.opens for row in new
        )
        at += length
    return rows


def _rows_at(
    lines: Sequence[TextLine],
    at: int,
    continues: bool,
    index: NameIndex,
    headings: Headings,
    columned: bool,
) -> tuple[list[Row], int]:
    """The rows that begin with a line, and how many lines they take."""
    line = lines[at]
    if not continues:
        labelled, length = _labelled(lines, at, index, headings)
        if labelled:
            return labelled, length
        opened, length, settled = _heading(lines, at, headings)
        if opened or settled:
            heading = " ".join(part.text.strip() for part in lines[at : at + length])
            return [
                Row(
                    line,
                    heading,
                    opens=opened,
                    is_weak=is_weak_heading(heading),
                    is_settled=settled,
                )
            ], length
    best, length = _longest_name(lines, at, continues, index)
    if best:
        return [best], length
    if not continues:
        listed, length = _enumerated(lines, at, index)
        if listed:
            return listed, length
        shared = _side_by_side(line, index, columned)
        if shared:
            return shared, 1
    text = " ".join(line.text.split())
    person = is_person(text)
    word = DELEGATION_WORDS.issuperset(normal(text).split())
    return [
        Row(
            line,
            text,
            None,
            index.is_organization(text),
            is_person=person,
            is_word=word,
            continues=continues,
            is_total=not person and bool(stated_in(text)),
        )
    ], 1


def _side_by_side(line: TextLine, index: NameIndex, columned: bool) -> list[Row]:
    """The rows of a line on which States stand side by side, or one with its delegates:
    `Peru: Mr. A, Ambassador`.
    """
    beside = _beside(line, index)
    named = sum(match is not None for _, match in beside)
    columned = columned or all(is_numbered(piece) for piece, _ in beside)
    if len(beside) > 1 and (named == len(beside) or (named and columned)):
        return [
            Row(
                line,
                piece,
                match,
                index.is_organization(piece),
                is_person=is_person(piece),
                is_item=True,
            )
            for piece, match in beside
        ]
    parts = _INLINE.match(line.text) or _BEHIND.match(line.text)
    if parts and (parts.re is _INLINE or is_person(parts["rest"])):
        match = state_of(parts["head"], index)
        if match and not state_of(parts["rest"], index):
            return [Row(line, parts["head"].strip(), match, has_person=True)]
    return []


def _heading(
    lines: Sequence[TextLine], at: int, headings: Headings
) -> tuple[Section | None, int, bool]:
    """The section that one line opens, or two if its heading runs over them; the lines taken;
    whether the user said so.
    """
    text = lines[at].text
    key = normal(without_continued(text))
    if key in headings:
        return headings[key], 1, True
    opened = heading_of(text)
    if opened or at + 1 >= len(lines):
        return opened, 1, False
    after = lines[at + 1]
    if (
        (after.gap and not after.top)
        or after.unseen
        or len(text) + len(after.text) >= LONGEST_HEADING
    ):
        return None, 1, False
    return heading_of(f"{text.strip()} {after.text.strip()}"), 2, False


def _longest_name(
    lines: Sequence[TextLine], at: int, continues: bool, index: NameIndex
) -> tuple[Row | None, int]:
    """The longest run of lines that is one name of a State or of an organization,
    and how many lines it takes.
    """
    joined = ""
    best: tuple[Row | None, int] = None, 1
    for length, part in enumerate(
        lines[at : at + (MOST_JOINED if index.may_begin(bare_name(lines[at].text)) else 1)], 1
    ):
        piece = part.text.strip()
        if not piece or part.unseen or (length > 1 and part.gap and not part.top):
            break
        joined = f"{joined} {piece}".strip()
        match = (
            state_of(joined, index)
            if length == 1
            else None
            if continues
            else index.resolve(bare_name(joined))
        )
        organization = match is None and index.is_organization(joined)
        # a name may end in "of" because it is turned round: `Korea, Republic of`
        inverted = "," in joined and not joined.endswith((",", "-"))
        if organization or (match and (inverted or not breaks_off(joined))):
            best = (
                Row(lines[at], " ".join(joined.split()), match, organization, continues=continues),
                length,
            )
    return best


def _enumerated(lines: Sequence[TextLine], at: int, index: NameIndex) -> tuple[list[Row], int]:
    """States listed side by side, over several lines if need be:
    `Afghanistan, Albania, Andorra`.
    """
    first = lines[at].text
    if not re.search(r"[,;]", first) or is_person(first) or not index.may_begin(bare_name(first)):
        return [], 1
    taken = [lines[at]]
    for line in lines[at + 1 : at + _MOST_ENUMERATED]:
        if not breaks_off(taken[-1].text) or (line.gap and not line.top) or line.unseen:
            break
        taken.append(line)
    starts, joined = [], ""
    for line in taken:
        starts.append(len(joined))
        joined += line.text.strip() + " "
    items = items_of(joined, index)
    enough = (4 * len(items) + 4) // 5 if len(items) > 3 else 2
    if sum(item.match is not None for item in items) < enough:
        return ([], 1) if len(taken) == 1 else _enumerated([lines[at]], 0, index)
    rows = []
    for item in items:
        number = max(n for n, start in enumerate(starts) if start <= item.start)
        rows.append(Row(taken[number], item.text, item.match, item.is_organization, is_item=True))
    return rows, len(taken)


def _labelled(
    lines: Sequence[TextLine], at: int, index: NameIndex, headings: Headings
) -> tuple[list[Row], int]:
    """A heading with its States on the same line: `Signatories: Haiti, Uganda`;
    the heading becomes a row of its own.
    """
    before, _, after = lines[at].text.partition(":")
    head, behind = before.strip(), after.strip()
    if not behind or not _SHORTEST_LABEL <= len(head) <= LONGEST_HEADING:
        return [], 1
    if is_person(head) or state_of(head, index):
        return [], 1
    whole = normal(without_continued(lines[at].text))
    key = whole if whole in headings else normal(head)
    opened = headings.get(key, heading_of(head))
    rest = lines[at]._replace(text=behind, gap=False)
    listed, length = _enumerated([rest, *lines[at + 1 : at + _MOST_ENUMERATED]], 0, index)
    tells = opened is not None or key in headings or is_regional_group(head)
    match = state_of(behind, index) if tells else None
    if match or (opened == "organization" and not listed):
        listed = [Row(rest, behind, match, match is None, is_item=True)]
    if not listed:
        return [], 1
    return [Row(lines[at], f"{head}:", opens=opened, is_settled=key in headings), *listed], length


def is_regional_group(text: str) -> bool:
    """Whether a line names a regional group, which says nothing of who took part:
    `African States (7)`.
    """
    words = re.sub(r"\s[0-9]{1,3}$", "", normal(text)).split()
    return bool(words) and REGION_WORDS.issuperset(words)


def _beside(line: TextLine, index: NameIndex) -> list[tuple[str, Match | None]]:
    """What stands on a line with wide blanks between, and the States among it."""
    return [(piece.strip(), state_of(piece, index)) for piece in _WIDE.split(line.text.strip())]


def _is_columned(lines: Sequence[TextLine], index: NameIndex) -> bool:
    """Whether States stand side by side on several lines, or three on one,
    so that none beside a State is its delegate.
    """
    wide = (_beside(line, index) for line in lines if _WIDE.search(line.text.strip()))
    full = (pieces for pieces in wide if all(match for _, match in pieces))
    return sum(len(pieces) - 1 for pieces in islice(full, _FEWEST_COLUMNED)) >= _FEWEST_COLUMNED


def is_person(text: str) -> bool:
    """Whether a line begins with the title of a person: `H.E.
    Mr.`, `Mme`, `Sra.`, or ends with it: `PÉREZ, Ana (Ms.)`.
    """
    words = re.findall(r"\w+(?=[\s.,:;()/’'-]|$)|[^\w\s.,:;()/’'-]", text.casefold())
    left = [*dropwhile(lambda word: normal(word) in _BEFORE_TITLES, words)]
    begins = {" ".join(left[:count]) for count in (1, 2)}
    return not TITLES.isdisjoint(begins) or bool(_TITLED.search(text))


def breaks_off(text: str) -> bool:
    """Whether a line breaks off inside a phrase, so that the next one goes on with it."""
    if text.rstrip().endswith(")") and text.count("(") == text.count(")"):
        return False
    words = re.findall(r"\w+", text)
    last = (
        words[-1].casefold() if words and not (len(words[-1]) == 1 and words[-1].isupper()) else ""
    )
    unclosed = text.count("(") > text.count(")")
    return (
        text.rstrip().endswith(("-", ",", ";", "&", "/", "'", "’")) or last in OPEN_ENDS or unclosed
    )
