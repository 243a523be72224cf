"""What is the same in every picture: the words around it, the data behind it,
and what a picture must be able to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from ccmcost.charts.sheet import Sheet
from ccmcost.model.assessment import Apportionment
from ccmcost.tables.table import Column, Row, Table
from ccmcost.words.status import day_words, days_words, status_of


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
    columns = (Column(name, kind="share" if "share" in name else "text") for name in names.split())
    return Table("data", "", tuple(columns), tuple(rows))


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
    event = event_words(result)
    foot = [
        *remarks,
        f"List: {status.list}. Scale: {status.scale}. Rule: {status.rule}. Cost: {status.cost}.",
    ]
    foot += [status.open[0]] if result.list.status == "expected" else []
    foot.append(f"Sources: {'; '.join(_sources(result))}.")
    alt = (
        f"{status.title}. {title}. {shows}. {event}. {' '.join(findings)} List: {status.list}. "
        f"Scale: {status.scale}."
    )
    return Frame(name, status.title, title, f"{event}. {shows}.", tuple(foot), alt)


def event_words(result: Apportionment) -> str:
    """Meeting, place and days; or the day of a bare list."""
    if result.meeting is None or result.meeting.dates is None:
        return f"Adjusted scale, as on {day_words(result.day)}"
    place = f", {result.meeting.city}" if result.meeting.city else ""
    return (
        f"{result.convention.name}, {result.meeting.name}{place}, "
        f"{days_words(result.meeting.dates)}"
    )


def _sources(result: Apportionment) -> list[str]:
    place = (
        f"participants/{result.meeting.id}.csv"
        if result.meeting and result.list.status != "given"
        else ""
    )
    treaty = result.convention.treaty_status_source if result.list.status == "expected" else ""
    listed = " and ".join(
        part for part in (treaty, f"the evidence in {place}" if place else "") if part
    )
    cost = f"cost: {result.cost.source}" if result.cost.source else ""
    pieces = (
        result.rule.legal_source,
        result.scale.resolution,
        f"list: {listed or 'given by the user'}",
        cost,
    )
    return [piece for piece in pieces if piece]
