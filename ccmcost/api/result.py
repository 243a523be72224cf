"""`Result`: what `ccmcost.apportion` and `ccmcost.adjust` give."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ccmcost.api.answers import Explanation
from ccmcost.api.given import as_stated
from ccmcost.api.records import in_major, typed_day
from ccmcost.api.rows import html_table
from ccmcost.clock import as_of_day
from ccmcost.errors import UsageError
from ccmcost.findings import Finding
from ccmcost.intake.finder import StateFinder
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.meeting import Meeting
from ccmcost.near import one_of
from ccmcost.sharing.closing import by_size
from ccmcost.sharing.request import find_language
from ccmcost.sharing.table import COLUMNS, TableRow, assessment_csv, assessment_json, table_rows
from ccmcost.words.speaker import Speaker
from ccmcost.words.status import status_of
from ccmcost.workspace import Workspace

if TYPE_CHECKING:
    import pandas

    from ccmcost.documents.assessment.files import NoticeWish


class Result(Collection[TableRow]):
    """An assessment: who bears what, to the last minor unit (cent), and on what basis. It is a
    collection of `TableRow`: `len`, iteration, and `"JPN" in result` (a State by any name or code).
    """

    def __init__(self, apportionment: Apportionment, workspace: Workspace) -> None:
        self._result, self._workspace = apportionment, workspace
        self._finder = StateFinder(apportionment.states, self._bears)

    def _bears(self, code: str) -> bool:
        return self._result.assessment.line(code) is not None

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
        """One row for each State that bears a part, in order of alpha-3 code."""
        return table_rows(self._result)

    @property
    def total(self) -> Decimal:
        """The total shared, in major units."""
        return in_major(self._result.cost.total)

    @property
    def currency(self) -> str:
        """ISO 4217 code of all amounts."""
        return self._result.cost.total.currency

    @property
    def residual(self) -> Decimal:
        """What rounding left that no State bears, in major units; zero unless the rule has
        `residual = "none"`.
        """
        return in_major(self._result.cost.total, self._result.assessment.residual)

    @property
    def rule(self) -> str:
        """Id of the rule, as in the data folder or the rule file."""
        return self._result.rule.id

    @property
    def scale(self) -> str:
        """Id of the scale, as `scales()` lists it."""
        return self._result.scale.id

    @property
    def list_status(self) -> str:
        """Status of the list of participants: `expected`, `official` or `given`."""
        return self._result.list.status

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What a person should know about the data."""
        return self._result.warnings

    @as_stated
    def amount(self, state: str) -> Decimal:
        """The amount of one State, exact.

        In: `state` is its name in any of the six languages, or its alpha-3 or alpha-2 code in any
        case.

        Out: a Decimal in major units of `currency`.

        Errors: KeyError if it bears no part of the cost, UsageError if there is no such State.

        Source: the share of the cost, rounded as the rule says (`residual`).
        """
        return in_major(self._result.cost.total, self._line(state).amount)

    @as_stated
    def share(self, state: str) -> Fraction:
        """The share of one State, exact.

        In: `state` as in `amount`.

        Out: a Fraction of the whole: 1 is the whole cost.

        Errors: those of `amount`.

        Source: the State's rate in the scale, divided by the rates of all who share, unless the
        rule says otherwise (`ccmcost help method`).
        """
        return self._line(state).share.value

    def _line(self, state: str) -> Line:
        code = self._finder.code(state)
        if code is None:
            raise UsageError(self._finder.unknown(state))
        line = self._result.assessment.line(code)
        if line is None:
            raise KeyError(f"{self._result.states.name(code)} ({code}) bears no part of this cost")
        return line

    @as_stated
    def largest(self, number: int = 10) -> tuple[TableRow, ...]:
        """The States with the largest amounts.

        Out: at most `number` rows, largest amount first; equal ones by share, then by code.

        Errors: UsageError for a number below zero.
        """
        if number < 0:
            raise UsageError(f"number: {number} is below zero.")
        ranked = [line.code for line in by_size(self._result)[:number]]
        rows = {row.iso3: row for row in self.rows}
        return tuple(rows[code] for code in ranked)

    @as_stated
    def to_frame(self, *, numeric: bool = False, minor: bool = False) -> pandas.DataFrame:
        """A data frame for pandas, indexed by iso3.

        Out: a row for each row; columns `name`, `role` (text); `rate`, `share` (per cent), `amount`
        (major units), all exact Decimals; `rounding` (int64, units of the rounding difference that
        the State bears). An organization has no rate: None, or NaN.

        With `numeric` rate, share and amount are float64, for pictures and statistics: sums of such
        amounts are not exact. With `minor` the amount is int64 in minor units (cents), exact, also
        beside `numeric`.
        """
        import pandas

        frame = pandas.DataFrame(
            [row[: len(COLUMNS)] for row in self.rows], columns=list(COLUMNS)
        ).set_index("iso3")
        for column in ("rate", "share", "amount"):
            exact = pandas.Series(
                [Decimal(text) if text else None for text in frame[column]], frame.index, object
            )
            frame[column] = exact.astype("float64") if numeric else exact
        if numeric:
            frame["share"] = [float(100 * line.share.value) for line in self._lines]
        if minor:
            amounts = [line.amount for line in self._lines]
            frame["amount"] = pandas.Series(amounts, frame.index, "int64")
        frame["rounding"] = frame["rounding"].astype("int64")
        return frame

    def to_csv(self) -> str:
        """The CSV that `ccmcost apportion --format csv` prints: a row for each State, no total;
        rates and shares in per cent, amounts in major units.
        """
        return assessment_csv(self.rows)

    def to_json(self) -> str:
        """The JSON that `ccmcost apportion --format json` prints: the basis of the result, and a
        row for each State with its exact share; amounts are text in major units.
        """
        return assessment_json(self._result, self.rows)

    @as_stated
    def notice(self, state: str, language: str = "en", on: date | str | None = None) -> bytes:
        """The assessment notice to one State, as `ccmcost apportion` writes it: a draft, or a
        specimen.

        In: `state` as in `amount`; `language` as in `explain`; `on` is the day that it carries
        (default: today).

        Out: a PDF file as bytes, with the data that it is made from attached.

        Errors: those of `amount`; UsageError for another language and for an adjusted list, which
        has no meeting; WriteError if a font is missing.
        """
        from ccmcost.documents.assessment.files import compose

        code = self._line(state).code
        wish = self._wish((language,), (code,))._replace(with_annex=False)
        (content,) = compose(self._for_files(), _day(on), wish).values()
        return content

    @as_stated
    def explain(self, state: str, language: str = "en") -> Explanation:
        """How the amount of one State was calculated.

        In: `state` as in `amount`; `language` is one of `en`, `fr`, `es`, `ru`, `ar`, `zh`.

        Out: an `Explanation`, its amount in major units.

        Errors: those of `amount`; UsageError for another language.
        """
        from ccmcost.sharing.explanation import explain

        result, line = self._result, self._line(state)
        known = result.convention.languages
        spoken = find_language(language, known, '"{}" is not a language of documents')
        words, found = Speaker(spoken, result.convention, result.states), explain(result, line.code)
        assert found is not None
        steps, sources = words.sentences(found.steps), words.sentences(found.sources)
        return Explanation(
            line.code, self.amount(state), self.currency, tuple(steps), tuple(sources)
        )

    @as_stated
    def chart(
        self, name: str = "amounts", language: str = "en", *, form: Literal["svg", "png"] = "svg"
    ) -> bytes:
        """One of the charts of `ccmcost apportion`.

        In: `name` is `amounts`, `rates`, `cumulative` or `groups`; `language` as in `explain`;
        `form` is `svg` or `png`.

        Out: the file as bytes.

        Errors: UsageError for another name, language or form, and for an adjusted list.
        """
        from ccmcost.charts.files import DRAWN, picture_files

        ending = one_of(str(form), ("svg", "png"), "form")
        name, spoken = one_of(name, tuple(DRAWN), "chart"), self._result.convention.languages
        language = find_language(language, spoken, '"{}" is not a language of charts')
        chart = DRAWN[name](self._for_files(), language)
        return picture_files(name, chart, _day(None))[f"{name}.{ending}"]

    @as_stated
    def write(
        self,
        folder: str | os.PathLike[str],
        *,
        languages: Iterable[str] = (),
        states: Iterable[str] = (),
        on: date | str | None = None,
    ) -> tuple[str, ...]:
        """Write all files that `ccmcost apportion --out FOLDER` writes, all or nothing: workbook,
        CSV, JSON, notices, annex, charts, manifest.

        In: `languages` are those of the notices (default: English); `states` limits them, named as
        in `amount`; `on` is the day that documents carry (default: today).

        Out: lines that tell a person what was written.

        Errors: UsageError (also for an adjusted list), WriteError; then `folder` is as it was.
        """
        from ccmcost.desk.documents import write_outputs

        wish = self._wish(texts(languages), texts(states))
        return write_outputs(self._for_files(), Path(folder), _day(on), wish)

    def _wish(self, languages: tuple[str, ...], states: tuple[str, ...]) -> NoticeWish:
        from ccmcost.documents.assessment.files import addressees, wished_notices

        data = Data(self._workspace)
        wish = wished_notices(self._for_files(), languages, states, data.checked(data.issuer))
        return wish._replace(addressees=addressees(data))

    def _for_files(self) -> Apportionment:
        if self._result.meeting is None:
            raise UsageError(
                "an adjusted list has no meeting, so there is no notice, chart or folder of it. "
                "Use to_frame(), to_csv() or to_json()."
            )
        return self._result

    @property
    def _lines(self) -> tuple[Line, ...]:
        return self._result.assessment.lines

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[TableRow]:
        return iter(self.rows)

    def __contains__(self, item: object) -> bool:
        if not isinstance(item, str):
            return item in self.rows
        code = self._finder.code(item)
        return code is not None and self._result.assessment.line(code) is not None

    def __repr__(self) -> str:
        name = self.meeting.id if self.meeting else "adjusted list"
        total = self._result.cost.total
        return (
            f"<ccmcost {name}: {total} ({self._result.cost.status}), {len(self)} States, "
            f"{self.scale}, {self.rule}>"
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: the title, and a row for each State."""
        heads = ("Code", "State", "Role", "Rate %", "Share %", f"Amount {self.currency}")
        rows = [(*row[:3], row.rate, row.share, row.amount) for row in self.rows]
        return html_table(f"{self.title}: {self!r}", heads, rows)


def _day(on: date | str | None) -> date:
    """The day that documents carry."""
    return as_of_day(typed_day(on, "on"))


def texts(words: Iterable[str]) -> tuple[str, ...]:
    """One text or several, as several."""
    return (words,) if isinstance(words, str) else tuple(words)
