"""The public API: apportion the cost of a meeting or of all meetings, adjust any list, look at a
meeting. Money is never a float, unless a frame is asked for as numbers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from ccmcost.api.rows import History
from ccmcost.clock import day_option
from ccmcost.errors import UsageError
from ccmcost.findings import Finding
from ccmcost.intake.finder import StateFinder
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.meeting import Cost, Meeting, ParticipantList
from ccmcost.sharing.compute import adjust_list, apportion_meeting
from ccmcost.sharing.history import load_history
from ccmcost.sharing.register import load_entry
from ccmcost.sharing.request import Request
from ccmcost.sharing.table import COLUMNS, TableRow, assessment_csv, assessment_json, table_rows
from ccmcost.words.status import status_of
from ccmcost.workspace import open_workspace

if TYPE_CHECKING:
    import pandas

Amount = str | int | Decimal


class Result:
    """An assessment: who bears what, to the last minor unit, and what it rests on."""

    def __init__(self, apportionment: Apportionment) -> None:
        self._result = apportionment
        self._finder = StateFinder(
            apportionment.states, lambda code: apportionment.assessment.line(code) is not None
        )

    @property
    def title(self) -> str:
        """What the result may be taken for; a specimen says so."""
        return status_of(self._result).title

    @property
    def meeting(self) -> Meeting | None:
        """The meeting, or None for an adjusted list."""
        return self._result.meeting

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """One row per liable State in order of alpha-3 code, all text."""
        return table_rows(self._result)

    @property
    def total(self) -> Decimal:
        """The total shared, in major units."""
        return Decimal(self._result.cost.total.plain())

    @property
    def currency(self) -> str:
        """ISO 4217 code."""
        return self._result.cost.total.currency

    @property
    def residual(self) -> Decimal:
        """What rounding left that no State bears, in major units;
        zero unless the rule says `none`.
        """
        return Decimal(self._result.cost.total.of(self._result.assessment.residual).plain())

    @property
    def rule(self) -> str:
        """Id of the rule."""
        return self._result.rule.id

    @property
    def scale(self) -> str:
        """Id of the scale."""
        return self._result.scale.id

    @property
    def list_status(self) -> str:
        """Status of the list: expected, official or given."""
        return self._result.list.status

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What a person should know about the data."""
        return self._result.warnings

    def amount(self, state: str) -> Decimal:
        """The amount of one State in major units; `state` is its name in any of the six languages,
        or its alpha-3 or alpha-2 code in any case. Raises KeyError if it bears nothing, UsageError
        if there is no such State.
        """
        return Decimal(self._result.cost.total.of(self._line(state).amount).plain())

    def share(self, state: str) -> Fraction:
        """The exact share of one State; argument and errors as those of `amount`."""
        return self._line(state).share.value

    def _line(self, state: str) -> Line:
        code = self._finder.code(state)
        if code is None:
            raise UsageError(self._finder.unknown(state))
        line = self._result.assessment.line(code)
        if line is None:
            raise KeyError(f"{self._result.states.name(code)} ({code}) bears no part of this cost")
        return line

    def to_frame(self) -> pandas.DataFrame:
        """A data frame indexed by iso3: name, role (text); rate, share (per cent),
        amount (Decimal); rounding (int).
        """
        import pandas

        frame = pandas.DataFrame(
            [row[: len(COLUMNS)] for row in self.rows], columns=list(COLUMNS)
        ).set_index("iso3")
        for column in ("rate", "share", "amount"):
            frame[column] = pandas.Series(
                [Decimal(text) if text else None for text in frame[column]], frame.index, object
            )
        frame["rounding"] = frame["rounding"].astype("int64")
        return frame

    def to_csv(self) -> str:
        """The CSV that `ccmcost apportion --format csv` prints."""
        return assessment_csv(self.rows)

    def to_json(self) -> str:
        """The JSON that `ccmcost apportion --format json` prints."""
        return assessment_json(self._result, self.rows)

    def __len__(self) -> int:
        return len(self._result.assessment.lines)

    def __repr__(self) -> str:
        name = self.meeting.id if self.meeting else "adjusted list"
        total = self._result.cost.total
        return (
            f"<ccmcost {name}: {total} ({self._result.cost.status}), {len(self)} States, "
            f"{self.scale}, {self.rule}>"
        )


class MeetingRecord(NamedTuple):
    """A meeting with its scale id, list of participants and cost, as the data folder holds them."""

    meeting: Meeting
    scale: str | None
    participants: ParticipantList | None
    cost: Cost | None


def load_meeting(meeting: str, data: str | os.PathLike[str] | None = None) -> MeetingRecord:
    """A meeting of the register, such as `msp11`.
    Raises UsageError if it is unknown, DataError for bad data.
    """
    entry = load_entry(open_workspace(_path(data)), meeting).entries[0]
    return MeetingRecord(entry.meeting, entry.scale, entry.listed, entry.cost)


def apportion(
    meeting: str,
    *,
    cost: Amount | None = None,
    currency: str | None = None,
    rule: str | os.PathLike[str] | None = None,
    scale: str | None = None,
    scale_provisional: str | None = None,
    participants: str | os.PathLike[str] | None = None,
    with_: Iterable[str] = (),
    without: Iterable[str] = (),
    credit: bool = False,
    data: str | os.PathLike[str] | None = None,
) -> Result:
    """Share a meeting's cost among the States that bear it; the options are those of `ccmcost
    apportion`.

    `cost` is in major units, as text that has one reading, int or Decimal (a float is refused).
    States are named as in `Result.amount`. Nothing is written.
    Raises UsageError, DataError or TieOutError (ccmcost.errors).
    """
    request = Request(
        cost=_amount_text(cost) if cost is not None else None,
        currency=currency,
        rule=_path(rule),
        scale=scale,
        scale_provisional=scale_provisional,
        participants=_path(participants),
        added=_codes(with_),
        removed=_codes(without),
        credit=credit,
    )
    return Result(apportion_meeting(open_workspace(_path(data)), meeting, request))


def history(
    *,
    cost: Amount | None = None,
    currency: str | None = None,
    rule: str | os.PathLike[str] | None = None,
    data: str | os.PathLike[str] | None = None,
) -> History:
    """Who bears what of the cost of each meeting of the register: a row for each meeting and State.

    Each meeting is shared as `apportion` shares it; with `cost` (as in `apportion`) all meetings
    are shared at one cost, so that shares alone make the difference. What was issued is not read:
    that is the ledger's (`ccmcost state STATE`). Raises UsageError, DataError or TieOutError
    (ccmcost.errors).
    """
    request = Request(
        cost=_amount_text(cost) if cost is not None else None,
        currency=currency,
        rule=_path(rule),
    )
    read = Data(open_workspace(_path(data)))
    return History(load_history(read, request), read.states)


def adjust(
    participants: str | os.PathLike[str] | Sequence[str],
    total: Amount,
    *,
    scale: str,
    rule: str | os.PathLike[str] | None = None,
    currency: str | None = None,
    on: date | str | None = None,
    credit: bool = False,
    data: str | os.PathLike[str] | None = None,
) -> Result:
    """Share `total` among any States: the path of a list (CSV, XLSX or ODS), or a sequence of
    States (names or codes).

    `currency` is by default that of the convention, `on` (the day of the LDC list; as text in any
    form that has one reading) the first day of the scale.

    Raises UsageError, DataError or TieOutError (ccmcost.errors).
    """
    request = Request(
        cost=_amount_text(total),
        currency=currency,
        rule=_path(rule),
        scale=scale,
        participants=os.fspath(participants)
        if isinstance(participants, (str, os.PathLike))
        else tuple(participants),
        credit=credit,
    )
    day = day_option(on, "on") if isinstance(on, str) else on
    return Result(adjust_list(open_workspace(_path(data)), request, day))


def _amount_text(amount: Amount) -> str:
    if isinstance(amount, (bool, float)) or not isinstance(amount, (str, int, Decimal)):
        raise UsageError(
            f"an amount is text, int or Decimal, not {type(amount).__name__}: floats cannot hold "
            "money exactly."
        )
    return f"{amount:f}" if isinstance(amount, Decimal) else str(amount)


def _path(path: str | os.PathLike[str] | None) -> str | None:
    return None if path is None else os.fspath(path)


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return (codes,) if isinstance(codes, str) else tuple(codes)
