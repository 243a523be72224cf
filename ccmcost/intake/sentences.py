"""The lists in a text: after a colon that a sentence about taking part announces,
and in sentences with such a verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ccmcost.intake.belonging import Sought, meetings_in, treaties_in
from ccmcost.intake.found import Section
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import (
    LEFT_OUT_REASONS,
    items_of,
    left_out_section,
    section_of,
    state_of,
    without_treaty,
)
from ccmcost.intake.vocabulary import DENIALS, MEETINGS, NO_OBJECT, OPENERS, pattern

LONGEST_LIST = 12_000
_LONGEST_INTRODUCTION = 580
_ENDS_IN_VERB = re.compile(r"\b(?:were|was|are|etaient|eran|son|sont|fueron|furent)\s*$")
_FOLLOWING = pattern("following", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n\s*(?:[0-9]{1,3}\s*[.)]|\([a-z0-9]{1,3}\)|[IVX]{1,5}\.)\s+(?=\S)")
_STOP = re.compile(
    r"(?<!\bSt)(?<!\bSte)(?<!\bRep)(?<!\bDem)(?<![A-Z]\.[A-Z])(?<!\b[A-Z])\.(?=\s|$|[0-9])"
)
_ATTENDED = (
    r"participated|attended|took part|(?:were|was) (?:also "
    r")?(?:represented|present)|participating|in attendance"
    r"|ont (?:[eé]galement )?(?:particip[eé]|pris part|assist[eé])|a (?:[eé]galement "
    r")?(?:particip[eé]"
    r"|pris part|assist[eé])"
    r"|(?:[eé]taient|[eé]tait) (?:[eé]galement )?(?:repr[eé]sent[eé]e?s?|pr[eé]sent[e]?s?)"
    r"|participaron|particip[oó]|asistieron|asisti[oó]|tomaron parte|tom[oó] parte"
    r"|(?:estuvieron|estuvo|estaban) (?:tambi[eé]n )?(?:representad[oa]s?|presentes?)"
)
_ATTENDANCE = re.compile(
    rf"\b(?:{_ATTENDED}|participants?|participation|participantes|participaci[oó]n)\b",
    re.IGNORECASE,
)
VERB = re.compile(rf"\b(?:also\s+|[eé]galement\s+|tambi[eé]n\s+)?(?:{_ATTENDED})\b", re.IGNORECASE)
_BY = pattern("by", re.IGNORECASE)
_LEAD = pattern("lead", re.IGNORECASE)
_ASIDE = pattern("aside", re.IGNORECASE)
COUNT = pattern("count", re.IGNORECASE)


_NOT_YET = re.compile(r"\b(?:have|has|had) not\b|\bpas\b|\bno (?:han|ha|habian|son)\b")


_OTHER_GATHERING = pattern("other_gathering")
"""What States may take part in besides the meeting itself, behind the verb; it is asked then."""


_CLAUSE = 14
_FROM_AFAR = pattern("from_afar")


class Listed(NamedTuple):
    """A list of the text: what announces it, where it begins, the list itself."""

    section: Section
    announced: str
    start: int
    text: str


def lists_of(
    text: str, index: NameIndex, sought: Sought | None = None, gaps: Sequence[int] = ()
) -> list[Listed]:
    """The lists of a text in order: after a colon that a sentence about taking part announces, and
    in sentences.

    `gaps` are the positions of lines with space above them: a sentence with a verb does not begin
    before one of them.
    """
    found: list[Listed] = []
    end = 0
    for match in re.finditer(":", text):
        before = text[max(end, match.start() - _LONGEST_INTRODUCTION) : match.start()]
        announced = re.split(r"\.\s|\n\s*(?=[0-9]{1,3}\s*[.)]\s)", before)[-1]
        end = max(end, match.end())
        section = _announced(announced, sought)
        if not section:
            continue
        listed = _until_stop(text, match.end(), index)
        if section in LEFT_OUT_REASONS and not any(item.match for item in items_of(listed, index)):
            continue
        end = match.end() + len(listed)
        found.append(Listed(section, announced, match.end(), listed))
    spans = [(each.start, each.start + len(each.text)) for each in found]
    for match in re.finditer(rf"(?:{VERB.pattern})|(?:{_BY.pattern})", text, re.IGNORECASE):
        each = _sentence(text, match.start(), match.end(), index, sought, gaps)
        if not each or any(first < match.end() and each.start < last for first, last in spans):
            continue
        found.append(each)
        spans.append((each.start, each.start + len(each.text)))
    return sorted(found, key=lambda each: each.start)


def _announced(text: str, sought: Sought | None) -> Section | None:
    """What a sentence before a colon announces; None if it says nothing about taking part,
    or not about whom.
    """
    words, section = normal(text), section_of(text)
    left = left_out_of(text, sought)
    if left:
        return left
    if not _ATTENDANCE.search(text) and not re.search(
        r"\brepresented\b|\brepresente|\brepresentad", words
    ):
        return None
    announces = _FOLLOWING.search(text) or VERB.search(text) or _ENDS_IN_VERB.search(words)
    return section if announces else None


def _sentence(
    text: str,
    verb: int,
    verb_end: int,
    index: NameIndex,
    sought: Sought | None,
    gaps: Sequence[int],
) -> Listed | None:
    """The States that a sentence with a verb of taking part names as its subject,
    or after "attended by".
    """
    start = _sentence_start(text, verb, gaps)
    stop = _STOP.search(text, verb_end)
    end = min(stop.start() if stop else len(text), verb_end + LONGEST_LIST)
    colon = text.find(":", verb_end, end)
    end = colon if colon != -1 else end
    whole = text[start:end]
    said = section_of(whole)
    role: Section = said if said in ("state_party", "signatory", "observer_state") else "by_status"
    section = left_out_of(whole, sought) or role
    by = _BY.match(text, verb)
    if by:
        listed, begin = text[by.end() : end], by.end()
    # the verb stands first, as it may in French and Spanish
    elif OPENERS.issuperset(normal(text[start:verb]).split()):
        listed, begin = text[verb_end:end], verb_end
    else:
        listed, begin = text[start:verb], start
    lead = _LEAD.match(listed.replace("\n", " ").lstrip())
    shift = len(listed) - len(listed.lstrip()) + (lead.end() if lead else 0)
    joined = joined_lines(listed[shift:], index)
    aside = _ASIDE.search(joined)
    if aside and any(item.match for item in items_of(joined[: aside.start()], index)):
        joined = joined[: aside.start()]
    items = items_of(joined, index)
    if any(item.is_organization for item in items) and not any(item.match for item in items):
        section = "organization"
    elif not 0 < len(items) <= 2 * sum(item.match is not None for item in items):
        return None
    return Listed(section, listed[:shift], begin + shift, joined)


def left_out_of(sentence: str, sought: Sought | None = None) -> Section | None:
    """Whether a sentence says that those it names took no part; `doubtful` if it says that they did
    and did not.

    The denial must belong to the verb of taking part: `did not attend` does, `which are not
    parties, attended` does not. Taking part in another meeting, in a side event, or from afar is
    doubtful as well.
    """
    words = normal(sentence)
    bare = without_treaty(words)
    left = left_out_section(words)
    verbs = list(VERB.finditer(bare))
    if not left and any(_is_beside(verb[0], bare[verb.end() :]) for verb in verbs):
        return "doubtful"
    if not left and verbs and sought and _is_of_another(sentence, sought):
        return "doubtful"
    if not all(DENIALS.intersection(bare[: verb.start()].split()[-2:]) for verb in verbs):
        return "doubtful" if left == "absent" else None
    return (
        left
        or ("absent" if verbs else None)
        or (
            "pending"
            if bare != words and not _ATTENDANCE.search(bare) and _NOT_YET.search(words)
            else None
        )
    )


def _is_beside(verb: str, after: str) -> bool:
    """Whether what follows a verb says that it was not the meeting itself that somebody took part
    in.
    """
    clause = " ".join(after.split()[:_CLAUSE])
    by_another = "represent" in verb and clause.startswith(("by ", "par ", "por "))
    if by_another or _OTHER_GATHERING.match(f" {clause}") or _FROM_AFAR.search(f" {clause}"):
        return True
    takes_object = (
        verb.endswith("attended")
        or re.match(r"(?:\w+ ){0,2}?(?:in|at|dans|en|a|au|aux)\b", clause) is not None
    )
    first = next(iter(clause.split()), "")
    return (
        bool(first)
        and takes_object
        and first not in NO_OBJECT
        and not MEETINGS.intersection(clause.split())
    )


def _is_of_another(sentence: str, sought: Sought) -> bool:
    """Whether a sentence is about another meeting, or a meeting of another treaty,
    and not about this one as well.
    """
    meetings, treaties = meetings_in(sentence, sought), treaties_in(sentence)
    return bool(meetings and sought.meeting not in meetings) or bool(
        treaties and sought.treaty not in treaties
    )


def _until_stop(text: str, start: int, index: NameIndex) -> str:
    """From the colon to the full stop that ends the list, or to the next numbered paragraph."""
    rest = text[start : start + LONGEST_LIST]
    ends = (match.start() for match in (_PARAGRAPH.search(rest), _STOP.search(rest)) if match)
    points = _points(rest, index)
    return joined_lines(rest[: min(ends, default=len(rest))], index) if points is None else points


_POINT = re.compile(
    r"\s*(?:\(?(?P<number>[0-9]{1,3})\s*[.)]|\(?(?P<letter>[a-z]{1,2})[.)]"
    r"|(?P<bullet>[•·▪–—*-]))\s+"
)


def _points(rest: str, index: NameIndex) -> str | None:
    """The lines after a colon that are points of a list, each State one:
    numbers become blanks, line ends semicolons.
    """
    points: list[str] = []
    before: re.Match[str] | None = None
    for line in rest.split("\n"):
        point = _POINT.match(line)
        if line.strip() and not (point and (before is None or _goes_on(before, point))):
            break
        points.append(" " * point.end() + line[point.end() :] if point else line)
        before = point or before
    states = sum(state_of(point, index) is not None for point in points)
    return (
        ";".join(points)
        if states >= 2 and 2 * states >= sum(bool(point.strip()) for point in points)
        else None
    )


def _goes_on(before: re.Match[str], point: re.Match[str]) -> bool:
    """Whether a point is marked as the one before it, numbers one by one."""
    if point.lastgroup != "number":
        return before.lastgroup == point.lastgroup
    return before["number"] is not None and int(point["number"]) == int(before["number"]) + 1


def joined_lines(text: str, index: NameIndex) -> str:
    """The same length of text on one line; where each line is a name of its own,
    line ends become semicolons.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    alone = sum(state_of(line, index) is not None for line in lines[:400])
    return text.replace("\n", ";" if alone >= 3 and 3 * alone >= 2 * len(lines[:400]) else " ")


def _sentence_start(text: str, end: int, gaps: Sequence[int]) -> int:
    """Where the sentence begins that goes on at `end`: after a full stop, a colon or before the
    number of its paragraph.

    A line with space above it begins one too, unless the line before breaks off.
    """
    start = max(0, end - LONGEST_LIST)
    cuts = [match.end() for match in re.finditer(r"[.:](?=\s)", text[start:end])]
    cuts += [match.end() for match in _PARAGRAPH.finditer(text[start:end])]
    cuts += [
        gap - start
        for gap in gaps
        if gap < end and not text[:gap].rstrip().endswith((",", ";", "-"))
    ]
    return start + max([0, *cuts])
