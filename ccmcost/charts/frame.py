"""What is the same in every picture: the words around it, the data behind it, the colours that keep
apart in black and white, sizes, and the parts that pictures are put together from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, Protocol

from ccmcost.charts.sheet import Anchor, Sheet, Style, Text, cut, text_width, wrap, wrap_evenly
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.rates import share_text
from ccmcost.tables.table import Column, Kind, Row, Table
from ccmcost.words.numbers import day as day_words
from ccmcost.words.numbers import days as days_words
from ccmcost.words.speaker import Phrases
from ccmcost.words.status import status_of

WIDTH = 518.4
"""7.2 inches: the text width of a page."""

MARGIN = 26.0
INNER = WIDTH - 2 * MARGIN
END = WIDTH - MARGIN
INK, SOFT, THIN, HAIR, PALE = "#1d242b", "#56606a", "#a3abb3", "#c9cfd5", "#e9edf1"
DARK, MIDDLE, WHITE = "#1f4a73", "#8fa9c2", "#ffffff"
"""Fills by lightness first: about 30, 68 and 100 per cent,
so that they differ in print without colour.
"""

LABEL, FIGURE, STRONG = Style(8.0, INK), Style(8.0, SOFT), Style(8.0, INK, bold=True)
NOTE, QUIET, HEAD = Style(6.8, INK), Style(6.8, SOFT), Style(6.8, INK, bold=True)
PITCH, THICK, GAP = 17.5, 10.5, 6.0
"""Rows: the distance from one to the next, the thickness of a bar, the room beside a bar."""

_BANNER, _SUBTITLE = Style(8.2, INK, bold=True), Style(8.2, SOFT)
_TITLE = Style(13.5, INK, bold=True)
_SIZES = (8.0, 7.2, 6.4, 5.6)
_MIDDLE = 0.36
"""How far the baseline stands below the middle of the letters, in parts of their size."""

Sign = Callable[[float, float], None]
"""Puts the mark of a key, by its left and its middle."""


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


class Picture(Protocol):
    """What every picture is: values that can be checked, and how they are drawn."""

    @property
    def frame(self) -> Frame:
        """The words around it."""

    def draw(self) -> Sheet:
        """The sheet of the picture."""


class Chart(Picture, Protocol):
    """A picture that comes with the data behind it."""

    @property
    def table(self) -> Table:
        """The data."""


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


class Page(Sheet):
    """A sheet with banner, title, subtitle and foot, and room of the height `body` from `top`."""

    def __init__(self, frame: Frame, body: float) -> None:
        titles = wrap_evenly(frame.title, INNER, _TITLE)
        subtitles = wrap(frame.subtitle, INNER, _SUBTITLE)
        foot = [wrap(paragraph, INNER, QUIET) for paragraph in frame.foot]
        self.top = 46.0 + 17.0 * len(titles) + 11.0 * len(subtitles) + 8.0
        below = self.top + body + 8.0
        super().__init__(WIDTH, below + 14.0 + sum(9.0 * len(lines) + 2.5 for lines in foot))
        banner = cut(frame.banner, INNER - 12, _BANNER)
        self.rect(MARGIN, 20.0, text_width(banner, _BANNER) + 12.0, 16.0, PALE)
        self.text(MARGIN + 6.0, 31.0, banner, _BANNER)
        self.lines(MARGIN, 58.0, 17.0, titles, _TITLE)
        self.lines(MARGIN, 56.0 + 17.0 * len(titles), 11.0, subtitles, _SUBTITLE)
        if foot:
            self.across(below, MARGIN, END, 0.6)
        below += 11.0
        for lines in foot:
            below = self.lines(MARGIN, below, 9.0, lines, QUIET) + 2.5

    def lines(
        self,
        x: float,
        y: float,
        pitch: float,
        texts: Sequence[str],
        style: Style,
        anchor: Anchor = "start",
    ) -> float:
        """Lines of text one below the other; returns where a further one would stand."""
        for text in texts:
            self.text(x, y, text, style, anchor)
            y += pitch
        return y

    def across(self, y: float, left: float, right: float, weight: float = 0.8) -> None:
        """A hair line from left to right."""
        self.line(((left, y), (right, y)), HAIR, weight)

    def upright(
        self, x: float, top: float, bottom: float, weight: float = 0.8, colour: str = HAIR
    ) -> None:
        """A line from top to bottom, as bars stand upon."""
        self.line(((x, top), (x, bottom)), colour, weight)

    def bar(
        self,
        x: float,
        middle: float,
        length: float,
        fill: str,
        stroke: str = "",
        thick: float = THICK,
        weight: float = 0.7,
    ) -> None:
        """A bar by its left end and the middle of its row."""
        weight = weight if stroke else 0.0
        self.rect(x, middle - thick / 2, length, thick, fill, stroke, weight)

    def beside(
        self, x: float, middle: float, text: str, style: Style, anchor: Anchor = "start"
    ) -> Text:
        """A line of text by the middle of its letters, as it stands beside a bar or a tick."""
        return self.text(x, middle + style.size * _MIDDLE, text, style, anchor)

    def label(self, x: float, middle: float, text: str, width: float) -> None:
        """A name that ends at `x`, in one line or two about the middle of its row;
        smaller rather than cut.
        """
        for size in _SIZES:
            style = Style(size, INK)
            lines = wrap_evenly(text, width, style)
            if len(lines) <= (1 if size == _SIZES[0] else 2):
                break
        else:
            lines = [lines[0], cut(" ".join(lines[1:]), width, style)]
        pitch = size * 1.12
        first = middle + size * _MIDDLE - pitch * (len(lines) - 1) / 2
        self.lines(x, first, pitch, lines, style, "end")

    def rows(
        self, labels: Iterable[str], left: float, top: float, gap: float = GAP
    ) -> Iterator[float]:
        """The middle of each row, once its name stands between the margin and `left`."""
        for index, label in enumerate(labels):
            middle = top + PITCH * (index + 0.5)
            self.label(left - gap, middle, label, left - MARGIN - gap)
            yield middle

    def figures(self, x: float, middle: float, amount: str, share: str) -> None:
        """The amount and the share of an item, behind its bar."""
        end = self.beside(x, middle, amount, LABEL).right
        self.beside(end + 8.0, middle, share, FIGURE)

    def key(self, entries: Sequence[tuple[float, Sign, str]]) -> None:
        """What the marks of a chart mean, in one line at the top: the width of each, how to put it,
        and words.
        """
        x = MARGIN
        for width, put, words in entries:
            put(x, self.top + 7.5)
            x = self.text(x + width + 4.0, self.top + 10.2, words, NOTE).right + 16.0
        if entries:
            self.across(self.top + 17.0, MARGIN, END, 0.4)

    def levels(
        self, values: range, y: Callable[[float], float], left: float, right: float, gap: float
    ) -> None:
        """Lines at whole per cents, each with its figure on the left."""
        for value in values:
            level = y(value / 100)
            self.across(level, left, right, 0.8 if value == 0 else 0.4)
            words = f"{value} %" if value in (0, values[-1]) else str(value)
            self.beside(left - gap, level, words, QUIET, "end")


def figures_room(items: Iterable[tuple[str, str]]) -> float:
    """The room that the widest amount and share take."""
    return max(
        text_width(amount, LABEL) + 8.0 + text_width(share, LABEL) for amount, share in items
    )


def scale_steps(largest: float, most: int = 6) -> int:
    """The round step (1, 2, 5, 10, ... per cent) that divides an axis up to `largest` per cent into
    `most` parts at most.
    """
    return next((step for step in (1, 2, 5, 10, 20) if largest / step <= most), 25)


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
