"""What an analyst writes with ccmcost: who pays, since when, why, and what would change it."""

import json
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import ccmcost
from ccmcost.errors import CcmcostError

MEETING = "msp11"
COST = Decimal("412345.67")


class Bill(NamedTuple):
    """One State at one meeting."""

    state: str
    amount: Decimal
    share: Fraction
    steps: tuple[str, ...]


def bill(result: ccmcost.Result, state: str, language: str = "en") -> Bill:
    """The bill of one State, with its reasons."""
    why: ccmcost.Explanation = result.explain(state, language)
    assert why.amount == result.amount(state) and why.sources
    return Bill(why.iso3, why.amount, result.share(state), why.steps)


def basis(result: ccmcost.Result) -> dict[str, str]:
    """On what a result is based."""
    meeting = result.meeting.name if result.meeting is not None else "no meeting"
    found = {"meeting": meeting, "rule": result.rule, "scale": result.scale}
    found |= {"list": result.list_status, "title": result.title}
    return found | {finding.code: finding.message for finding in result.warnings}


def largest(result: ccmcost.Result, number: int) -> list[tuple[str, Decimal]]:
    """The largest payers, as text says them."""
    assert len(result) == len(result.rows) and result.rows[0] in result
    return [(row.name, Decimal(row.amount)) for row in result.largest(number)]


def totals(history: ccmcost.History, states: Iterable[str]) -> dict[str, Decimal]:
    """What each of some States paid at all meetings together."""
    return {
        state: sum((row.amount for row in history.state(state)), Decimal(0)) for state in states
    }


def rate_changes(state: str) -> list[tuple[str, Decimal]]:
    """The rate of a State in each scale."""
    (code,) = (each.iso3 for each in ccmcost.states() if each.name == state)
    return [(scale.id, scale.rates[code]) for scale in ccmcost.scales()]


def dearer(found: ccmcost.Comparison) -> list[str]:
    """The States that pay more in the last case than in the first."""
    last = found.cases[-1]
    return [row.iso3 for row in found if row.differences[last] > 0]


def mean_share(history: ccmcost.History, state: str) -> float:
    """The mean share of a State in per cent, for a picture."""
    frame = history.to_frame(numeric=True)
    return float(frame.loc[frame["iso3"] == state, "share"].mean())


def outstanding(data: Path) -> Decimal | None:
    """What an office waits for; None where it keeps no ledger."""
    try:
        status: ccmcost.Status = ccmcost.status(as_at="2024-05-15", data=data)
    except CcmcostError:
        return None
    assert len(status.to_frame()) == len(status) and str(status.as_at) == "2024-05-15"
    return sum((row.outstanding for row in status), Decimal(0))


def files(result: ccmcost.Result, folder: Path) -> list[Path]:
    """The notice to Japan, two charts and the whole set."""
    told: tuple[str, ...] = result.write(folder / "set", languages=["fr"], states=["JPN"])
    assert told
    (folder / "notice.pdf").write_bytes(result.notice("JPN", "fr"))
    (folder / "amounts.png").write_bytes(result.chart("amounts", form="png"))
    (folder / "result.csv").write_text(result.to_csv(), encoding="utf-8")
    return sorted(folder.iterdir())


def main() -> None:
    """Print the answers as JSON."""
    result = ccmcost.apportion(MEETING, cost=COST)
    history = ccmcost.history()
    rules = ccmcost.compare("rc1", rules=["article-14-1", "article-14-2"])
    joined = ccmcost.whatif("msp13", with_="CHN", cost=450_000)
    thirds = ccmcost.adjust(["FRA", "DEU", "JPN"], 1000, scale="un-2022-2024")
    record = ccmcost.load_meeting(MEETING)
    listed = record.participants.codes if record.participants is not None else frozenset[str]()
    assert record in ccmcost.meetings() and listed == {row.iso3 for row in result}
    assert result.to_frame(minor=True)["amount"].sum() == COST * 100 and result.residual == 0
    assert json.loads(result.to_json())["cost"]["amount"] == str(result.total)
    assert rules.to_frame()["article-14-1"]["JPN"] == ccmcost.apportion("rc1").amount("JPN")
    explained = ccmcost.explain(MEETING, "Japan", language="ar", cost=COST)
    answers = {
        "version": ccmcost.__version__,
        "bill": bill(result, "日本")._asdict() | {"in Arabic": len(explained.steps)},
        "basis": basis(result),
        "largest": largest(result, 3),
        "totals": totals(history, ["Japan", "France"]),
        "meetings": history.meetings + tuple(history.left_out),
        "rates": rate_changes("Japan"),
        "dearer": {"rules": dearer(rules), "with China": dearer(joined), "in": joined.currency},
        "mean share": round(mean_share(history, "JPN"), 3),
        "thirds": (thirds.amount("FRA"), thirds.currency),
        "outstanding": outstanding(Path("office/data")),
        "files": [path.name for path in files(result, Path())],
    }
    print(json.dumps(answers, default=str, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
