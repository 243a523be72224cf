"""Hostile and broken input: a few cases of each kind (CCMCOST_HOSTILE says how many); thousands in
benchmarks/fuzz.py.

Success, findings or a usage error: never a traceback, a hang, a write outside the output folder, or
a partial output.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ccmcost.errors import UsageError, harmless
from ccmcost.findings import Finding
from ccmcost.tables.records import csv_text
from tests.conftest import DATA, ROOT, Run, slow_but
from tests.hostile import texts
from tests.hostile.kinds import KINDS, open_room
from tests.hostile.room import Case, Dice, Room

CASES = int(os.environ.get("CCMCOST_HOSTILE", "0"))
A_FEW = {
    "xlsx": 10,
    "docx": 10,
    "pdf": 10,
    "html": 15,
    "text": 15,
    "ids": 40,
    "csv": 25,
    "toml": 40,
    "json": 25,
    "bank": 12,
    "rules": 30,
    "conventions": 15,
    "inputs": 20,
    "forms": 10,
    "proof": 5,
    "api": 20,
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CCMCOST_DATA", "SOURCE_DATE_EPOCH", "CCMCOST_RECORDED_BY"):
            patch.delenv(name, raising=False)
        yield open_room(tmp_path_factory.mktemp("hostile"), seconds=100)


@pytest.mark.parametrize("kind", slow_but(("csv", "docx"), KINDS))
def test_nothing_hostile_gets_through(kind: str, room: Room) -> None:
    @settings(
        max_examples=CASES or A_FEW[kind],
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.randoms(use_true_random=True))
    def meet(dice: Dice) -> None:
        case = KINDS[kind](dice, room)
        outcome = room.meet(case)
        assert not outcome.fault, (case.arguments, outcome.fault)

    meet()


def told(room: Room, arguments: str, files: dict[str, bytes]) -> str:
    """What a command says that must be refused."""
    outcome = room.meet(Case(tuple(arguments.split(" ")), files))
    assert not outcome.fault, outcome.fault
    assert outcome.code in (1, 2), outcome.out
    return outcome.err


def changed(name: str, before: str, after: str) -> dict[str, bytes]:
    """A file of the data with one thing changed."""
    text = (DATA / name).read_text(encoding="utf-8")
    assert before in text
    return {f"data/{name}": text.replace(before, after, 1).encode("utf-8", "surrogatepass")}


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        (
            "meetings.toml",
            'id = "msp1"',
            'id = "../../x"',
            "Ids are lower-case and permanent",
        ),
        ("convention.toml", 'prefix = "CCM"', 'prefix = "../../x"', "file names begin with it"),
        (
            "convention.toml",
            "months = 6",
            "months = 99999999",
            '"months" must be between 0 and 120',
        ),
        (
            "convention.toml",
            "go_no_go_days = 90",
            "go_no_go_days = 10000000000",
            '"go_no_go_days" must be between 0 and 3650',
        ),
        (
            "costs.toml",
            "version = 1",
            "version = " + "9" * 5000,
            "file-syntax  this is not valid TOML",
        ),
        (
            "meetings.toml",
            'city = "Vientiane"',
            "city." + "a." * 3000 + "b = 1",
            "file-syntax  this is not valid TOML: nested too deeply",
        ),
        (
            "meetings.toml",
            'city = "Vientiane"',
            'city = "Vien\u202etiane"',
            "the hidden character U+202E",
        ),
        (
            "meetings.toml",
            'city = "Vientiane"',
            'city = "Vien\\u001b[2Jtiane"',
            '"city" holds a hidden character',
        ),
        (
            "rules/article-14-1.toml",
            'title = "',
            'title = "\\u0000',
            '"title" holds a hidden character',
        ),
        ("rules/article-14-1.toml", 'title = "', 'title = "\u200b', "the hidden character U+200B"),
        (
            "rules/article-14-1.toml",
            'title = "',
            'title = "\\u3164',
            '"title" holds a hidden character',
        ),
        (
            "rules/article-14-1.toml",
            'title = "',
            'title = "\\u2028',
            '"title" holds a hidden character',
        ),
        (
            "convention.toml",
            "[cost_article.paragraph_1]\nen = ",
            "[cost_article.paragraph_1]\ne = ",
            '"paragraph_1" lacks its English words',
        ),
        ("states.csv", "Japan", "Ja\x1b[2Jpan", "the hidden character U+001B"),
        (
            "states.csv",
            ",African States,",
            ',"African ""States",',
            "a sign that means more than itself in a formula",
        ),
        (
            "states.csv",
            "Cape Verde@until=2013-10-24",
            "Cape Verde@until=24.10.2013",
            "aliases  date-bad",
        ),
        ("states.csv", "en:Cape Verde@until", "Cape Verde@until", "aliases  value-bad"),
    ],
)
def test_data_that_would_mislead_or_lead_elsewhere(
    room: Room, name: str, before: str, after: str, says: str
) -> None:
    assert says in told(room, "apportion msp11 --no-files", changed(name, before, after))


def test_a_workspace_by_way_of_a_folder_that_is_not_there(room: Room) -> None:
    outcome = room.meet(Case(("init", "nowhere/../../beside"), {}, ("beside",)))
    assert (outcome.code, outcome.fault) == (0, "")
    assert not (room.office / "nowhere").exists()


def test_a_convention_without_kinds_of_meetings(room: Room) -> None:
    text = (DATA / "convention.toml").read_text(encoding="utf-8")
    without = re.sub(r"(?<=^\[meeting_kinds\]\n)(\w+ = .*\n)+", "", text, flags=re.MULTILINE)
    assert without != text
    said = told(room, "chart history", {"data/convention.toml": without.encode()})
    assert 'the table "meeting_kinds" names no kind of meeting' in said


def test_a_page_with_more_cells_than_anyone_means(room: Room) -> None:
    page = b"<table>" + (b"<tr>" + b"<td>x</td>" * 400 + b"</tr>") * 501 + b"</table>"
    assert "more than 200,000 cells" in told(
        room, "import treaty-status in/x.html --dry-run", {"in/x.html": page}
    )


def test_a_csv_runs_no_formula() -> None:
    cells = [
        "=1+1",
        "@SUM(1)",
        "-2+3",
        "+cmd|' /C calc'!A0",
        "-5.00",
        "+1,000.00",
        "-3.2%",
        "-",
        "Japan",
        "",
    ]
    kept = [
        row[0] for row in csv.reader(io.StringIO(csv_text(["text"], [[cell] for cell in cells])))
    ][1:]
    assert kept == ["'=1+1", "'@SUM(1)", "'-2+3", "'+cmd|' /C calc'!A0", *cells[4:]]


def test_a_scale_of_the_year_nought(room: Room) -> None:
    files = {"data/un_scale/un-0000-0000.csv": b"x", "data/un_scale/un-2050-2020.csv": b"x"}
    outcome = room.meet(Case(("apportion", "msp11", "--no-files"), files))
    assert (outcome.code, outcome.fault) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("show", "m" * 10_000_000),
            "an argument is 10,000,000 characters long; 10,000 is the most",
        ),
        (("show", "msp11\0"), "holds a control character"),
        (("show", "msp11\udcff"), "is no UTF-8"),
        (("show", "../../etc/passwd"), 'there is no meeting "../../etc/passwd"'),
        (("show", "m\u0455p11"), "there is no meeting"),
        (("explain", "msp11", "\u0408PN"), "is not recognised as the name of a State"),
        (("apportion", "msp11", "--rule", "x" * 5000 + ".toml"), "the file does not exist"),
        (("apportion", "msp11", "--data", "x" * 5000), "there is no folder"),
        (("apportion", "msp11", "--participants", "x" * 5000), "the file does not exist"),
        (("apportion", "msp11", "--out", "x" * 5000), "File name too long"),
        (("import", "receipts", "\u202ex.csv", "--recorded-by=A"), "\\x202ex.csv"),
        (("show", "-\u202e"), '"-\\x202e" holds a control character or a hidden one'),
        (
            ("show", "msp11", "\u202emsp12"),
            '"\\x202emsp12" holds a control character or a hidden one',
        ),
        (("show", "--\u200b"), '"--\\x200b" holds a control character or a hidden one'),
        (("apportion", "msp11", "--lang", "../fr"), "--lang"),
        (("apportion", "msp11", "--scale", "../un-2022-2024"), "there is no scale"),
        (("explain", "msp11", ""), "STATE: name one State"),
        (("explain", "msp11", "JPN,FRA"), "STATE: name one State"),
        (("statement", "JPN,FRA"), "STATE: name one State"),
        (("statement", "JPN", "--known-on", ""), '--known-on: "" is not a valid date'),
        (("status", "--state", ""), "--state: name one State"),
        (("status", "--meeting", ""), "there is no meeting"),
        (
            (
                "receive",
                "msp11",
                ",",
                "5",
                "--on",
                "2024-01-01",
                "--reference",
                "R",
                "--recorded-by=A",
            ),
            "STATE: name one State",
        ),
        (("budget", "JPN,FRA", "--years", "2026", "--cost", "5"), "STATE: name one State"),
        (("meeting", "set", "rc3", "--country", ""), "--country: name one State"),
        (("meeting", "set", "rc3", "--country", "CHE,FRA"), "--country: name one State"),
    ],
)
def test_ids_that_are_none(room: Room, arguments: tuple[str, ...], says: str) -> None:
    outcome = room.meet(Case(arguments, {}))
    assert outcome.code in (1, 2) and not outcome.fault, outcome.fault
    assert says in outcome.err


def test_a_blank_that_does_not_break_is_plain_text(room: Room) -> None:
    outcome = room.meet(Case(("apportion", "msp11", "--no-files", "--cost=1\u00a0000"), {}))
    assert outcome.code == 0 and "USD 1,000.00" in outcome.out
    outcome = room.meet(Case(("apportion", "msp11", "--no-files", "--cost=1\u00a000"), {}))
    assert outcome.code == 2 and '"1\\xa000" is not a valid USD amount' in outcome.err


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


HEAD: list[object] = [
    "statement",
    "line",
    "value_date",
    "amount",
    "currency",
    "reference",
    "iso3",
    "meeting",
]
RECEIPTS = "import receipts in/x.xlsx --recorded-by=A"


def test_a_formula_without_a_value_is_no_empty_cell(room: Room) -> None:
    """Otherwise a payment whose State and meeting are formulas would be recorded as one that nobody
    can name.
    """
    content = workbook(HEAD, ["S", 1, "2024-03-01", 5, "USD", "R", '="J"&"PN"', '="msp"&"11"'])
    said = told(room, RECEIPTS, {"in/x.xlsx": content})
    assert 'cell G2 of its sheet "Sheet" holds a formula that was never calculated' in said


def test_a_date_that_is_a_number(room: Room) -> None:
    said = told(
        room,
        RECEIPTS,
        {"in/x.xlsx": workbook(HEAD, ["S", 1, 45352, 5, "USD", "R", "JPN", "msp11"])},
    )
    assert '"45352" is not a valid date' in said


def bent(content: bytes, part: str, before: bytes, after: bytes) -> bytes:
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as package,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in package.namelist():
            bytes_of = package.read(name)
            made.writestr(name, bytes_of.replace(before, after, 1) if name == part else bytes_of)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("part", "before", "after", "says"),
    [
        (SHEET, b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>', ""),
        (SHEET, b"<sheetData>", b'<sheetData><row r="1048576"/>', '"XXX"'),
        (
            SHEET,
            b"<worksheet",
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet',
            "declares a document type",
        ),
        (SHEET, b"<sheetData>", b"<sheetData>" + b" " * 60_000_000, "is larger than"),
        (SHEET, b"<row ", b"<x>" * 300 + b"<row ", "nested too deeply"),
        ("xl/workbook.xml", b"<sheets>", b"<sheets>" + b"<sheet/>" * 3, "is damaged"),
    ],
    ids=("dimension", "last row", "entity", "swelling", "nested", "sheets"),
)
def test_bank_lists_that_are_bombs(
    room: Room, part: str, before: bytes, after: bytes, says: str
) -> None:
    content = bent(
        workbook(HEAD, ["S", 1, "2024-03-01", 5, "USD", "R", "XXX", "msp11"]), part, before, after
    )
    assert says in told(room, RECEIPTS, {"in/x.xlsx": content})


@pytest.mark.slow
def test_a_workbook_sent_back_with_endless_merged_cells(room: Room) -> None:
    from tests.hostile import packed

    bomb = b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    content = bent(packed.WRITTEN[0], SHEET.replace("1", "2"), b"</sheetData>", bomb)
    assert "workbook-unreadable" in told(room, "verify in/x.xlsx", {"in/x.xlsx": content})


FORGED = "ledger import in/x.json --data ../new/data --recorded-by=A"


def test_a_forged_export_is_refused_whole(room: Room) -> None:
    for document, says in (
        (b"{}", "not an export of a ledger"),
        (b'{"format": "ccmcost ledger"}', "lacks its schema"),
        (
            b'{"format": "ccmcost ledger", "schema": "9", "events": [], "last": {}}',
            "lacks its schema",
        ),
        (b'{"format": "ccmcost ledger", "schema": 3, "events": [7], "last": {}}', "cannot be read"),
        (b"[" * 200_000, "is no JSON file"),
    ):
        assert says in told(room, FORGED, {"in/x.json": document})


@pytest.mark.parametrize(
    "file", ["\u2028/annex.pdf", "../annex.pdf", "2024/../annex.pdf", "/etc/passwd", "2024/.x"]
)
def test_an_export_that_names_a_document_elsewhere(room: Room, file: str) -> None:
    document = json.loads(texts.EXPORT)
    body = next(event["body"] for event in document["events"] if event["kind"] == "issue")
    body["annexes"] = dict.fromkeys([file], "0" * 64)
    said = told(room, FORGED, {"in/x.json": json.dumps(texts.sealed(document)).encode()})
    assert "lies in the folder of its year" in said


def test_an_export_that_reverses_an_event_beyond_all_numbers(room: Room) -> None:
    document = json.loads(texts.EXPORT)
    next(event["body"] for event in document["events"] if event["kind"] == "reverse")["event"] = (
        10**30
    )
    said = told(room, FORGED, {"in/x.json": json.dumps(texts.sealed(document)).encode()})
    assert "does not make a sound ledger" in said


def test_lines_that_could_be_cut_into_marks_in_many_ways(room: Room) -> None:
    """Each of these took longer than anyone waits."""
    lines = [
        "STATES PARTIES",
        "",
        "Japan",
        "",
        "1" * 150 + "x",
        "9" * 19_000 + "x",
        " " * 19_000 + "(",
        "(formerly" * 2_000,
    ]
    outcome = room.meet(
        Case(
            ("import", "participants", "msp11", "in/x.txt", "--dry-run"),
            {"in/x.txt": "\n".join(lines).encode()},
        )
    )
    assert outcome.code in (0, 1) and not outcome.fault, outcome.fault


def test_findings_without_end_are_cut(room: Room) -> None:
    rows = "".join(f"X{number},state_party\n" for number in range(5000))
    said = told(
        room,
        "apportion msp11 --no-files --participants in/x.csv",
        {"in/x.csv": b"iso3,role\n" + rows.encode()},
    )
    assert said.endswith("... and 4,800 more findings\n")


def test_text_from_outside_cannot_steer_the_terminal() -> None:
    assert harmless("plain é, العربية\n") == "plain é, العربية\n"
    assert harmless("a\x1b[2J\u202eb\x9b") == "a\\x1b[2J\\x202eb\\x9b"
    assert len(harmless("x" * 10**6)) < 5000
    assert (
        Finding("f\n.csv", 1, "c", "value-bad", "two\nlines\x07").line()
        == "f .csv:1:c  value-bad  two lines\\x07"
    )
    assert issubclass(UsageError, Exception)


@pytest.mark.slow
def test_the_same_case_again(tmp_path: Path) -> None:
    """`benchmarks/fuzz.py` repeats a case by kind, seed and number,
    and its exit code says whether it was a fault.
    """
    command = [sys.executable, str(ROOT / "benchmarks" / "fuzz.py"), "ids", "6", "--jobs", "1"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.match(r"ids: 6 cases, 0 faults; exit code ", done.stdout)


def test_a_file_with_a_name_that_is_no_utf8(run: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"list-\xff.csv")
    (tmp_path / name).write_text("iso3\nJPN\n", encoding="utf-8")
    done = run("apportion", "msp11", "--no-files", "--participants", name)
    assert done.returncode == 2 and "is no UTF-8" in done.stderr


@pytest.mark.parametrize("line", ["JPN = ", "[fixed.", "ceiling = "])
def test_a_rule_that_is_nested_without_end(room: Room, line: str) -> None:
    deep = "{a = " * 900 + "1" + "}" * 900
    deep = ".".join("a" * 2000) + "]\nb = 1" if line == "[fixed." else deep
    rule = (DATA / "rules" / "article-14-1.toml").read_text("utf-8").partition("[")[0]
    rule += f"{'[fixed]' if line[0] == 'J' else ''}\n{line}{deep}\n"
    said = told(
        room,
        "apportion msp11 --no-files --cost 1000 --rule in/x.toml",
        {"in/x.toml": rule.encode()},
    )
    assert "nested too deeply" in said


@pytest.mark.parametrize(
    "line",
    [
        "forecast msp13 --cost=5 --trials={}",
        "record identify {} SWE msp12 --amount=5 --document=D",
        "import participants msp11 in/x.csv --dry-run --states={}",
        "init in/made --convention=kites --set=entry_into_force.days={}",
    ],
)
def test_a_number_of_more_digits_than_python_reads(room: Room, line: str) -> None:
    files = {"in/x.csv": b"iso3\nJPN\n"}
    outcome = room.meet(Case(tuple(line.format("9" * 5000).split()), files, ("office/in",)))
    assert outcome.code in (0, 1, 2) and not outcome.fault, outcome.fault
    assert "init" in line or "is not a whole number" in outcome.err


def test_a_blank_that_is_none_is_spelt_out_in_the_name_of_a_folder(room: Room) -> None:
    outcome = room.meet(Case(("show", "msp11", "--data=x\u2009"), {}))
    assert outcome.code == 2 and '"x\\x2009"' in outcome.err, outcome.err


FIRST = '[[cost]]\nmeeting = "msp1"\n'
LINES = """[[cost]]
meeting = "msp11"
version = 2
status = "estimate"
amount = "10.00"
currency = "USD"
source = "x"

[[cost.lines]]
item = "Interpretation"
kind = "other"
amount = "10.00"
percent = "abc"

"""


@pytest.mark.parametrize("command", ["check", "cost lines msp11", "estimate msp11"])
def test_a_cost_line_of_no_percentage(room: Room, command: str) -> None:
    assert '"abc" is not a valid percentage' in told(
        room, command, changed("costs.toml", FIRST, LINES + FIRST)
    )


@pytest.mark.parametrize("command", ["check", "cost lines msp1"])
def test_a_version_that_is_no_number(room: Room, command: str) -> None:
    assert '"version" must be' in told(
        room, command, changed("costs.toml", "version = 1", 'version = "x"')
    )


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        (
            "costs.toml",
            FIRST,
            LINES.replace("abc", "").replace('"10.00"', '"9.00"', 1) + FIRST,
            "cost-sum",
        ),
        (
            "state_names.csv",
            "\nAFG,en,formal",
            "\nAFX,en,formal",
            "state_names.csv:2:iso3  state-unknown",
        ),
        ("organizations.csv", "name,short", "name,brief", "organizations.csv"),
    ],
)
def test_check_reads_every_file(room: Room, name: str, before: str, after: str, says: str) -> None:
    assert says in told(room, "check", changed(name, before, after))


def test_what_is_no_character_never_reaches_a_terminal() -> None:
    for code in (0xFDD0, 0xFFFF, 0x1FFFE, 0x10FFFF):
        assert harmless(chr(code)) != chr(code)
