"""What is the same in every picture: the words around it, the data behind it, and how figures and
findings are said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Cost
from ccmcost.model.rates import Scale, share_text
from ccmcost.model.rule import Rule
from ccmcost.model.states import States
from ccmcost.tables.table import Column, Kind, Row, Table
from ccmcost.words.catalogue import Document, habits
from ccmcost.words.rule_words import departures
from ccmcost.words.speaker import Speaker

FINDING = 5
"""How many of the largest assessments a title speaks of."""


class Frame(NamedTuple):
    """`name` is the chart's file name; `foot` is one paragraph a line;
    `alt` says in words what the picture shows.
    """

    name: str
    banner: str
    title: str
    subtitle: str
    foot: tuple[str, ...]
    alt: str
    language: str = "en"


def data(names: str, rows: Iterable[Row]) -> Table:
    """The data behind a chart, by the names of their columns, parted by blanks;
    shares are in per cent.
    """
    kinds: dict[str, Kind] = {"rate": "rate", "lift_points": "rate"}
    columns = (
        Column(name, kind="share" if "share" in name else kinds.get(name, "text"))
        for name in names.split()
    )
    return Table("data", "", tuple(columns), tuple(rows))


def words_of(result: Apportionment, language: str = "en") -> Speaker:
    """The words in which charts speak of a result."""
    return chart_speaker(language, result.convention, result.states)


def chart_speaker(
    language: str, convention: Convention, states: States, *documents: Document
) -> Speaker:
    """The words of charts; the names of groups and roles are those of the annual report."""
    return Speaker(language, convention, states, "annual", "charts", *documents)


def frame_of(
    result: Apportionment,
    words: Speaker,
    name: str,
    title: str,
    shows: str,
    findings: Sequence[str],
    remarks: Sequence[str] = (),
    banner: str = "",
) -> Frame:
    """The frame of a chart of one apportionment.
    `shows` says what is drawn, `findings` what a reader would see in it.
    """
    banner, event = banner or banner_of(result.cost, words), event_words(result, words)
    foot = [*remarks, *basis(result, words)]
    alt = sentences(words, banner, title, shows, event, *findings, foot[len(remarks)])
    subtitle = sentences(words, event, shows)
    return Frame(name, banner, title, subtitle, tuple(foot), alt, words.language)


def sentences(words: Speaker, *parts: str) -> str:
    """Several sentences one after the other, each with its stop."""
    stop = words("stop")
    told = [part.rstrip(" .。") for part in parts if part]
    return stop.join(told) + stop.strip()


def banner_of(cost: Cost, words: Speaker) -> str:
    """What figures from this cost may be taken for."""
    key = "specimen" if cost.status == "illustrative" else cost.status
    return words(f"title_{key}", total=words.whole(cost.total)).rstrip(".。")


def event_words(result: Apportionment, words: Speaker) -> str:
    """Meeting, place and days; or the day of a bare list."""
    meeting = result.meeting
    if meeting is None or meeting.dates is None:
        return words("adjusted", day=result.day)
    told = (words.convention_name, words.shown(meeting), words.place(meeting.city), meeting.dates)
    return words("join_place").join(words.shown(part) for part in told if part)


def basis(result: Apportionment, words: Speaker) -> list[str]:
    """What a result rests on, a paragraph a line: who shares, by which scale and rule, what cost;
    what would change it; the sources.
    """
    kind = "total_credit" if result.cost.total.minor < 0 else "total"
    status = words(f"status_{result.cost.status}")
    found = [
        sentences(
            words,
            words(kind, total=result.cost.total, status=status),
            *_shared(result, words),
            scale_words(result.scale, words),
            *_chosen(result, words),
            *rule_words(result.rule, words),
        )
    ]
    found += [words("expected_effect")] if result.on_expected_list else []
    return [*found, sentences(words, words("sources", sources=_sources(result, words)))]


def _shared(result: Apportionment, words: Speaker) -> Iterator[str]:
    roles = [line.payer.role for line in result.assessment.lines]
    known = ("state_party", "organization", None)
    numbers = {
        "count_parties": roles.count("state_party"),
        "count_others": sum(role not in known for role in roles),
        "count_states": roles.count(None),
        "count_organizations": roles.count("organization"),
    }
    who = [words.for_number(key, n, n=words.shown(n)) for key, n in numbers.items() if n]
    yield words("shared", who=words.together(who), list=list_words(result, words))
    if result.added:
        yield words("caution_with", states=words.listed(result.added))
    if result.removed:
        yield words("caution_without", states=words.listed(result.removed))


def list_words(result: Apportionment, words: Speaker) -> str:
    """How far the list of participants can be trusted."""
    return words(f"list_{result.list.status}")


def scale_words(scale: Scale, words: Speaker) -> str:
    """The scale of assessments by its years and the resolution that adopted it."""
    return words("scale_of", years=scale.years, resolution=words.quoted(scale.resolution))


def _chosen(result: Apportionment, words: Speaker) -> list[str]:
    if result.scale_chosen in ("by day", "by decision"):
        return []
    key = f"caution_scale_{result.scale_chosen}"
    return [words(key, scale=words.quoted(result.scale.id))]


def rule_words(rule: Rule, words: Speaker) -> list[str]:
    """Who bears the cost by a rule, and how; what else it says is told as its file tells it."""
    straight = rule.states_not_party == "straight" and rule.liable != "parties_only"
    told = [
        words(f"m_liable_{rule.liable}"),
        words(f"m_pool_{'straight' if straight else 'pooled'}"),
    ]
    further = " ".join(departures(rule, words.states))
    return told + ([words("m_departures", text=words.quoted(further))] if further else [])


def _sources(result: Apportionment, words: Speaker) -> str:
    listed, cost = [], result.cost
    if result.list.follows_treaty and result.convention.treaty_status_source:
        listed.append(words.known(result.convention.treaty_status_source))
    if result.meeting and result.list.status not in ("given", "by_status"):
        listed.append(words(f"evidence_of_{result.list.status}"))
    pieces = [words.known(result.rule.legal_source), words.quoted(result.scale_adopted)]
    pieces.append(words("list_from", source=words("join_states").join(listed) or words("by_user")))
    if cost.source and cost.status not in ("given", "illustrative"):
        pieces.append(words("cost_from", source=words.known(cost.source)))
    return words.joined(pieces)


def noun(result: Apportionment) -> str:
    """What is shared: `cost`, or `credit`."""
    return "credit" if result.cost.total.minor < 0 else "cost"


def count_words(count: int, words: Speaker) -> str:
    """`three`: none to nine in words, digits beyond."""
    counts = habits(words.language)["numbers"]["counts"]
    return counts[count] if count < len(counts) else words.shown(count)


def largest_words(shares: Sequence[Fraction], count: int, noun: str, words: Speaker) -> str:
    """What the `count` largest of several shares make up, as a title says it; `shares` are those of
    everyone, largest first.
    """
    number, everyone = count_words(count, words), words.shown(len(shares))
    share = per_cent(sum(shares[:count], Fraction(0)), words)
    return words.for_number(f"largest_{noun}", count, n=number, all=everyone, share=share)


def whole_words(name: str, noun: str, words: Speaker) -> str:
    """That one alone bears everything."""
    return words(f"whole_{noun}", name=name)


def equal_words(shares: Sequence[Fraction], noun: str, words: Speaker) -> str:
    """That all shares are equal."""
    number = count_words(len(shares), words)
    share = per_cent(shares[0], words)
    return words.for_number(f"equal_{noun}", len(shares), n=number, share=share)


def joined(words: Speaker, *parts: str) -> str:
    """The parts of a title."""
    return sentence_case(words.joined(parts))


def sentence_case(text: str) -> str:
    """The first letter as a capital."""
    return text[:1].upper() + text[1:]


def per_cent(share: Fraction, words: Speaker, decimals: int = 1) -> str:
    """A share in per cent for reading; one that rounds to none or all of the whole without being it
    is not shown as such.
    """
    least = Fraction(1, 10**decimals)
    if 0 < share * 100 < least / 2:
        return words("less_than", share=words.per_cent(least / 100, decimals))
    if 100 - least / 2 <= share * 100 < 100:
        return words("more_than", share=words.per_cent(1 - least / 100, decimals))
    return words.per_cent(share, decimals)


def label_share(share: Fraction, words: Speaker) -> str:
    """A share as a label in a chart: two decimals and the sign;
    what is not zero never reads as zero.
    """
    tiny = 0 < share * 100 < Fraction(1, 200)
    key, shown = ("label_less", Fraction(1, 10_000)) if tiny else ("label_share", share)
    return words(key, share=words.per_cent(shown, 2))


def ratio_text(ratio: Fraction, decimals: int = 2) -> str:
    """A ratio rounded half up: `2.22`, `4761.90`."""
    return share_text(ratio / 100, decimals)


def listed(names: Sequence[str], words: Speaker, most: int = 3) -> str:
    """Names one after the other; beyond `most`, the first ones and how many others."""
    if len(names) <= most + 1:
        return words.together(names) if names else ""
    first = words("join_states").join(names[:most])
    return words("names_and_others", names=first, count=count_words(len(names) - most, words))


def part_name(key: str, words: Speaker) -> str:
    """A regional group, a level of development or a role (of many States) as a label."""
    known = f"part_{key.lower().replace(' ', '_').replace('-', '_') or 'no_role'}"
    return words(known) if words.has(known) else words.quoted(key)


def ranked(result: Apportionment) -> tuple[Line, ...]:
    """The lines by share, largest first; equal shares by rate, then by code."""
    return tuple(
        sorted(
            result.assessment.lines,
            key=lambda line: (-line.share.value, -line.payer.weight, line.code),
        )
    )


def total_share(lines: Sequence[Line]) -> Fraction:
    """The sum of the shares of some lines."""
    return sum((line.share.value for line in lines), Fraction(0))
