"""What each issue rested on, as frozen in the ledger and as the data are now;
and its amounts again from that alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ccmcost.accounts.books import Books
from ccmcost.documents.audit import folder_of, sheet
from ccmcost.errors import CcmcostError, TieOutError
from ccmcost.findings import Findings
from ccmcost.ledger.queries import Billed
from ccmcost.load.table import read_table
from ccmcost.model.assessment import Apportionment, Line
from ccmcost.model.money import Money
from ccmcost.model.rates import rate_text, share_text
from ccmcost.model.source import SourceFile
from ccmcost.sharing.compute import adjust_list
from ccmcost.sharing.explanation import Explanation, explain
from ccmcost.sharing.issued import cost_of
from ccmcost.sharing.request import Request
from ccmcost.sharing.table import COLUMNS, table_rows
from ccmcost.tables.records import csv_text
from ccmcost.tables.table import Row, Table
from ccmcost.words.numbers import MINUS
from ccmcost.words.status import words
from ccmcost.workspace import Workspace

_GROWS = ("costs.toml", "participants/", "meetings.toml", "issuer.toml")
"""Files that change in the course of a meeting; the ledger holds what each issue took from them."""


def basis_files(books: Books, billed: Billed) -> dict[str, bytes]:
    """Rule, list and amounts of one meeting of one issue, from the ledger alone."""
    folder, part = folder_of(billed), billed.part
    amounts = (
        (
            *(
                line.state,
                books.states.name(line.state),
                line.role,
                rate_text(line.rate) if line.rate_basis else "",
            ),
            *(
                share_text(Fraction(line.share)),
                billed.cost.of(line.amount).plain(),
                str(line.rounding),
            ),
        )
        for line in part.lines
    )
    return {
        f"{folder}/rule.toml": part.rule.text.encode(),
        f"{folder}/participants.csv": csv_text(
            ("iso3", "role"), [(line.state, line.role) for line in part.lines]
        ).encode(),
        f"{folder}/amounts.csv": csv_text(COLUMNS, amounts).encode(),
    }


class Inputs(NamedTuple):
    """The data files at hand by name, the table that holds them against each issue,
    and names of those that changed.
    """

    files: Mapping[str, SourceFile]
    sheet: Table
    changed: Mapping[str, tuple[str, ...]]


def inputs(books: Books, issued: Iterable[Billed]) -> Inputs:
    """Every data file that an issue read, as it is now, with the hash that it had then."""
    files: dict[str, SourceFile] = {}
    read_by: dict[tuple[str, str, str, str], dict[int, list[str]]] = {}
    changed = {}
    for each in issued:
        differ = []
        for name, origin, sha256 in sorted(_read(each)):
            source = books.data.file(name, required=False)
            if source is not None:
                files[name] = source
            same = source is not None and source.sha256 == sha256
            state = "as at issue" if same else "changed since" if source else "no longer available"
            differ += [] if same or name.startswith(_GROWS) else [name]
            readers = read_by.setdefault((f"data/{name}", origin, sha256, state), {})
            readers.setdefault(each.event.seq, []).append(each.part.meeting)
        changed[folder_of(each)] = tuple(differ)
    rows = (
        (
            *read,
            "; ".join(f"event {event}: {', '.join(meetings)}" for event, meetings in found.items()),
        )
        for read, found in sorted(read_by.items(), key=lambda each: each[0][0])
    )
    names = "file origin sha256 in_this_pack read_by"
    return Inputs(files, sheet("sources.csv", names, rows), changed)


def _read(billed: Billed) -> Iterator[tuple[str, str, str]]:
    yield from (source for source in billed.part.sources if source.origin != "command line")
    if billed.issue.issuer_sha256:
        yield "issuer.toml", "workspace", billed.issue.issuer_sha256


def lists(found: Inputs, issued: Iterable[Billed]) -> Table:
    """The list of each issue, with the official document it was taken from if the list is the one
    at hand.
    """
    rows: list[Row] = []
    for billed in issued:
        part = billed.part
        name = f"participants/{part.meeting}.csv"
        sha256 = next((source.sha256 for source in part.sources if source.name == name), "")
        of_issue = (
            billed.event.seq,
            part.meeting,
            f"data/{name}",
            part.list.status,
            len(part.list.participants),
            sha256,
        )
        source = found.files.get(name)
        if source is None or source.sha256 != sha256:
            remark = (
                f"replaced since; for the States assessed see {folder_of(billed)}/participants.csv"
            )
            rows.append((*of_issue, "", "", "", remark))
            continue
        taken = ("document", "sha256", "taken_in")
        cells = read_table(source, Findings(), ("iso3",), taken, strict=False)
        rows += [
            (*of_issue, *document, "")
            for document in dict.fromkeys(tuple(map(row.get, taken)) for row in cells)
        ]
    names = "event meeting file status states sha256 document document_sha256 taken_in remark"
    return sheet("lists.csv", names, rows, "file")


def decisions(issued: Sequence[Billed]) -> Table:
    """What each issue rested on, in one line for each meeting, with what rounding left of its cost
    where a rule leaves it.
    """
    rows: list[Row] = []
    left = " residual" if any(billed.part.residual for billed in issued) else ""
    for billed in issued:
        event, body, part = billed
        rows.append(
            (
                *(event.seq, part.meeting, body.order, body.issued_on, body.pay_by, *body.decision),
                *(
                    part.cost.version,
                    words(part.cost.status),
                    billed.cost,
                    billed.cost.currency,
                    part.cost.source,
                ),
                *(
                    part.cost.adopted_on,
                    part.rule.id,
                    part.rule.sha256,
                    part.scale.id,
                    part.list.status,
                    event.approved_by,
                ),
                *([billed.cost.of(part.residual)] if left else []),
            )
        )
    return sheet(
        "decisions.csv",
        "event meeting order issued_on pay_by decision paragraph cost_version cost_status cost "
        f"currency cost_source adopted_on rule rule_sha256 scale list_status approved_by{left}",
        rows,
        hidden="pay_by cost_version currency cost_source adopted_on rule_sha256 approved_by",
    )


class Again(NamedTuple):
    """How the amounts of one issue of one meeting are computed again, and whether that was done
    with these very files.

    `options` are those of `ccmcost adjust`, in the folder of the pack; `amounts` is the file that
    it must print. `worked` is one amount of the last issue, step by step; `pocket` the same for a
    pocket calculator.
    """

    event: int
    meeting: str
    options: tuple[str, ...]
    amounts: str
    done: bool
    worked: Explanation | None = None
    pocket: tuple[str, ...] = ()


def again(
    issued: tuple[Billed, ...], files: Mapping[str, bytes], changed: Mapping[str, tuple[str, ...]]
) -> tuple[Again, ...]:
    """Compute every issue again with the command that the index prints; `changed` are names of
    inputs by folder.

    Raises TieOutError if amounts differ although no input changed.
    """
    with TemporaryDirectory() as place:
        root = Path(place)
        for name, content in files.items():
            if name.startswith(("data/", "issues/")):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes(content)
        last = {each.part.meeting: each for each in issued}
        return tuple(
            _again(each, root, bool(changed[folder_of(each)]), last[each.part.meeting] == each)
            for each in issued
        )


def _again(billed: Billed, root: Path, changed: bool, is_last: bool) -> Again:
    event, meeting, amounts = (
        billed.event.seq,
        billed.part.meeting,
        f"{folder_of(billed)}/amounts.csv",
    )
    options = tuple(f"{option} {quote(value)}" for option, value in _options(billed).items())
    found = Again(event, meeting, options, amounts, False)
    try:
        result = _computed(billed, root)
    except CcmcostError as error:
        if not changed:
            raise TieOutError(
                f"event {event}: {meeting} cannot be recalculated: {error}"
            ) from error
        return found
    made = csv_text(COLUMNS, (row[: len(COLUMNS)] for row in table_rows(result))).encode()
    if made != (root / amounts).read_bytes():
        if not changed:
            raise TieOutError(
                f"event {event}: the inputs of {meeting} do not give its issued amounts."
            )
        return found
    if not (is_last and billed.cost.minor):
        return found._replace(done=True)
    line = worked_line(result)
    return found._replace(done=True, worked=explain(result, line.code), pocket=pocket(result, line))


def _options(billed: Billed) -> dict[str, str]:
    """The options of `ccmcost adjust`; a meeting that cost nothing is shared as if it had cost the
    least sum.
    """
    return {
        "--data": "data",
        "--scale": billed.part.scale.id,
        "--participants": f"{folder_of(billed)}/participants.csv",
        "--rule": f"{folder_of(billed)}/rule.toml",
        "--total": (billed.cost if billed.cost.minor else billed.cost.of(1)).plain(),
        "--currency": billed.cost.currency,
        "--on": billed.part.day.isoformat(),
        "--format": "csv",
    }


def _computed(billed: Billed, root: Path) -> Apportionment:
    """The apportionment by those options, in the folder of the pack."""
    options, total = _options(billed), billed.cost
    request = Request(
        cost=options["--total"],
        currency=options["--currency"],
        rule=str(root / options["--rule"]),
        scale=options["--scale"],
        participants=str(root / options["--participants"]),
    )
    result = adjust_list(Workspace(root / "data", root / "data"), request, billed.part.day)
    if not total.minor:  # a meeting that cost nothing: the same shares, and no amount
        lines = tuple(
            line._replace(exact=Fraction(0), amount=0, rounding=0)
            for line in result.assessment.lines
        )
        result = result._replace(
            assessment=result.assessment._replace(total=total, lines=lines, residual=0)
        )
    return result._replace(cost=cost_of(billed.part.cost, total)._replace(adopted_on=None))


def worked_line(result: Apportionment) -> Line:
    """The line to work through by hand: the largest pro rata amount that bears no residual unit,
    else the largest.
    """
    lines = result.assessment.lines
    plain = [line for line in lines if line.share.kind == "pro_rata" and not line.rounding]
    return max(plain or lines, key=lambda line: (line.amount, line.code))


def pocket(result: Apportionment, line: Line) -> tuple[str, ...]:
    """What to key in: cost times rate by the sum of rates; where the rule does more,
    cost times the exact share.
    """
    total, share = result.cost.total, line.share.value
    rates = result.assessment.sum_of_rates
    if rates and share == Fraction(line.payer.weight, rates):
        keyed = f"{total.grouped()} × {rate_text(line.payer.weight)} ÷ {rate_text(rates)}"
    else:
        keyed = f"{total.grouped()} × {share.numerator} ÷ {share.denominator}"
    lines = [f"{keyed} = {_decimals(line.exact, total)}"]
    before = total.of(line.amount - line.rounding * result.assessment.unit)
    lines.append(
        f"rounded to whole units of {total.of(abs(result.assessment.unit))}: {before.grouped()}"
    )
    if line.rounding:
        lines.append(
            f"with the rounding adjustment of {line.rounding:+d} unit: "
            f"{total.of(line.amount).grouped()}"
        )
    return tuple(line.replace("-", MINUS) for line in lines)


def _decimals(exact: Fraction, money: Money) -> str:
    """An exact amount in major units with four more decimals than the currency has, cut,
    as a calculator shows it.
    """
    scaled = abs(exact) * 10_000
    whole = Money(scaled.numerator // scaled.denominator, money.currency, money.decimals + 4)
    if scaled.denominator != 1:
        return ("-" if exact < 0 else "") + whole.grouped() + "..."
    text = whole.grouped()
    kept = max(len(text.rstrip("0").rstrip(".")), len(text) - 4 - (not money.decimals))
    return ("-" if exact < 0 else "") + text[:kept]
