"""Final reports: "The following States Parties participated in the work of the Meeting: A, B, C and D" and the like."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ccmcost.intake.enumeration import Item, items_of
from ccmcost.intake.found import Marker, Mention, Taken, TextLine, shown
from ccmcost.intake.names import NameIndex
from ccmcost.intake.phrases import section_of
from ccmcost.intake.vocabulary import Section

_FOLLOWING = re.compile(r"\b(?:following|suivant\w*|ci-\s?apr[eè]s|siguientes?)\b", re.IGNORECASE)
_LONGEST_INTRODUCTION = 580
_CLOSING = re.compile(
    r"\s(?:also\s+|[eé]galement\s+|tambi[eé]n\s+)?(?:participated|attended|took part|ont\s+(?:[eé]galement\s+)?particip[eé]"
    r"|participaron|asistieron)\b[^.:]{0,300}?\bobserv",
    re.IGNORECASE,
)
_LONGEST_LIST = 12_000
_PARAGRAPH = re.compile(r"\n\s*(?:[0-9]{1,3}\s*[.)]|\([a-z0-9]{1,3}\)|[IVX]{1,5}\.)\s+\S")
_STOP = re.compile(r"(?<!\bSt)(?<!\bSte)(?<!\bRep)(?<!\bDem)(?<![A-Z]\.[A-Z])(?<!\b[A-Z])\.(?=\s|$|[0-9])")
_ATTENDANCE = re.compile(r"particip|attend|took part|represented|repr[eé]sent|asisti|present|pr[eé]sent", re.IGNORECASE)


_SENTENCE = re.compile(rf"[^.:]{{12,{_LONGEST_LIST}}}")
_BROKEN = re.compile(r"\w-\n$")


class _Text:
    """Lines joined into one text, with the way back from a position to the line."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self.lines = lines
        self.starts: list[int] = []
        pieces: list[str] = []
        length = 0
        for line in lines:
            self.starts.append(length)
            piece = line.text.strip() + "\n"
            if pieces and _BROKEN.search(pieces[-1]) and piece[:1].islower():
                pieces[-1] = pieces[-1][:-2]  # a word parted at the end of a line, as in "partici-" "pated"
                length -= 2
                self.starts[-1] = length
            pieces.append(piece)
            length += len(piece)
        self.text = "".join(pieces)

    def line_at(self, position: int) -> TextLine:
        return self.lines[max(0, bisect_right(self.starts, position) - 1)]


def read_report(lines: Sequence[TextLine], index: NameIndex, marker: Marker, leave_doubtful: bool = False) -> Taken | None:
    """The States of a final report, or None if the text has no paragraph that lists who took part.

    A name in such a paragraph that is neither a State nor a known organization becomes a finding, unless the paragraph is
    about organizations. So does a list elsewhere that holds States which no such paragraph names (a warning with
    `leave_doubtful`): nothing is passed over silently.
    """
    text = _Text(lines)
    mentions: list[Mention] = []
    organizations = []
    paragraphs = _paragraphs(text.text, index)
    for section, start, listed in paragraphs:
        for item in items_of(listed, index):
            place = text.line_at(start + item.start).place
            if section == "organization" or item.is_organization:
                organizations.append((shown(item.text), place))
            elif item.match is not None:
                until = item.match.until.isoformat() if item.match.until else ""
                mentions.append(Mention(item.match.iso3, section, item.text, place, item.match.kind, until))
            else:
                message = f'"{shown(item.text)}" is no State that is known by this name.{index.hint(item.text)}'
                marker.error(
                    "name-unknown", f'{message} Settle it with --alias "NAME=STATE", or "NAME=-" to leave it out.', place
                )
    if not mentions:
        return None
    taken = [(start, start + len(listed)) for _, start, listed in paragraphs]
    _passed_over(text, taken, {mention.iso3 for mention in mentions}, index, marker, leave_doubtful)
    return Taken("report", tuple(mentions), tuple(organizations))


def _passed_over(
    text: _Text,
    taken: Sequence[tuple[int, int]],
    named: set[str],
    index: NameIndex,
    marker: Marker,
    leave_doubtful: bool,
) -> None:
    for match in _SENTENCE.finditer(text.text):
        if match[0].count(",") < _FEWEST - 1 or any(match.start() < last and first < match.end() for first, last in taken):
            continue
        codes = [item.match.iso3 for item in items_of(_joined(match[0], index), index) if item.match is not None]
        if len(codes) < _FEWEST or named.issuperset(codes):
            continue
        new = ", ".join(sorted(set(codes) - named)[:6])
        message = (
            f"a list of {len(codes)} States ({new} ...) does not say that they participated, or in words not known here."
        )
        place = text.line_at(match.start() + len(match[0]) - len(match[0].lstrip())).place
        if leave_doubtful:
            marker.warning("name-doubtful", f"{message} It was left out.", place)
        else:
            marker.error("name-doubtful", f"{message} If it is none of participants, say --leave-doubtful.", place)


_FEWEST = 4
"""A sentence with this many names of States is a list of States."""


def _paragraphs(text: str, index: NameIndex) -> list[tuple[Section, int, str]]:
    found: list[tuple[Section, int, str]] = []
    end = 0
    for match in re.finditer(":", text):
        announced = _last_sentence(text[max(end, match.start() - _LONGEST_INTRODUCTION) : match.start()])
        end = max(end, match.end())
        section = section_of(announced) if _FOLLOWING.search(announced) and _ATTENDANCE.search(announced) else None
        if section is None:
            continue
        listed = _until_stop(text, match.end(), index)
        end = match.end() + len(listed)
        found.append((section, match.end(), listed))
    taken = [(start, start + len(listed)) for _, start, listed in found]
    for match in _CLOSING.finditer(text):
        listed, start = _before(text, match.start())
        if any(first < match.end() and start < last for first, last in taken):
            continue
        listed = _joined(listed, index)
        if _mostly_states(items_of(listed, index)):
            found.append(("observer_state", start, listed))
    return sorted(found, key=lambda each: each[1])


def _last_sentence(text: str) -> str:
    return re.split(r"\.\s", text)[-1]


def _until_stop(text: str, start: int, index: NameIndex) -> str:
    """From the colon to the full stop that ends the list, or to the next numbered paragraph."""
    rest = text[start : start + _LONGEST_LIST]
    ends = [match.start() for match in (_PARAGRAPH.search(rest), _STOP.search(rest)) if match is not None]
    return _joined(rest[: min(ends)] if ends else rest, index)


def _joined(text: str, index: NameIndex) -> str:
    """The same length of text on one line; where each line is a name of its own, line ends become semicolons."""
    lines = [line for line in text.split("\n") if line.strip()]
    alone = sum(index.resolve(line) is not None for line in lines)
    return text.replace("\n", ";" if alone >= 3 and 3 * alone >= 2 * len(lines) else " ")


def _before(text: str, end: int) -> tuple[str, int]:
    """The sentence that ends at `end`: back to a full stop, a colon or the number of its paragraph."""
    start = max(0, end - _LONGEST_LIST)
    cuts = [match.end() for match in re.finditer(r"[.:](?=\s)", text[start:end])]
    cuts += [match.end() - 1 for match in _PARAGRAPH.finditer(text[start:end])]
    start += max(cuts, default=0)
    return text[start:end], start


def _mostly_states(items: Sequence[Item]) -> bool:
    states = sum(item.match is not None for item in items)
    return states > 0 and 2 * states >= len(items)
