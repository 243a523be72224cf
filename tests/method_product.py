"""What the product makes of a case of `tests/method_cases.py`, from files and by its public
functions, and where that is not what `tests/method_oracle.py` says.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import ccmcost
from ccmcost.errors import CcmcostError, DataError
from ccmcost.load.data import Data
from ccmcost.workspace import open_workspace
from tests.method_cases import DATA, Made, rows, text_of
from tests.method_oracle import Answer, Case, Refused, answer


class Office:
    """A folder in which cases are shared by the product."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        shutil.copytree(DATA, self.data)

    def reads_once(self, put: Callable[[object, str, object], None] = setattr) -> None:
        """What no case changes is read once for all cases."""
        first = Data(open_workspace(self.data))
        for part in ("convention", "states", "treaties", "meetings"):
            put(Data, part, getattr(first, part))

    def result(self, made: Made) -> ccmcost.Result:
        """The case shared by the product, from files and by its public functions."""
        rule, listed, case = self.folder / "made.toml", self.folder / "list.csv", made.case
        rule.write_text(made.toml, encoding="utf-8")
        roles = [f"{code},{role}" for code, role in made.listed]
        listed.write_text("\n".join(["iso3,role", *roles, ""]), encoding="utf-8")
        scale = self.data / "un_scale" / f"{made.scale}.csv"
        scale.write_text("\n".join(_scale_rows(made)), encoding="utf-8")
        notional = (self.data / "un_scale/notional.csv").open("w", encoding="utf-8", newline="")
        with notional as file:
            writer = csv.DictWriter(file, [*rows("un_scale/notional.csv")[0]])
            writer.writeheader()
            writer.writerows(r for r in rows("un_scale/notional.csv") if r["iso3"] in made.notional)
        total = Decimal(case.total).scaleb(-case.digits)
        wishes: dict[str, Any] = {
            "rule": rule,
            "currency": case.currency,
            "scale": made.scale,
            "credit": case.total < 0,
            "data": self.data,
        }
        if made.meeting:
            return ccmcost.apportion(
                made.meeting,
                cost=total,
                participants=listed,
                with_=[*case.added],
                without=[*case.left_out],
                **wishes,
            )
        return ccmcost.adjust(listed, total, **wishes)


def _scale_rows(made: Made) -> Iterator[str]:
    yield "iso3,name,rate,resolution"
    for row in rows(f"un_scale/{made.scale}.csv"):
        rate = text_of(made.case.rates[row["iso3"]], 3)
        yield f'{row["iso3"]},"{row["name"]}",{rate},{row["resolution"]}'
    yield ""


def told(result: ccmcost.Result, case: Case) -> Answer:
    """A result of the product in the words of the oracle."""
    shares = {row.iso3: Fraction(row.share_exact) for row in result.rows}
    return Answer(
        shares,
        {code: share * case.total for code, share in shares.items()},
        {row.iso3: int(Decimal(row.amount).scaleb(case.digits)) for row in result.rows},
        {row.iso3: int(row.rounding) for row in result.rows},
        Fraction(result.residual.scaleb(case.digits)),
    )


def expected(case: Case) -> Answer | str:
    """What the page says, or the code of its refusal."""
    try:
        return answer(case)
    except Refused as refusal:
        return str(refusal)


def found(office: Office, made: Made) -> tuple[Answer | str, str]:
    """What the product says, or the codes of its refusal; and its words."""
    try:
        return told(office.result(made), made.case), ""
    except DataError as error:
        return ",".join(sorted({finding.code for finding in error.findings})), str(error)
    except CcmcostError as error:
        return type(error).__name__, str(error)


def difference(office: Office, made: Made) -> str:
    """Where product and page part; empty where they agree."""
    wanted = expected(made.case)
    got, words = found(office, made)
    if wanted == got:
        return ""
    if isinstance(wanted, str) or isinstance(got, str):
        one, two = (each if isinstance(each, str) else "an answer" for each in (wanted, got))
        return f"{made.name}: the page gives {one}, the product {two} {words}"
    return f"{made.name}: {unlike(wanted, got)}"


def unlike(wanted: Answer, got: Answer) -> str:
    """The first thing in which two answers differ."""
    for name, one, two in zip(Answer._fields, wanted, got, strict=True):
        if isinstance(one, dict) and one != two:
            codes = sorted(code for code in {*one, *two} if one.get(code) != two.get(code))
            first = codes[0]
            return f"{name} of {codes}: {one.get(first)}, the product {two.get(first)}"
        if one != two:
            return f"{name}: {one}, the product {two}"
    return ""
