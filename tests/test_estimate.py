"""The cost estimate: every figure in document and workbook is the assessment's, sums are live,
nothing is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import docx
import openpyxl
import pytest

from ccmcost.documents.estimate import NOT_PARTY
from ccmcost.model.assessment import Apportionment
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Speaker
from ccmcost.workspace import open_workspace
from tests.conftest import SPECIMEN_TITLE, Run
from tests.ledger_office import Office
from tests.letters_office import GROUP, minor, worked_office

LINES = """item,amount
Conference servicing,
Meetings servicing,180000.00
{{ 7*7 }} <w:p>,90000.00
Non-conference servicing,
Security,12000.00
Subtotal,282000.00
Programme support costs (13%),36660.00
Contingency (15%),42300.00
Total,360960.00
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    patch = pytest.MonkeyPatch()
    try:
        office = worked_office(tmp_path_factory.mktemp("estimate"), patch)
        (office.folder / "lines.csv").write_text(LINES, encoding="utf-8")
        office.on("2024-10-02")
        office.ok("import costs lines.csv --meeting msp13 --document CCM/MSP/2024/8 --yes")
        office.cost("365000.00", "actual")
        yield office
    finally:
        patch.undo()


def made(office: Office, name: str, *more: str) -> Path:
    said = office("estimate", name, "--as-of", "2024-10-02", *more)
    assert said.code == 0, said.err
    return office.folder / "reports" / f"estimate-{name}"


def tables(path: Path) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx.Document(path).tables
    ]


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(path).paragraphs)


def results(office: Office, *meetings: str) -> list[Apportionment]:
    workspace = open_workspace(office.folder / "data")
    return [apportion_meeting(workspace, meeting, Request()) for meeting in meetings]


def sums_of(found: list[Apportionment]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for result in found:
        for line in result.assessment.lines:
            sums[line.code] = sums.get(line.code, 0) + line.amount
    return sums


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_amount_of_the_group_in_document_and_workbook(office: Office, language: str) -> None:
    folder = made(office, "rc2", "--lang", "en,fr,es")
    found = results(office, *GROUP)
    sums = sums_of(found)
    *_, together, first, second, third = tables(folder / f"estimate-{language}.docx")
    assert {row[1]: minor(row[2]) for row in together[1:-1]} == sums
    assert minor(together[-1][2]) == sum(sums.values()) == 344_000_00
    for result, table in zip(found, (first, second, third), strict=True):
        rows = {row[1]: minor(row[5]) for row in table[1:-1]}
        assert rows == {line.code: line.amount for line in result.assessment.lines}
        assert minor(table[-1][5]) == sum(rows.values()) == result.cost.total.minor
    sheet = openpyxl.load_workbook(folder / f"estimate-{language}.xlsx", data_only=True).worksheets[
        2
    ]
    rows = {row[0]: row[2:] for row in sheet.iter_rows(min_row=6, values_only=True)}
    for code, total in sums.items():
        lines = [result.assessment.line(code) for result in found]
        assert [round(value * 100) for value in rows[code]] == [
            *(line.amount if line else 0 for line in lines),
            total,
        ]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_amount_and_line_of_a_meeting(office: Office, language: str) -> None:
    symbol = ("--symbol", "CCM/MSP/2024/8", "--draft-decision")
    folder = made(office, "msp13", "--lang", "en,fr,es", *symbol)
    (result,) = results(office, "msp13")
    items, history, states = tables(folder / f"estimate-{language}.docx")
    lines = {line.code: line for line in result.assessment.lines}
    for row in states[1:-1]:
        line = lines[row[1]]
        assert minor(row[3]) == line.payer.weight and minor(row[5]) == line.amount
        assert row[0].endswith("*") == bool(line.rounding)
    assert len(states) - 2 == len(lines) and minor(states[-1][5]) == 360_960_00
    amounts = [minor(row[1]) for row in items[1:] if row[0] != row[1]]
    assert amounts == [
        each * 100
        for each in (180000, 90000, 270000, 12000, 12000, 36660, 36660, 42300, 42300, 360960)
    ]
    assert items[3][0] == "{{ 7*7 }} <w:p>"
    assert [minor(cell) for cell in history[-1][2:6]] == [
        400_000_00,
        360_000_00,
        365_000_00,
        -35_000_00,
    ]
    assert minor(history[-1][6]) == -88  # 35,000 of 400,000 is 8.75 per cent, half away from zero
    text = text_of(folder / f"estimate-{language}.docx")
    assert text.count("CCM/MSP/2024/8") == 3  # symbol, source, draft decision
    assert "SHA-256" not in text
    sheet = openpyxl.load_workbook(folder / f"estimate-{language}.xlsx", data_only=True).worksheets[
        2
    ]
    read = {row[0]: row for row in sheet.iter_rows(min_row=6, values_only=True)}
    assert {code: round(read[code][5] * 100) for code in lines} == {
        code: line.amount for code, line in lines.items()
    }


def value_of(sheet: openpyxl.worksheet.worksheet.Worksheet, place: str) -> Decimal:
    """What a formula of the workbook gives, worked out here;
    SUM, +, - and / are all that it uses.
    """
    value = sheet[place].value
    if not isinstance(value, str):
        return Decimal(str(value or 0))
    if not value.startswith("="):
        return Decimal(0)
    inner = re.fullmatch(r"=SUM\(([A-Z]+\d+):([A-Z]+\d+)\)", value)
    if inner:
        return sum(
            (
                value_of(sheet, cell.coordinate)
                for row in sheet[f"{inner[1]}:{inner[2]}"]
                for cell in row
            ),
            Decimal(0),
        )
    if "/" in value:
        above, below = value[1:].split("/")
        return value_of(sheet, above) / value_of(sheet, below)
    found = re.findall(r"([+-]?)([A-Z]+\d+)", value[1:])
    return sum(
        ((-1 if sign == "-" else 1) * value_of(sheet, each) for sign, each in found), Decimal(0)
    )


@pytest.mark.parametrize("name", ["msp13", "rc2", "msp12"])
def test_every_sum_is_a_formula_that_gives_its_cached_value(office: Office, name: str) -> None:
    path = made(office, name) / "estimate-en.xlsx"
    live, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    formulas = 0
    for sheet in live.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    formulas += 1
                    shown = Decimal(str(cached[sheet.title][cell.coordinate].value))
                    assert abs(value_of(sheet, cell.coordinate) - shown) < Decimal("1e-9"), (
                        sheet.title,
                        cell.coordinate,
                    )
    assert formulas >= (1 if name == "msp12" else 5)


def test_same_bytes_twice(office: Office) -> None:
    folder = made(office, "rc2", "--lang", "fr,es")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    office.patch.setenv("TZ", "Pacific/Auckland")
    made(office, "rc2", "--lang", "es", "--lang", "fr")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert len(first) == 5


def test_the_version_put_up_is_the_last_estimate_not_the_actual_cost(office: Office) -> None:
    said = office("estimate", "msp12", "--out", "revised")
    assert said.code == 0 and "USD 360,000.00" in said.out
    said = office("estimate", "msp12", "--out", "first", "--cost-version", "2")
    assert said.code == 0 and "USD 400,000.00" in said.out
    said = office("estimate", "msp12", "--out", "never", "--cost-version", "9")
    assert said.code == 2 and "has no version 9" in said.err
    assert not (office.folder / "never").exists()


def test_versions_that_only_the_ledger_still_knows_are_shown(office: Office) -> None:
    path = office.folder / "data" / "costs.toml"
    kept = path.read_text(encoding="utf-8")
    parts = kept.split("[[cost]]")
    path.write_text(
        "[[cost]]".join(part for part in parts if '"400000.00"' not in part), encoding="utf-8"
    )
    try:
        _, history, _ = tables(made(office, "msp13") / "estimate-en.docx")
    finally:
        path.write_text(kept, encoding="utf-8")
    assert minor(history[-1][2]) == 400_000_00


def test_specimen_and_honesty_without_costs(run: Run, tmp_path: Path) -> None:
    done = run("estimate", "msp12", "--lang", "en,fr,es", "--as-of", "2023-10-01")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "reports" / "estimate-msp12"
    names = {path.name for path in folder.iterdir()}
    assert len(names) == 7 and all(name.startswith("SPECIMEN-") for name in names)
    text = text_of(folder / "SPECIMEN-estimate-en.docx")
    assert text.count(SPECIMEN_TITLE) == 2
    assert "A breakdown by item is not available." in text
    assert "Comparison with earlier meetings" not in text, "there is nothing to compare"
    assert "(illustrative). Source: example figure, as no estimate has been published." in text
    assert "No line items" not in done.stderr, "a specimen has none"
    assert "The document has no symbol yet. Add one with --symbol." in done.stderr
    assert "[symbol to be assigned]" in text and "to be filled in" in text
    assert not re.search(r"\b[Dd]ue\b", text)
    book = openpyxl.load_workbook(folder / "SPECIMEN-estimate-fr.xlsx")
    sheet = book.worksheets[0]
    assert len(str(sheet["A1"].value)) > 60 and sheet.row_dimensions[1].height >= 2 * 18
    assert str(sheet.oddFooter.left.text).endswith(f" - {sheet.title}"), "not cut in a word"
    for sheet in book.worksheets:
        assert "Spécimen" in sheet["A1"].value
    assert "Aucun coût d’une réunion antérieure" in book.worksheets[1]["A6"].value


@pytest.mark.parametrize("rule", ["article-14-1", "article-14-1-straight"])
def test_the_other_reading_is_what_that_rule_gives(run: Run, tmp_path: Path, rule: str) -> None:
    done = run("estimate", "rc1", "--rule", rule, "--out", "out", "--as-of", "2014-10-01")
    assert done.returncode == 0, done.stderr
    text = text_of(tmp_path / "out" / "SPECIMEN-estimate-en.docx").replace("\u00a0", " ")
    sums = {}
    for each in ("article-14-1", "article-14-1-straight"):
        assessment = apportion_meeting(open_workspace(), "rc1", Request(rule=each)).assessment
        sums[each] = sum(line.amount for line in assessment.lines if line.payer.role in NOT_PARTY)
    other = next(each for each in sums if each != rule)
    sentence = next(line for line in text.splitlines() if "would together bear" in line)
    change = abs(sums[other] - sums[rule])
    assert [minor(each) for each in re.findall(r"USD ([\d,.]+\d)", sentence)] == [
        sums[other],
        sums[rule],
        change,
    ]
    assert ("less" if sums[other] < sums[rule] else "more") in sentence and text.count(
        "would together bear"
    ) == 1


def test_a_proposed_cost_and_a_group_that_asks_for_one(run: Run, tmp_path: Path) -> None:
    done = run("estimate", "msp13", "--cost", "450000", "--out", "out")
    assert done.returncode == 0 and "USD 450,000.00" in done.stdout
    rows = tables(tmp_path / "out" / "estimate-en.docx")[-1]
    assert sum(minor(row[5]) for row in rows[1:-1]) == 450_000_00
    done = run("estimate", "rc2", "--cost", "450000")
    assert done.returncode == 2 and "(rc2-pm1, rc2-pm2, rc2) first: ccmcost cost set" in done.stderr
    assert run("estimate", "rc3").returncode == 1


@pytest.mark.parametrize("name", ["msp13", "rc2"])
def test_what_rounding_leaves_over_is_shown_and_columns_sum_to_the_cost(
    office: Office, name: str
) -> None:
    rule = (open_workspace().packaged / "rules" / "article-14-1.toml").read_text(encoding="utf-8")
    (office.folder / "loose.toml").write_text(
        rule.replace('id = "article-14-1"', 'id = "loose"').replace('"largest_amounts"', '"none"'),
        encoding="utf-8",
    )
    folder = made(office, name, "--rule", "loose.toml")
    found = [
        apportion_meeting(open_workspace(office.folder / "data"), each, Request(rule="loose.toml"))
        for each in (GROUP if name == "rc2" else ("msp13",))
    ]
    residual = sum(result.assessment.residual for result in found)
    at, amount = (-len(GROUP) - 1, 2) if name == "rc2" else (-1, 5)
    rows = tables(folder / "estimate-en.docx")[at]
    assert sum(minor(row[amount]) for row in rows[1:-1]) == minor(rows[-1][amount])
    assert ("Rounding" in str(rows)) == bool(residual)
    live = openpyxl.load_workbook(folder / "estimate-en.xlsx").worksheets[2]
    total = live.cell(live.max_row, live.max_column)
    assert value_of(live, total.coordinate) * 100 == sum(
        result.cost.total.minor for result in found
    )


def test_an_organization_that_bears_a_part_is_counted_as_no_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(tmp_path / "office", monkeypatch)
    office.listed("official", ("AUT", "FRA", "JPN"))
    folder = made(office, "msp12", "--cost", "412345.00")
    assert tables(folder / "estimate-en.docx")[-1][-1][0] == "Total (3\u00a0States)"
    with (office.folder / "data" / "participants" / "msp12.csv").open("a", encoding="utf-8") as csv:
        csv.write("EUU,organization,official,test,test,DOC,,,\n")
    rule = (open_workspace().packaged / "rules" / "article-14-1.toml").read_text(encoding="utf-8")
    fixed = rule.replace('id = "article-14-1"', 'id = "odd"') + '\n[fixed]\nEUU = "2.5"\n'
    (office.folder / "odd.toml").write_text(fixed, encoding="utf-8")
    made(office, "msp12", "--cost", "412345.00", "--rule", "odd.toml")
    assert tables(folder / "estimate-en.docx")[-1][-1][0] == "Total (4)"


def test_lines_that_miss_the_total_are_a_finding(office: Office) -> None:
    path = office.folder / "data" / "costs.toml"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace('"12000.00"', '"12000.01"'), encoding="utf-8")
    try:
        said = office("estimate", "msp13", "--out", "wrong")
    finally:
        path.write_text(kept, encoding="utf-8")
    assert said.code == 1 and "cost-sum" in said.err and not (office.folder / "wrong").exists()


def test_a_hostile_name_stays_text_in_document_and_workbook(office: Office) -> None:
    path = office.folder / "data" / "states.csv"
    kept, hostile = path.read_text(encoding="utf-8"), "=1+1 {{ 7*7 }} </w:t><w:p> &amp; {%p if x %}"
    assert kept.count(",Sweden,") == 1
    path.write_text(kept.replace(",Sweden,", f",{hostile},"), encoding="utf-8")
    try:
        folder = made(office, "msp13")
        office.ok("letters msp12 --kind cover --as-of 2024-02-10 --state SWE --out hostile")
    finally:
        path.write_text(kept, encoding="utf-8")
    states = tables(folder / "estimate-en.docx")[-1]
    assert next(row[0] for row in states if row[1] == "SWE") == hostile
    sheet = openpyxl.load_workbook(folder / "estimate-en.xlsx").worksheets[2]
    cell = next(row[1] for row in sheet.iter_rows(min_row=6) if row[0].value == "SWE")
    assert cell.value == hostile and cell.data_type == "s"
    assert f"Permanent Mission of {hostile}" in text_of(
        office.folder / "hostile" / "CCM-MSP12-SWE-cover-en.docx"
    )


def test_share_of_the_variance_is_exact() -> None:
    from ccmcost.documents.estimate import Earlier
    from ccmcost.model.money import Money

    def usd(minor: int) -> Money:
        return Money(minor, "USD", 2)

    row = Earlier(None, usd(300), usd(400), None)  # type: ignore[arg-type]
    assert row.variance == usd(100) and row.part == Fraction(1, 3)
    assert Earlier(None, None, usd(400), usd(500)).variance is None  # type: ignore[arg-type]


def test_a_revised_estimate_stands_beside_the_first_one(office: Office) -> None:
    """The meeting that decides sees by how much its own estimate has moved,
    and nothing that was said later.
    """
    for version, expected in (("2", None), ("3", [400_000_00, 360_000_00, -40_000_00])):
        office("estimate", "msp12", "--out", f"own-{version}", "--cost-version", version)
        *_, history, _ = tables(office.folder / f"own-{version}" / "estimate-en.docx")
        own = [row for row in history if row[0] == "Twelfth Meeting of States Parties"]
        if expected is None:
            assert not own
            continue
        assert own == [history[-1]]
        assert [minor(history[-1][place]) for place in (2, 3, 5)] == expected
        assert history[-1][4] == "–", "the actual cost came later"


@pytest.mark.parametrize(
    ("language", "status", "nameless"),
    [
        ("en", "estimate of the secretariat", "figures provided by the issuing office"),
        ("fr", "estimation du secrétariat", "chiffres communiqués par le secrétariat"),
        ("es", "estimación de la secretaría", "cifras facilitadas por la oficina emisora"),
    ],
)
def test_a_sum_that_the_office_gives_is_its_own_estimate(
    run: Run, tmp_path: Path, language: str, status: str, nameless: str
) -> None:
    name, cost = f"estimate-{language}", ("estimate", "msp12", "--cost", "450000")
    for source in ("", "Budget paper 7"):
        more = ["--source", source] if source else []
        assert run(*cost, "--lang", language, *more).returncode == 0
        folder = tmp_path / "reports" / "estimate-msp12"
        texts = [text_of(folder / f"{name}.docx")]
        sheet = openpyxl.load_workbook(folder / f"{name}.xlsx").worksheets[0]
        texts.append(" ".join(str(cell.value) for row in sheet.rows for cell in row))
        for text in texts:
            assert (source or nameless) in text and "user" not in text
        assert status in texts[1], "the document says it once, as the estimated cost"
    wrong = run("estimate", "msp12", "--source", "Budget paper 7")
    assert wrong.returncode == 2 and "--source goes with --cost" in wrong.stderr


def test_it_reads_as_a_document_and_the_draft_decision_is_asked_for(
    run: Run, tmp_path: Path
) -> None:
    wish = ("estimate", "msp13", "--cost", "450000", "--symbol", "CCM/MSP/2025/3")
    path = tmp_path / "reports" / "estimate-msp13" / "estimate-en.docx"
    plain = run(*wish)
    text = text_of(path)
    assert "No line items: the document shows only the total cost of msp13." in plain.stderr
    assert "ccmcost import costs FILE --meeting msp13" in plain.stderr
    assert "has no symbol" not in plain.stderr and "Draft decision" not in text
    for sense in (
        "Assessment notices will be issued on the basis of the total estimated costs and the "
        "cost-sharing formula, once both have been approved.",
        "Contributions will then be adjusted to the actual costs.",
    ):
        assert sense in text
    assert "article-14-1" not in text and "un-2025-2027" not in text
    assert run(*wish, "--draft-decision").returncode == 0
    assert (
        "“The Meeting approved the estimated costs contained in document CCM/MSP/2025/3 and the "
        "cost-sharing formula set out therein.”" in text_of(path)
    )


@pytest.mark.parametrize(
    ("language", "figure", "several", "one"),
    [
        (
            "en",
            "cost of the Second Review Conference is {}.",
            "of the meetings,",
            "of the meeting,",
        ),
        ("fr", "les coûts estimatifs s’élèvent à {}.", "clôture des réunions,", "de la réunion,"),
        ("es", "los costos estimados ascienden a {}.", "de las reuniones,", "de la reunión,"),
        ("ru", "сметные расходы составляют {}.", "закрытия совещаний,", "закрытия совещания,"),
        ("ar", "تبلغ التكاليف المقدرة {}.", "بعد اختتام الاجتماعات،", "بعد اختتام الاجتماع،"),
        ("zh", "的估计费用为{}。", "将在各次会议闭幕、", "将在会议闭幕、"),
    ],
)
def test_a_first_estimate_is_called_one_once_and_meetings_close_in_their_number(
    office: Office, language: str, figure: str, several: str, one: str
) -> None:
    group = text_of(made(office, "rc2", "--lang", language) / f"estimate-{language}.docx")
    cost = r"(?:USD.300.000.00|300.000.00.{1,2}USD)"
    plain = re.sub("[\u2066\u2069]", "", group)
    assert re.search(re.escape(figure).replace(r"\{\}", cost), plain), plain
    assert several in group and one not in group
    single = text_of(made(office, "msp13", "--lang", language) / f"estimate-{language}.docx")
    assert one in single and several not in single


def test_each_meeting_of_an_english_title_has_its_article(office: Office) -> None:
    text = text_of(made(office, "rc2", "--lang", "en") / "estimate-en.docx")
    title = (
        "of the First Preparatory Meeting for the Second Review Conference, the Second "
        "Preparatory Meeting for the Second Review Conference and the Second Review Conference"
    )
    assert f"Estimated costs {title}" in text and f"the estimated costs {title} and the" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_stand_in_the_order_of_the_language_and_each_page_has_its_title(
    run: Run, tmp_path: Path, language: str
) -> None:
    wish = ("estimate", "msp13", "--cost", "450000", "--lang", language, "--as-of", "2025-03-03")
    assert run(*wish).returncode == 0
    path = tmp_path / "reports" / "estimate-msp13" / f"estimate-{language}.docx"
    (states,) = tables(path)
    result = apportion_meeting(open_workspace(), "msp13", Request())
    codes = [line.code for line in result.assessment.lines]
    place = result.states.place
    shown = [row[1].strip("\u2066\u2069") for row in states[1:-1]]
    assert shown == sorted(codes, key=lambda code: place(code, language))
    assert len(states) - 2 == len(codes) == 111
    document = docx.Document(path)
    (page,) = document.sections
    heading = next(each.text for each in document.paragraphs if each.style.name == "Title")
    said = Speaker(language, result.convention, result.states)("order_english")
    assert (said in text_of(path)) == (language in ("ar", "zh"))
    assert page.different_first_page_header_footer and page.header.paragraphs[0].text == heading


def test_an_estimate_in_french_says_what_has_no_french_name(run: Run, tmp_path: Path) -> None:
    assert run("init", "new").returncode == 0
    there = tmp_path / "new"
    new = ("--name", "Fourteenth Meeting", "--start", "2027-11-16")
    assert run("meeting", "add", "msp14", *new, cwd=there).returncode == 0
    assert run("meeting", "expect", "msp14", cwd=there).returncode == 0
    done = run("estimate", "msp14", "--cost", "450000", "--lang", "fr", cwd=there)
    assert done.returncode == 0 and "no other name was given: msp14 (fr)." in done.stderr
