"""Rows as answers, and `ccmcost.history`: who bears what of the cost of every meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, overload

from ccmcost.api.given import as_stated
from ccmcost.api.records import in_major
from ccmcost.errors import UsageError
from ccmcost.findings import Finding
from ccmcost.intake.finder import StateFinder
from ccmcost.model.assessment import Apportionment
from ccmcost.model.rates import rate_text, share_text
from ccmcost.model.states import States
from ccmcost.sharing.history import History as Shares

if TYPE_CHECKING:
    import pandas

Of = TypeVar("Of")


class Rows(Sequence[Of]):
    """Rows, each a named tuple, with a short name and a table for notebooks."""

    def __init__(self, rows: Sequence[Of], title: str) -> None:
        self.rows, self.title = tuple(rows), title

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Of]:
        return iter(self.rows)

    @overload
    def __getitem__(self, place: int) -> Of: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Of, ...]: ...
    def __getitem__(self, place: int | slice) -> Of | tuple[Of, ...]:
        return self.rows[place]

    def __repr__(self) -> str:
        return f"<ccmcost {self.title}: {len(self)} rows>"

    def _repr_html_(self) -> str:
        shown: list[Any] = [*self.rows]
        heads = shown[0]._fields if shown else ()
        return html_table(repr(self), heads, [[str(cell) for cell in row] for row in shown])


def warnings_of(results: Iterable[Apportionment]) -> tuple[Finding, ...]:
    """What a person should know about the data of any of several results."""
    return tuple(sorted({each for result in results for each in result.warnings}))


class HistoryRow(NamedTuple):
    """One State at one meeting whose cost it shares.

    `meeting` is the id, `date` the opening day, `iso3` the alpha-3 code, `name` the English short
    name; `role` is `state_party`, `signatory`, `observer_state` or `organization`. `rate` is that
    in the scale (None: an organization) and `share` that of the cost, both in per cent; `share` is
    rounded to six decimals, `share_exact` is the exact part of the whole. `amount` and `cost` (the
    total that is shared) are in major units of `currency`. `cost_status` says what the amounts may
    be taken for: `illustrative` (per USD 100,000, since no cost was published), `given`,
    `estimate`, `revised_estimate` or `actual`. `scale` and `rule` are ids; `list_status` is
    `expected` or `official`.
    """

    meeting: str
    date: date
    iso3: str
    name: str
    role: str
    rate: Decimal | None
    share: Decimal
    amount: Decimal
    currency: str
    cost: Decimal
    cost_status: str
    scale: str
    rule: str
    list_status: str
    share_exact: Fraction


class History(Rows[HistoryRow]):
    """A sequence of `HistoryRow`, one for each meeting and State: meetings in order of their
    opening day, States in order of alpha-3 code. `"JPN" in history` and `"msp11" in history` tell
    whether a State (by any name or code) or a meeting has a row.
    """

    def __init__(self, found: Shares, states: States) -> None:
        rows = [row for each in found.meetings for row in _rows_of(each.result)]
        super().__init__(rows, "history")
        self._found = found
        self._codes = frozenset(row.iso3 for row in rows)
        self._finder = StateFinder(states, self._codes.__contains__)

    @property
    def meetings(self) -> tuple[str, ...]:
        """The ids of the meetings that have rows, in order of their opening day."""
        return tuple(each.meeting.id for each in self._found.meetings)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What a person should know about the data of any meeting, such as assumed rates."""
        return warnings_of(each.result for each in self._found.meetings)

    @property
    def left_out(self) -> dict[str, str]:
        """The meetings of the register without rows, by id, with the first thing that each lacks:
        `day`, `scale`, `list` or `cost`.
        """
        return {each.meeting.id: each.lacks for each in self._found.left_out}

    @as_stated
    def state(self, state: str) -> tuple[HistoryRow, ...]:
        """The rows of one State.

        In: `state` is named as in `Result.amount`.

        Out: a row for each meeting whose cost it shares, in order of the opening day; perhaps none.

        Errors: UsageError if there is no such State.
        """
        code = self._finder.code(state)
        if code is None:
            raise UsageError(self._finder.unknown(state))
        return tuple(row for row in self.rows if row.iso3 == code)

    @as_stated
    def to_frame(self, *, numeric: bool = False, minor: bool = False) -> pandas.DataFrame:
        """A data frame for pandas.

        Out: a row for each row and a column for each field of `HistoryRow`. `date` is datetime64;
        rate and share (per cent), amount and cost (major units) are exact Decimals, `share_exact`
        are Fractions (columns of objects).

        With `numeric` those four are float64, for pictures and statistics, and `share_exact` is
        left out: sums of such amounts are not exact. With `minor` amount and cost are int64 in
        minor units (cents), exact, also beside `numeric`.
        """
        import pandas

        cells: list[Any] = [*zip(*self.rows, strict=True)] or [()] * len(HistoryRow._fields)
        columns = zip(HistoryRow._fields, map(list, cells), strict=True)
        made = {name: pandas.Series(column, dtype=object) for name, column in columns}
        made["date"] = pandas.to_datetime(made["date"])
        if numeric:
            exact = made.pop("share_exact")
            made["share"] = pandas.Series([float(100 * share) for share in exact], dtype="float64")
            for name in ("rate", "amount", "cost"):
                made[name] = made[name].astype("float64")
        if minor:
            shared = [
                (each.result.cost.total.minor, line.amount)
                for each in self._found.meetings
                for line in each.result.assessment.lines
            ]
            made["cost"] = pandas.Series([total for total, _ in shared], dtype="int64")
            made["amount"] = pandas.Series([amount for _, amount in shared], dtype="int64")
        return pandas.DataFrame(made)

    def __contains__(self, item: object) -> bool:
        if not isinstance(item, str):
            return item in self.rows
        return item in self.meetings or self._finder.code(item) in self._codes

    def __repr__(self) -> str:
        return (
            f"<ccmcost history: {len(self.meetings)} meetings, {len(self._codes)} States, "
            f"{len(self)} rows>"
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: a row for each meeting."""
        heads = ("Meeting", "Opened", "States", "Cost", "Status of the cost", "List", "Scale")
        rows = [
            (
                each.meeting.id,
                str(each.result.day),
                str(each.result.assessment.states),
                str(each.result.cost.total),
                each.result.cost.status,
                each.result.list.status,
                each.result.scale.id,
            )
            for each in self._found.meetings
        ]
        return html_table(repr(self), heads, rows)


def _rows_of(result: Apportionment) -> list[HistoryRow]:
    assert result.meeting is not None
    total, cost = result.cost.total, in_major(result.cost.total)
    of_meeting = (result.scale.id, result.rule.id, result.list.status)
    return [
        HistoryRow(
            result.meeting.id,
            result.day,
            line.code,
            result.states.name(line.code),
            line.payer.role or "",
            Decimal(rate_text(line.payer.rate.thousandths)) if line.payer.rate else None,
            Decimal(share_text(line.share.value)),
            in_major(total, line.amount),
            total.currency,
            cost,
            result.cost.status,
            *of_meeting,
            line.share.value,
        )
        for line in result.assessment.lines
    ]


def html_table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of texts for a notebook, with everything escaped."""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f"<p>{escape(title)}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
