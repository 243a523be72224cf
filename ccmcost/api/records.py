"""What the data hold: meetings, States, scales."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ccmcost.api.given import as_stated
from ccmcost.clock import day_option
from ccmcost.load.data import Data
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.model.money import Money
from ccmcost.model.rates import Rate, rate_text
from ccmcost.model.states import State
from ccmcost.sharing.register import Entry, load_entry, load_register
from ccmcost.workspace import open_workspace


class MeetingRecord(NamedTuple):
    """A meeting as the data folder holds it: `meeting` (its `id`, `name`, opening `day`, `city` and
    so on), the id of its `scale`, its list of `participants` with their `status`, and its `cost`:
    `cost.total.plain()` is in major units of `cost.total.currency`. What it lacks is None.
    """

    meeting: Meeting
    scale: str | None
    participants: ParticipantList | None
    cost: Cost | None


class ScaleRecord(NamedTuple):
    """A scale of assessments: its `id`, `first` and `last` day, and the `resolution` of the General
    Assembly that adopted it. `rates` are those adopted, in per cent with three decimals, by alpha-3
    code; they add up to 100. `notional` are the rates of States outside it.
    """

    id: str
    first: date
    last: date
    resolution: str
    rates: Mapping[str, Decimal]
    notional: Mapping[str, Decimal]


@as_stated
def load_meeting(meeting: str, data: str | os.PathLike[str] | None = None) -> MeetingRecord:
    """One meeting of the register, as `ccmcost show` reads it.

    In: `meeting` is an id such as `msp11`; `data` is a data folder.

    Out: a `MeetingRecord`.

    Errors: UsageError if there is no such meeting, DataError for bad data.

    Source: `meetings.toml` and `costs.toml` of the data folder, and the list of participants; each
    names its documents (`ccmcost help data`).
    """
    return _record(load_entry(open_workspace(data_path(data)), meeting).entries[0])


@as_stated
def meetings(data: str | os.PathLike[str] | None = None) -> tuple[MeetingRecord, ...]:
    """All meetings of the register, as `ccmcost meetings` lists them.

    In: `data` is a data folder.

    Out: a tuple of `MeetingRecord`, in the order of the register.

    Errors: UsageError if there is no such folder, DataError for bad data.

    Source: as of `load_meeting`.
    """
    return tuple(map(_record, load_register(open_workspace(data_path(data))).entries))


@as_stated
def states(data: str | os.PathLike[str] | None = None) -> tuple[State, ...]:
    """All States that the United Nations lists.

    In: `data` is a data folder.

    Out: a tuple in order of alpha-3 code; each has `iso3`, `iso2`, `name` (English short name),
    `names` by language, regional `group`, and `ldc_from` and `ldc_until`, its days on the list of
    least developed countries.

    Errors: UsageError if there is no such folder, DataError for bad data.

    Source: `states.csv` of the data folder (`ccmcost help data`).
    """
    read = Data(open_workspace(data_path(data)))
    return tuple(read.checked(read.states).values())


@as_stated
def scales(data: str | os.PathLike[str] | None = None) -> tuple[ScaleRecord, ...]:
    """All scales of assessments in the data.

    In: `data` is a data folder.

    Out: a tuple of `ScaleRecord` in order of id, rates in per cent.

    Errors: UsageError if there is no such folder, DataError for bad data.

    Source: the resolutions of the General Assembly that each record names (`ccmcost help data`).
    """
    read = Data(open_workspace(data_path(data)))
    found = [read.scale(scale_id) for scale_id in read.scale_periods]
    return tuple(
        ScaleRecord(
            *(scale.id, *scale.period, scale.resolution),
            {code: _per_cent(rate) for code, rate in scale.rates.items()},
            {code: _per_cent(rate) for code, rate in scale.notional.items()},
        )
        for scale in read.checked(found)
    )


def data_path(path: str | os.PathLike[str] | None) -> str | None:
    """A path as text."""
    return None if path is None else os.fspath(path)


def typed_day(on: date | str | None, option: str) -> date | None:
    """A day, which may be given as text in any form that has one reading."""
    return day_option(on, option) if isinstance(on, str) else on


def in_major(money: Money, minor: int | None = None) -> Decimal:
    """A sum in major units, or so many minor units of its currency."""
    return Decimal((money if minor is None else money.of(minor)).plain())


def _record(entry: Entry) -> MeetingRecord:
    return MeetingRecord(entry.meeting, entry.scale, entry.listed, entry.cost)


def _per_cent(rate: int | Rate) -> Decimal:
    return Decimal(rate_text(rate if isinstance(rate, int) else rate.thousandths))
