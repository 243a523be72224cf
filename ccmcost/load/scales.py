"""`data/un_scale/`: one file per scale, and the notional rates of States outside it."""

from __future__ import annotations

import re
from datetime import date

from ccmcost.findings import Findings
from ccmcost.load.reader import Reader
from ccmcost.load.table import Row, read_table
from ccmcost.model.calendar import YEARS, Span
from ccmcost.model.rates import WHOLE_RATE, Rate, Scale, parse_rate, rate_text
from ccmcost.model.states import States

FOLDER = "un_scale"
_FILE = re.compile(r"(un-([0-9]{4})-([0-9]{4}))\.csv")


def scale_periods(reader: Reader) -> dict[str, Span]:
    """The ids of the scales at hand with their closed periods, in order of id;
    no file is opened.
    """
    matches = [match for name in reader.names(FOLDER, ".csv") if (match := _FILE.fullmatch(name))]
    years = {match[1]: (int(match[2]), int(match[3])) for match in matches}
    return {
        name: Span(date(first, 1, 1), date(last, 12, 31))
        for name, (first, last) in years.items()
        if first in YEARS and last in YEARS and first <= last
    }


def load_scale(reader: Reader, scale_id: str, states: States) -> Scale:
    """A scale with the notional rates of its period; what is wrong goes to the reader's
    findings.
    """
    findings, period = reader.findings, scale_periods(reader)[scale_id]
    source = reader.file(f"{FOLDER}/{scale_id}.csv")
    rates: dict[str, int] = {}
    resolution = ""
    for row in read_table(source, findings, ("iso3", "name", "rate", "resolution")):
        resolution = row.get("resolution")
        code = row.state(states, rates, " in the scale. Remove one of the rows.")
        if code and (rate := _rate(row)):
            rates[code] = rate
    shown = source.shown if source else ""
    if (
        rates
        and sum(rates.values()) != WHOLE_RATE
        and not any(f.file == shown for f in findings.errors)
    ):
        total = rate_text(sum(rates.values()))
        message = (
            f"the rates of {scale_id} sum to {total}, not 100.000. Compare the file with "
            f"{resolution}."
        )
        findings.error("scale-sum", message, shown)
    return Scale(
        scale_id, period, resolution, rates, load_notional(reader, states, scale_id), shown
    )


def load_notional(reader: Reader, states: States, scale_id: str) -> dict[str, Rate]:
    """Notional rates of the period of a scale, each with its basis."""
    source = reader.file(f"{FOLDER}/notional.csv")
    rates: dict[str, Rate] = {}
    for row in read_table(source, reader.findings, ("period", "iso3", "rate", "basis", "assumed")):
        if f"un-{row.get('period')}" != scale_id:
            continue
        code = row.state(states, rates, f" for {row.get('period')}.")
        if not code or not (rate := _rate(row)):
            continue
        assumed = row.get("assumed")
        if origin := {"yes": "assumed", "no": "notional"}.get(assumed):
            rates[code] = Rate(rate, origin, row.get("basis"))
        else:
            row.error("value-bad", f'"assumed" must be yes or no, not "{assumed}".', "assumed")
    return rates


def _rate(row: Row) -> int | None:
    text = row.get("rate")
    rate = parse_rate(text.replace(",", "."))  # no rate is a thousand, so a comma has one meaning
    if rate is None:
        message = (
            f'"{text}" is not a valid rate. Write per cent above 0 and up to 100 with at most '
            "three decimals, such as 8.033."
        )
        row.error("number-bad", message, "rate")
    return rate


def check_members(scale: Scale, states: States, findings: Findings) -> None:
    """A scale holds exactly the States that were UN Members on its first day; nobody can say where
    a row of it could not be read.
    """
    if any(found.file == scale.file for found in findings.errors):
        return
    members = {
        code
        for code, state in states.items()
        if state.member_from and state.member_from <= scale.period.first
    }
    missing, extra = sorted(members - set(scale.rates)), sorted(set(scale.rates) - members)
    if missing or extra:
        parts = [
            f"lacks {', '.join(missing)}" if missing else "",
            f"has {', '.join(extra)} too many" if extra else "",
        ]
        what = " and ".join(part for part in parts if part)
        findings.error(
            "scale-members",
            f"{scale.id} {what}, by the Members of {scale.period.first}.",
            scale.file,
        )
