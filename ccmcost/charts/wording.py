"""Words of charts, in English: the frame of one apportionment, counts, percentages, lists of names,
and the verbs of a charge or a credit.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from ccmcost.charts.frame import Frame
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import share_text
from ccmcost.words.phrases import Phrases
from ccmcost.words.status import day_words, days_words, status_of


def say(key: str, /, **figures: str | int) -> str:
    """A phrase of the pictures, which speak English."""
    return Phrases("en", "charts")(key, **figures)


class Voice(NamedTuple):
    """How a result speaks: of a cost that States carry, or of a credit that they receive."""

    noun: str
    one: str
    many: str
    bearer: str
    bearers: str

    def __call__(self, key: str, /, **figures: str | int) -> str:
        """A phrase that speaks of the cost or the credit, and of those who bear it."""
        return say(key, **self._asdict(), **figures)

    def counted(self, count: int) -> str:
        """`three States`, `one State`, `111 States`."""
        return f"{count_words(count)} {self.of(count)}"

    def of(self, count: int) -> str:
        """`State` for one, else `States`."""
        return self.bearer if count == 1 else self.bearers

    def verb(self, count: int) -> str:
        """`carries` for one, else `carry`."""
        return self.one if count == 1 else self.many


def voice_of(result: Apportionment) -> Voice:
    """The words for this result; whoever bears the cost is a State unless a rule names an
    organization.
    """
    mixed = any(line.payer.role == "organization" for line in result.assessment.lines)
    what = "credit" if result.cost.total.minor < 0 else "cost"
    who = "payers" if mixed else "states"
    keys = (f"noun_{what}", f"one_{what}", f"many_{what}", f"one_of_{who}", f"many_{who}")
    return Voice(*map(say, keys))


def frame_of(
    result: Apportionment,
    name: str,
    title: str,
    shows: str,
    findings: Sequence[str],
    remarks: Sequence[str] = (),
) -> Frame:
    """The frame of a chart of one apportionment.
    `shows` says what is drawn, `findings` what a reader would see in it.
    """
    status = status_of(result)
    said = status._asdict() | {
        "heading": title,
        "shows": shows,
        "event": event_words(result),
        "findings": " ".join(findings),
        "sources": _sources(result),
    }
    foot = [*remarks, say("foot", **said)]
    foot += [status.open[0]] if result.list.status == "expected" else []
    foot.append(say("sources", **said))
    alt = say("alt_text", **said)
    return Frame(name, status.title, title, say("subtitle", **said), tuple(foot), alt)


def event_words(result: Apportionment) -> str:
    """Meeting, place and days; or the day of a bare list."""
    meeting = result.meeting
    if meeting is None or meeting.dates is None:
        return say("adjusted", day=day_words(result.day))
    parts = (result.convention.name, meeting.name, meeting.city, days_words(meeting.dates))
    return ", ".join(filter(None, parts))


def _sources(result: Apportionment) -> str:
    parts = []
    if result.list.status == "expected" and result.convention.treaty_status_source:
        parts.append(result.convention.treaty_status_source)
    if result.meeting and result.list.status != "given":
        parts.append(say("evidence_in", meeting=result.meeting.id))
    listed = say("list_from", sources=say("and").join(parts) or say("by_user"))
    cost = say("cost_from", source=result.cost.source) if result.cost.source else ""
    pieces = (result.rule.legal_source, result.scale.resolution, listed, cost)
    return "; ".join(filter(None, pieces))


def count_words(count: int) -> str:
    """`three` up to twelve, digits beyond."""
    counts = say("counts").split()
    return counts[count] if count < len(counts) else f"{count:,}"


def sentence_case(text: str) -> str:
    """The first letter as a capital."""
    return text[:1].upper() + text[1:]


def per_cent(share: Fraction, decimals: int = 1) -> str:
    """A share in per cent for reading; one that rounds to none or all of the whole without being it
    is not shown as such.
    """
    least = Fraction(1, 10**decimals)
    if 0 < share * 100 < least / 2:
        return say("less_than", share=share_text(least / 100, decimals))
    if 100 - least / 2 <= share * 100 < 100:
        return say("more_than", share=share_text(1 - least / 100, decimals))
    return share_text(share, decimals)


def label_share(share: Fraction) -> str:
    """A share as a label in a chart: two decimals and the sign;
    what is not zero never reads as zero.
    """
    return "< 0.01 %" if 0 < share * 100 < Fraction(1, 200) else f"{share_text(share, 2)} %"


def ratio_text(ratio: Fraction, decimals: int = 2) -> str:
    """A ratio rounded half up: `2.22`, `4,761.90`."""
    whole, _, digits = share_text(ratio / 100, decimals).partition(".")
    return f"{int(whole):,}.{digits}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """`Japan, Germany and France`; beyond `most` names, the first ones and how many others."""
    *first, last = names or ("",)
    if len(names) > most + 1:
        first, last = list(names[:most]), say("others", n=len(names) - most)
    return say("and").join(filter(None, (", ".join(first), last)))


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
