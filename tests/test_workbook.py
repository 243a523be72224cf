"""The workbook: its formulas recalculated, its values read back, its checks,
its safety as a file.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape as unescape_xml

import formualizer
import openpyxl
import pytest

from ccmcost.calc.assess import assess
from ccmcost.documents.workbook import LARGEST_LIVE, Book, book_of
from ccmcost.documents.workbook.calculation import STATIC_CHECKS
from ccmcost.documents.workbook.workbook import workbook_bytes, write_workbook
from ccmcost.documents.workbook.writer import Writer
from ccmcost.errors import DataError
from ccmcost.load.data import Data
from ccmcost.model.assessment import Apportionment, Payer
from ccmcost.model.money import LARGEST_TOTAL, Money, scaled_text
from ccmcost.model.rates import Rate
from ccmcost.model.source import SourceFile
from ccmcost.sharing.compute import adjust_list, apportion_meeting
from ccmcost.sharing.register import load_register
from ccmcost.sharing.request import Request
from ccmcost.sharing.table import assessment_csv, table_rows
from ccmcost.sharing.verify import verify_workbook
from ccmcost.tables.styles import new_document
from ccmcost.workspace import open_workspace
from tests.conftest import DATA, SPECIMEN_TITLE, Run, slow_but

EDITS = int(os.environ.get("CCMCOST_EDITS", "12"))
"""Random edits per rule; 200 for the full proof."""

DAY = date(2026, 1, 1)
WORKSPACE = open_workspace(DATA)
REGISTER = load_register(WORKSPACE)
MEETINGS = [entry.meeting.id for entry in REGISTER.entries if entry.meeting.day]
RULES = REGISTER.convention.rules
FIRST = 6
"""The first row of a State on the sheets with a row for each, from 0."""
CHECKS = (
    "usable",
    "answers",
    "shown",
    "amounts",
    "sum",
    "parts",
    "owners",
    "adopted",
    "frozen_sum",
    "frozen",
)


def written(book: Book) -> tuple[Writer, bytes]:
    """A workbook, and the writer that knows where everything stands in it."""
    buffer = io.BytesIO()
    writer = write_workbook(new_document(buffer), book)
    writer.document.close()
    return writer, buffer.getvalue()


def place(writer: Writer, name: str) -> tuple[str, int, int]:
    """Sheet, row and column of a figure, or of the first cell of a column."""
    sheet, _, area = writer.address(name).partition("!")
    column, row = re.findall(r"[A-Z]+|[0-9]+", area)[:2]
    return sheet, int(row), openpyxl.utils.column_index_from_string(column)


class Sheets:
    """A workbook in a program that calculates: edit cells, recalculate, read amounts."""

    def __init__(self, result: Apportionment) -> None:
        self.result = result
        self.book = book_of(result, DAY)
        self.writer, self.bytes = written(self.book)
        self.live = formualizer.load_workbook_bytes(self.bytes)
        self.live.evaluate_all()

    def edit(
        self, total: int | None = None, decimals: int = 2, bears: list[bool] | None = None
    ) -> None:
        if total is not None:
            self.put("total", float(scaled_text(total, decimals)))
            self.put("decimals", decimals)
        for index, answer in enumerate(bears or ()):
            self.put("Participants[bears]", "Yes" if answer else "No", index)
        self.live.evaluate_all()

    def cell(self, name: str, index: int = 0) -> tuple[str, int, int]:
        sheet, row, column = place(self.writer, name)
        return sheet, row + index, column

    def put(self, name: str, value: Any, index: int = 0) -> None:
        self.live.set_value(*self.cell(name, index), value)

    def get(self, name: str, index: int = 0) -> Any:
        return self.live.get_value(*self.cell(name, index))

    def amounts(self, decimals: int = 2) -> dict[str, int]:
        """Minor units by code; every amount must be the very double that is nearest to them."""
        found = {}
        for index in range(len(self.book.states)):
            code, amount = (
                self.get(f"Apportionment[{name}]", index) for name in ("code", "amount")
            )
            if code:
                found[code] = round(amount * 10**decimals)
                assert amount == float(scaled_text(found[code], decimals))
            else:
                assert amount in (None, "")
        return found

    def check(self, name: str) -> str:
        row = 5 if name == "all" else self.cell(f"check_{name}")[1]
        return str(self.live.get_value("Summary", row, 5))

    def wanted(self, total: int, decimals: int, bears: list[bool]) -> dict[str, int]:
        payers = [
            Payer(
                state.code,
                "state_party" if state.party else "observer_state",
                Rate(round(float(state.rate or 0) * 1000), "", ""),
            )
            for state, answer in zip(self.book.states, bears, strict=True)
            if answer
        ]
        lines = assess(payers, self.result.rule, Money(total, "USD", decimals)).lines
        return {line.code: line.amount for line in lines}


def result_of(meeting: str = "msp11", **wishes: Any) -> Apportionment:
    return apportion_meeting(WORKSPACE, meeting, Request(**wishes))


def lines_of(result: Apportionment) -> dict[str, int]:
    return {line.code: line.amount for line in result.assessment.lines}


def faults(content: bytes) -> list[str]:
    """What verify finds, a line each."""
    try:
        verify_workbook(
            SourceFile("book.xlsx", "command line", content, "book.xlsx"), Data(WORKSPACE)
        )
    except DataError as error:
        return str(error).splitlines()
    return []


def rule_file(folder: Path, text: str) -> str:
    path = folder / "rule.toml"
    path.write_text(f'id = "r"\ntitle = "t"\nlegal_source = "x"\n{text}\n', encoding="utf-8")
    return str(path)


def cells(content: bytes, values: bool = True) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def unescape(text: str) -> str:
    return unescape_xml(text, {"&quot;": '"'})


FORMULA = re.compile(
    r'<c r="([A-Z]+)([0-9]+)"[^>]*?(?: t="(\w+)")?><f>([^<]*)</f><v>([^<]*)</v></c>'
)


def formulas_of(content: bytes) -> dict[tuple[str, int, int], tuple[str, Any]]:
    """Formula and cached value by sheet, row and column, straight from the parts of the file."""
    found: dict[tuple[str, int, int], tuple[str, Any]] = {}
    names = ("Summary", "Apportionment", "Participants", "Scale", "Values", "About")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for number, name in enumerate(names, 1):
            part = package.read(f"xl/worksheets/sheet{number}.xml").decode()
            for column, row, kind, formula, value in FORMULA.findall(part):
                place = (name, int(row), openpyxl.utils.column_index_from_string(column))
                found[place] = (
                    unescape(formula),
                    unescape(value) if kind or not value else float(value),
                )
            assert part.count("<f>") == len(FORMULA.findall(part))
    return found


@pytest.mark.parametrize("meeting", slow_but(("msp11", "rc1"), MEETINGS))
def test_every_formula_gives_the_value_cached_beside_it(meeting: str) -> None:
    for rule in RULES:
        sheets = Sheets(result_of(meeting, rule=rule))
        assert sheets.amounts() == lines_of(sheets.result)
        assert sheets.check("all") == "OK"
        wrong = []
        for (sheet, row, column), (formula, cached) in formulas_of(sheets.bytes).items():
            live = sheets.live.get_value(sheet, row, column)
            # for reading only; amounts are held above
            shares = isinstance(cached, float) and isinstance(live, float)
            if cached != ("" if live is None else live) and not (
                shares and abs(cached - live) <= 1e-15 * abs(cached)
            ):
                wrong.append((sheet, row, column, formula, cached, live))
        assert not wrong


POOLS = {
    "pooled": 'states_not_party = "pooled"',
    "straight": 'states_not_party = "straight"',
    "threshold": 'threshold = "0.03"',
}
POLICIES = [
    (pool, residual, unit)
    for pool in POOLS
    for residual in ("largest_amounts", "largest_remainder", "none")
    for unit in ("", "0.05")
]


def random_total(chance: random.Random, residual: str, unit: int) -> int:
    kinds = [chance.randint(1, 300), chance.randint(1, LARGEST_LIVE), 10 ** chance.randint(0, 14)]
    total = chance.choice([*kinds, chance.randint(LARGEST_LIVE // 10, LARGEST_LIVE)])
    if residual != "none":
        total = max(unit, total // unit * unit)
    return total * chance.choice((1, 1, -1))


@pytest.mark.parametrize(("pool", "residual", "unit"), slow_but(POLICIES[::4], POLICIES))
def test_random_edits_give_the_same_cents(
    tmp_path: Path, pool: str, residual: str, unit: str
) -> None:
    """States added and removed, totals from one minor unit to 10^14 and credits;
    ties occur in every pool of this size.
    """
    unit_line = f'unit = "{unit}"' if unit else ""
    rule = rule_file(tmp_path, f'{POOLS[pool]}\nresidual = "{residual}"\n{unit_line}')
    sheets = Sheets(result_of("rc1", cost="100000", rule=rule))
    assert sheets.book.is_live
    chance = random.Random(f"{pool} {residual} {unit}")
    bears = [state.line is not None for state in sheets.book.states]
    for _ in range(max(2, EDITS // 4) if unit else EDITS // 2):
        decimals = chance.choice((2, 3)) if unit else chance.choice((0, 2, 2, 3))
        if chance.random() < 0.4:
            part = chance.choice((0.02, 0.3, 0.9))
            bears = [chance.random() < part for _ in bears]
        for place in chance.sample(range(len(bears)), 4):
            bears[place] = not bears[place]
        pays = (state.party and float(state.rate) > 0.03 for state in sheets.book.states)
        bears[next(index for index, paying in enumerate(pays) if paying)] = True
        total = random_total(chance, residual, 5 * 10 ** (decimals - 2) if unit else 1)
        sheets.edit(total, decimals, bears)
        assert sheets.amounts(decimals) == sheets.wanted(total, decimals, bears), (total, decimals)
        assert sheets.check("all") == "OK"
        assert sheets.check("frozen") == "CHANGED"


@pytest.mark.parametrize("rule", ["article-14-1", "article-14-1-straight"])
def test_random_edits_of_shipped_rules(rule: str) -> None:
    sheets = Sheets(result_of("msp13", rule=rule))
    chance = random.Random(rule)
    bears = [state.line is not None for state in sheets.book.states]
    for _ in range(EDITS):
        total = random_total(chance, "largest_amounts", 1)
        for place in chance.sample(range(len(bears)), chance.choice((0, 1, 5))):
            bears[place] = not bears[place]
        sheets.edit(total, 2, bears)
        assert sheets.amounts() == sheets.wanted(total, 2, bears), total


def test_a_small_pool_of_equal_rates_is_cut_by_code() -> None:
    sheets = Sheets(result_of("msp11"))
    equal = sorted(state.code for state in sheets.book.states if state.rate == 1)
    bears = [state.code in equal for state in sheets.book.states]
    sheets.edit(len(equal) * 10 + 3, 2, bears)
    assert sheets.amounts() == {code: 11 if code in equal[:3] else 10 for code in equal}


@pytest.mark.slow
def test_the_file_is_the_same_every_time(run: Run, tmp_path: Path) -> None:
    made = []
    for folder, zone in (("one", "Pacific/Kiritimati"), ("two", "America/Lima")):
        env = {"TZ": zone, "PYTHONHASHSEED": str(len(zone))}
        assert (
            run("apportion", "msp11", "--as-of", "2026-01-01", "--out", folder, env=env).returncode
            == 0
        )
        made.append((tmp_path / folder / "SPECIMEN-apportionment.xlsx").read_bytes())
    assert made[0] == made[1]
    done = run("verify", "one", "two/SPECIMEN-apportionment.xlsx")
    assert (
        done.returncode == 0 and done.stdout.count("111 amounts are what article-14-1 gives") == 2
    )
    assert done.stdout.count("Its rates are those of un-2022-2024.") == 2


def changed(content: bytes, sheet: int, cell: str, value: str) -> bytes:
    """The same workbook with another cached value in one cell,
    as a program that calculates would save it.
    """
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for part in package.infolist():
            data = package.read(part)
            if part.filename == f"xl/worksheets/sheet{sheet}.xml":
                pattern = rb'(<c r="%s"[^>]*>(?:<f>[^<]*</f>)?<v>)[^<]*(</v>)' % cell.encode()
                data, count = re.subn(pattern, rb"\g<1>%s\g<2>" % value.encode(), data)
                assert count == 1
            copy.writestr(part, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        (2, "J30", "+0.01", ""),
        (2, "H30", "1", "Apportionment!H30  workbook-amount"),
        (2, "J5", "100000.01", "Apportionment!J5  workbook-amount  the sum of the amounts"),
        (5, "F30", "0.01", "Values!F30  workbook-amount"),
        (1, "B8", "100000.01", "Apportionment!J5  workbook-amount  the sum"),
        (1, "B8", "0", "Summary!B8  workbook-input"),
        (1, "B8", "1E999", "Summary!B8  workbook-input"),
        (1, "B10", "7", "Summary!B10  workbook-input"),
        (4, "D8", "0.0081", "Scale!D8  workbook-input"),
        (
            4,
            "C9",
            "0.009",
            'Scale!C9  workbook-rate  the rate of DZA reads "0.009"; in un-2022-2024 of the data',
        ),
    ],
)
def test_verify_names_the_cell(sheet: int, cell: str, value: str, said: str) -> None:
    content = workbook_bytes(book_of(result_of("msp11"), DAY))
    if value == "+0.01":
        at = cells(content)["Apportionment"]
        value = scaled_text(round(at["J30"].value * 100) + 1, 2)
        said = (
            f"Apportionment!J30  workbook-amount  {at['B30'].value} ({at['C30'].value}) reads "
            f'"{value}"'
        )
    found = faults(changed(content, sheet, cell, value))
    assert [line for line in found if line.startswith(f"book.xlsx:{said}")]
    assert sheet in (1, 4) or len(found) == 1


def test_verify_follows_inputs_that_were_changed(run: Run, tmp_path: Path) -> None:
    """A workbook edited and saved by a program that calculates:
    amounts follow, and verify agrees and says so.
    """
    content = workbook_bytes(book_of(result_of("rc1", rule="article-14-1-straight"), DAY))
    document = openpyxl.load_workbook(io.BytesIO(content))
    document["Summary"]["B8"] = 987654.32
    document["Participants"]["G8"] = "No"
    buffer = io.BytesIO()
    document.save(buffer)
    path = tmp_path / "edited.xlsx"
    (fault,) = faults(buffer.getvalue())
    assert "the rows hold no values. Open the workbook in a spreadsheet program" in fault
    path.write_bytes(formualizer.recalculate_xlsx_bytes(buffer.getvalue())["bytes"])
    done = run("verify", "edited.xlsx")
    assert done.returncode == 0, done.stderr
    assert "116 amounts" in done.stdout and "Its inputs were changed" in done.stdout


def test_values_are_the_csv() -> None:
    result = result_of("rc1", cost="412345.67")
    sheet = cells(workbook_bytes(book_of(result, DAY)))["Values"]
    header, *rows = sheet.iter_rows(values_only=True)
    wanted = list(csv.DictReader(io.StringIO(assessment_csv(table_rows(result)))))
    assert [row[0] for row in rows] == [row["iso3"] for row in wanted]
    for row, want in zip(rows, wanted, strict=True):
        found = dict(zip(header, row, strict=True))
        assert (found["name"], found["role"], str(found["rounding"])) == (
            want["name"],
            want["role"],
            want["rounding"],
        )
        for name in ("rate", "share", "amount"):
            assert found[name] == float(want[name])
        assert found["status"] == "Calculation based on a total cost of USD 412,345.67"


def parts_of(writer: Writer, kind: str) -> list[str]:
    """The names of the amounts by role, by regional group or by LDC."""
    names = [name for name in writer.places if re.fullmatch(f"{kind}[0-9]+", name)]
    assert len(names) >= 2
    return names


def test_totals_agree_across_sheets() -> None:
    result = result_of("rc1")
    sheets = Sheets(result)
    document = cells(sheets.bytes)
    summary = document["Summary"]
    labels = {cell.value: cell.row for column in ("A", "C") for cell in summary[column]}
    assert summary.cell(labels["Sum of the amounts"], 5).value == 100000
    assert document["Apportionment"]["J5"].value == 100000
    assert (
        round(
            sum(row[5] for row in document["Values"].iter_rows(min_row=2, values_only=True)) * 100
        )
        == 10_000_000
    )
    for kind in ("role", "group", "ldc"):
        parts = [
            summary.cell(*place(sheets.writer, name)[1:]).value
            for name in parts_of(sheets.writer, kind)
        ]
        assert round(sum(parts) * 100) == 10_000_000
    top = [summary.cell(labels["Largest amounts"] + number, 2).value for number in range(1, 11)]
    wanted = sorted(result.assessment.lines, key=lambda line: (-line.exact, line.code))[:10]
    assert top == [line.code for line in wanted]


def test_checks_turn_to_fault() -> None:
    sheets = Sheets(result_of("msp11"))
    assert [sheets.check(name) for name in CHECKS] == ["OK"] * len(CHECKS)
    amount = sheets.get("Apportionment[amount]", 23)
    other = sheets.get("Apportionment[amount]", 24)
    sheets.put("Apportionment[amount]", amount + 0.01, 23)
    sheets.live.evaluate_all()
    assert [sheets.check(name) for name in ("amounts", "sum", "frozen", "all")] == ["FAULT"] * 4
    sheets.put("Apportionment[amount]", other - 0.01, 24)
    sheets.live.evaluate_all()
    assert (sheets.check("sum"), sheets.check("amounts"), sheets.check("all")) == (
        "OK",
        "FAULT",
        "FAULT",
    )
    sheets.put("Apportionment[amount]", "a text", 24)
    sheets.live.evaluate_all()
    assert (sheets.check("shown"), sheets.check("all")) == ("FAULT", "FAULT")
    values = Sheets(result_of("msp11"))
    values.put("Values[amount]", 1)
    values.live.evaluate_all()
    assert (values.check("frozen_sum"), values.check("frozen")) == ("FAULT", "FAULT")


@pytest.mark.parametrize(
    ("total", "decimals"), [("text", 2), (0, 2), (0.001, 2), (1e13, 2), (5, 1.5), (5, -1), (5, "x")]
)
def test_inputs_beyond_reach_give_a_fault_and_no_amounts(total: Any, decimals: Any) -> None:
    sheets = Sheets(result_of("msp11"))
    sheets.put("total", total)
    sheets.put("decimals", decimals)
    sheets.live.evaluate_all()
    assert (sheets.check("usable"), sheets.check("all")) == ("FAULT", "FAULT")
    shown = {sheets.get("Apportionment[amount]", index) for index in range(111)}
    assert shown == {0}


def test_answers_must_be_yes_or_no_and_somebody_must_pay() -> None:
    sheets = Sheets(result_of("rc1", rule="article-14-1-straight"))
    sheets.put("Participants[bears]", "Maybe")
    sheets.live.evaluate_all()
    assert (sheets.check("answers"), sheets.check("usable")) == ("FAULT", "OK")
    sheets.edit(bears=[False] * len(sheets.book.states))
    assert (sheets.check("answers"), sheets.check("usable"), sheets.amounts()) == (
        "OK",
        "FAULT",
        {},
    )
    sheets.edit(bears=[state.code == "CHN" for state in sheets.book.states])
    assert sheets.check("usable") == "FAULT"


def test_only_plain_functions() -> None:
    allowed = {
        "IF",
        "AND",
        "SUM",
        "COUNT",
        "COUNTIF",
        "COUNTIFS",
        "SUMIFS",
        "SUMPRODUCT",
        "INDEX",
        "MATCH",
        "INT",
        "ROUND",
    }
    allowed |= {"ABS", "SIGN", "MIN", "MAX", "ISNUMBER", "IFERROR"}
    used: set[str] = set()
    for rule in RULES:
        content = workbook_bytes(book_of(result_of("rc1", rule=rule), DAY))
        for formula, _ in formulas_of(content).values():
            used |= set(re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub(r'"[^"]*"', "", formula)))
        assert b"_xlfn" not in content and not [
            n for n in zipfile.ZipFile(io.BytesIO(content)).namelist() if "vba" in n
        ]
    assert used <= allowed


def test_inputs_are_open_and_the_rest_is_locked() -> None:
    result = result_of("msp11")
    book = book_of(result, DAY)
    writer, content = written(book)
    document = cells(content)
    assert document.sheetnames == [
        "Summary",
        "Apportionment",
        "Participants",
        "Scale",
        "Values",
        "About",
    ]
    names = document.defined_names
    assert names["TotalCost"].attr_text == writer.places["total"] == "Summary!$B$8"
    assert names["SumOfRates"].attr_text == writer.places["sum_of_rates"]
    for sheet in document:
        assert sheet.protection.sheet and not sheet.protection.password
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P / &N" in str(sheet.oddFooter.right.text)
        if sheet.title not in ("About", "Summary"):
            assert sheet.freeze_panes and sheet.auto_filter.ref and sheet.print_title_rows
    people = document["Participants"]
    open_cells = {
        cell.coordinate for row in people.iter_rows() for cell in row if not cell.protection.locked
    }
    assert open_cells == {f"G{row}" for row in range(FIRST + 1, FIRST + len(book.states) + 1)}
    (validation,) = people.data_validations.dataValidation
    assert validation.formula1 == '"Yes,No"'
    unlocked = {
        cell.coordinate
        for row in document["Summary"].iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert {
        writer.places[name].replace("Summary!$B$", "B")
        for name in ("total", "currency", "decimals")
    } <= unlocked
    assert document.properties.created.date() == DAY
    assert document.properties.title.endswith(SPECIMEN_TITLE)


def test_a_specimen_says_so_and_never_says_due() -> None:
    specimen = cells(workbook_bytes(book_of(result_of("msp11"), DAY)))
    texts = [
        str(cell.value)
        for sheet in specimen
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert not [text for text in texts if re.search(r"\bdue\b", text) and "duly" not in text]
    for name in ("Summary", "Apportionment", "Participants", "Scale", "About"):
        assert specimen[name]["A1"].value == SPECIMEN_TITLE
    assert specimen["Values"]["I2"].value == SPECIMEN_TITLE
    real = cells(workbook_bytes(book_of(result_of("msp11", cost="5000.00", currency="EUR"), DAY)))
    assert real["Apportionment"]["J6"].value == "Amount due, EUR"


def test_changed_inputs_change_the_title() -> None:
    sheets = Sheets(result_of("msp11"))
    sheets.edit(12345)
    assert (
        sheets.live.get_value("Apportionment", 1, 1)
        == "Specimen: illustrative calculation on changed inputs. Not a request for payment."
    )
    assert "INPUTS CHANGED" in sheets.live.get_value("Summary", 5, 1)


def hostile(book: Book) -> Book:
    first, *others = book.states
    bad = '=HYPERLINK("http://x")'
    state = first._replace(state="=1+1", evidence="+1", source="-1+2", basis="@SUM(1)")
    return book._replace(
        states=(state, *others), heading=(bad, "=x", "@y"), citations=(bad, "x" * 40_000)
    )


def test_text_stays_text() -> None:
    document = cells(workbook_bytes(hostile(book_of(result_of("msp11"), DAY))), values=False)
    assert (
        document["Participants"]["A7"].value == "=1+1"
        and document["Participants"]["A7"].data_type == "s"
    )
    for sheet in document:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or not re.match(
                    r"=(1\+1|HYPERLINK|x$)", str(cell.value)
                )
    summary = [
        cell.value
        for row in document["Summary"].iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert any(text.endswith("... (cut here)") for text in summary)


@pytest.mark.parametrize(
    "text",
    [
        'ceiling = "12"',
        'hold_minimum = "0.001"\nfloor = "0.002"\nresidual = "none"',
        "share_decimals = 3",
        'liable = "all_parties"\nresidual = "largest_remainder"\n[fixed]\nEUU = "2.5"',
        'unit = "100"\nstates_not_party = "straight"\nresidual = "none"',
        'minimum = "USD 100"\n[fixed_amounts]\nJPN = "USD 1000"\n[relief]\nborne_by = ["FRA"]\n'
        '[relief.A]\ndiscount = "80"\nstates = ["COL"]',
    ],
)
def test_what_formulas_cannot_carry_is_values_only_and_verified(tmp_path: Path, text: str) -> None:
    rule = rule_file(tmp_path, text)
    result = result_of("rc1", rule=rule, cost="1000000")
    content = workbook_bytes(book_of(result, DAY))
    formulas, values = cells(content, values=False), cells(content)
    for name in ("Apportionment", "Participants", "Scale", "Values"):
        assert all(
            cell.data_type != "f"
            for row in formulas[name].iter_rows(FIRST + 1, max_col=10)
            for cell in row
        )
    assert str(values["Summary"]["A5"].value).startswith("VALUES ONLY: ")
    assert str(values["Apportionment"]["A3"].value).startswith("VALUES ONLY: ")
    rows = values["Apportionment"].iter_rows(min_row=FIRST + 1, values_only=True)
    assert {row[2]: round(row[9] * 100) for row in rows} == lines_of(result)
    live = formualizer.load_workbook_bytes(content)
    live.evaluate_all()
    writer, _ = written(book_of(result, DAY))
    checks = [live.get_value(*place(writer, f"check_{name}")) for name in STATIC_CHECKS]
    assert checks == ["OK"] * 5
    assert not faults(content)
    (fault,) = faults(changed(content, 2, "J9", "0.01"))
    assert fault.startswith("book.xlsx:Apportionment!J9  workbook-amount")


@pytest.mark.parametrize("total", [LARGEST_LIVE, LARGEST_LIVE + 1, LARGEST_TOTAL])
def test_the_largest_totals(total: int) -> None:
    result = result_of("rc1", cost=scaled_text(total, 2))
    content = workbook_bytes(book_of(result, DAY))
    assert book_of(result, DAY).is_live == (total <= LARGEST_LIVE)
    rows = cells(content)["Apportionment"].iter_rows(min_row=FIRST + 1, values_only=True)
    assert {row[2]: row[9] for row in rows if row[2]} == {
        k: float(scaled_text(v, 2)) for k, v in lines_of(result).items()
    }
    assert not faults(content)


@pytest.mark.parametrize(
    ("currency", "cost"), [("JPY", "1234567"), ("KWD", "1234.567"), ("USD", "-1234.56")]
)
def test_currencies_and_credits(currency: str, cost: str) -> None:
    result = result_of("rc1", cost=cost, currency=currency, credit=cost.startswith("-"))
    sheets = Sheets(result)
    assert sheets.amounts(result.cost.total.decimals) == lines_of(result)
    assert sheets.check("all") == "OK"


def test_a_bare_list_has_a_workbook_too() -> None:
    result = adjust_list(
        WORKSPACE, Request(scale="un-2022-2024", participants=("FRA", "JPN", "NOR"), cost="1000")
    )
    sheets = Sheets(result)
    assert sheets.amounts() == lines_of(result)
    assert sheets.check("all") == "OK"


def bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"\0" * size)
    return out.getvalue()


def entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    return out.getvalue()


def test_hostile_and_broken_files_give_findings(run: Run, tmp_path: Path) -> None:
    good = workbook_bytes(book_of(result_of("msp11"), DAY))
    chance = random.Random(1)
    torn = bytearray(good)
    for place in chance.sample(range(len(torn)), 60):
        torn[place] ^= 0xFF
    files = {
        "empty": b"",
        "bomb": bomb(17 * 1024 * 1024),
        "entities": entities(),
        "cut": good[: len(good) // 2],
        "torn": bytes(torn),
        "text": b"iso3,amount\n",
    }
    for name, content in files.items():
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    done = run("verify", *(f"{name}.xlsx" for name in files), "nowhere.xlsx")
    assert done.returncode == 1 and not done.stdout
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert [line.split("  ")[1] for line in lines] == ["workbook-unreadable"] * len(files) + [
        "file-missing"
    ]
    assert lines[1].startswith(
        "bomb.xlsx  workbook-unreadable  the file cannot be read as XLSX: it unpacks to more than"
    )
    assert "document type" in lines[2]


def test_a_state_that_stands_twice_is_named() -> None:
    document = openpyxl.load_workbook(io.BytesIO(workbook_bytes(book_of(result_of("msp11"), DAY))))
    document["Participants"]["B8"] = document["Participants"]["B7"].value
    buffer = io.BytesIO()
    document.save(buffer)
    assert "workbook-input  a State stands twice" in faults(buffer.getvalue())[0]


def test_verify_a_folder(run: Run, tmp_path: Path) -> None:
    assert run("apportion", "msp11").returncode == 0
    folder = tmp_path / "reports" / "msp11"
    written = len([path for path in folder.rglob("*") if path.is_file()]) - 1
    (folder / "note.txt").write_text("mine")
    (folder / "note\x1b[2J.txt").write_text("mine")
    done = run("verify", "reports/msp11")
    assert done.returncode == 0 and f": {written} files are as the manifest says" in done.stdout
    assert done.stderr.splitlines() == [
        "reports/msp11/note\\x1b[2J.txt is not in the manifest.",
        "reports/msp11/note.txt is not in the manifest.",
    ]
    csv_file = folder / "SPECIMEN-apportionment.csv"
    csv_file.write_bytes(csv_file.read_bytes().replace(b"13.30", b"13.31"))
    (folder / "SPECIMEN-apportionment.json").unlink()
    done = run("verify", "reports/msp11")
    assert done.returncode == 1 and not done.stdout
    assert "SPECIMEN-apportionment.csv  output-changed" in done.stderr
    assert "SPECIMEN-apportionment.json  file-missing" in done.stderr
    twice = folder / "fr" / csv_file.name
    twice.parent.mkdir()
    twice.write_bytes(b"another")
    listed = [
        {"path": name, "sha256": sha256(path.read_bytes()).hexdigest()}
        for name, path in (("fr/x.csv", twice),)
    ]
    twice.rename(twice.with_name("x.csv"))
    (folder / "x.csv").write_bytes(b"one")
    listed.append({"path": "x.csv", "sha256": sha256(b"one").hexdigest()})
    (folder / "SPECIMEN-manifest.json").write_text(json.dumps({"outputs": listed}))
    assert run("verify", "reports/msp11").returncode == 0
    (folder / "SPECIMEN-manifest.json").write_text(
        '{"outputs": [{"path": "../../secret", "sha256": ""}]}'
    )
    assert "lies outside the folder" in run("verify", "reports/msp11").stderr
    (folder / "SPECIMEN-manifest.json").unlink()
    assert "file-missing" in run("verify", "reports/msp11").stderr
