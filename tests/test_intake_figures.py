"""Scales, treaty status and costs from documents of the official kinds,
made here from the figures at hand.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from ccmcost.accounts.books import Clerk, open_books
from ccmcost.desk.costs import CostRequest, propose_cost, write_cost
from ccmcost.desk.init import make_workspace
from ccmcost.desk.scales import ScaleProposal, propose_scales, write_scales
from ccmcost.desk.treaty import propose_status, write_status
from ccmcost.errors import DataError, UsageError
from ccmcost.findings import Findings
from ccmcost.load.meetings import load_cost_lines
from ccmcost.load.reader import Reader
from ccmcost.load.scales import load_scale, scale_periods
from ccmcost.model.money import scaled_text
from ccmcost.model.rates import rate_text
from ccmcost.model.source import SourceFile
from ccmcost.workspace import Workspace
from tests import intake_documents as made
from tests.conftest import DATA, Run

READER = made.READER
SCALES = {scale_id: load_scale(READER, scale_id, made.STATES) for scale_id in scale_periods(READER)}
LATEST = SCALES["un-2025-2027"]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with no packaged copy behind it, so that what is not there is not there."""
    make_workspace(tmp_path / "office")
    data = tmp_path / "office" / "data"
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "convention.toml").write_bytes((DATA / "convention.toml").read_bytes())
    return Workspace(data, bare)


CLERK = Clerk("A. Clerk", datetime(2026, 1, 2, tzinfo=UTC))


def given(path: Path) -> SourceFile:
    return SourceFile(path.name, "command line", path.read_bytes(), path.name)


def official_workbook(path: Path, spoil: str = "") -> Path:
    """As the Committee on Contributions lays it out: years above one another, dashes, marks,
    former names, totals, notes.
    """
    former = {
        "UKR": "Ukraine (formerly Ukrainian Soviet Socialist Republic)",
        "TUR": "Türkiye a/",
        "SRB": "Serbia f/",
    }
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Scale Assessments")
        sheet.write_string(2, 0, "Member State")
        sheet.write_number(2, 1, 1946)
        for column, scale in enumerate(SCALES.values(), 2):
            for row in range(3):
                sheet.write_number(row, column, scale.period.first.year + row)
            sheet.write_string(3, column, "==========")
        names = sorted((former.get(code, made.STATES[code].name), code) for code in LATEST.rates)
        rows = [*names[:9], ("Czechoslovakia", ""), *names[9:]]
        for row, (name, code) in enumerate(rows, 4):
            sheet.write_string(row, 0, name if code != "PER" else name + spoil)
            sheet.write_string(row, 1, "          -")
            for column, scale in enumerate(SCALES.values(), 2):
                rate = scale.rates.get(code)
                if rate is None:
                    sheet.write_string(row, column, "            -")
                else:
                    sheet.write_number(
                        row, column, 1.6019999999999999 if rate == 1602 else rate / 1000
                    )
        last = len(rows) + 5
        sheet.write_string(last, 0, "Total")
        for column in range(2, 8):
            sheet.write_formula(last, column, f"=SUM(C5:C{last})", None, 100)
        sheet.merge_range(
            last + 4,
            0,
            last + 4,
            6,
            "a/  Until 2022 under another name, at the rate of 1.04 and 0.51.",
        )
    return path


def resolution(
    path: Path,
    symbol: str = "A/RES/79/249",
    years: tuple[int, int, int] = (2025, 2026, 2027),
    peru: str = "",
) -> Path:
    """Text, a table over several pages with its header repeated,
    notional rates in lettered paragraphs, footnotes.
    """
    rates = [
        (made.STATES[code].name.replace("'", "’"), rate_text(rate))
        for code, rate in LATEST.rates.items()
    ]
    cells = ", ".join(
        f"[{made.typeset(name)}], [{peru or rate if name == 'Peru' else rate}]"
        for name, rate in sorted(rates)
    )
    period = f"{years[0]}, {years[1]} and {years[2]}"
    paragraph = (
        "({}) In accordance with financial regulation 3.9, the {}, which is not a member of "
        "the United Nations but which participates in some of its activities, shall be asked to "
        f"pay for {period} on the basis of a notional assessment rate of {{}} per cent, which "
        "represents the basis for the fees charged to the {};"
    )
    markup = (
        f"#set page(header: [{made.typeset(symbol)}])\n"
        "Recalling its resolutions 55/5 B, 58/1 B and 76/238 and the report for 2022, 2023 and "
        "2024 (A/76/11),\n\n7. A minimum assessment rate of 0.001 per cent; a maximum rate of 22 "
        f"per cent;\n\n12. #h(1em) Resolves that the scale of assessments for {period} shall be "
        "as follows:\n#table(columns: (1fr, auto), stroke: none, table.header([Member State], "
        f"[Percentage]), {cells}, [*Total*], [*100.000*])\n"
        f"18. #h(1em) Resolves that for {period}:#footnote[See ST/SGB/2013/4 and A/79/390.]\n\n"
        + paragraph.format("b", "Holy See", "0.001", "Holy See")
        + "\n\n"
        + paragraph.format("c", "State of Palestine", "0.011", "State of Palestine")
    )
    return made.pdf(path, markup)


def differences(proposal: ScaleProposal) -> list[tuple[str, bool]]:
    return [(change.table.id, change.is_identical) for change in proposal.scales]


def test_the_workbook_gives_all_six_scales_as_they_are(
    workspace: Workspace, tmp_path: Path
) -> None:
    source = given(official_workbook(tmp_path / "scales.xlsx"))
    proposal = propose_scales(workspace, source, None, None)
    assert differences(proposal) == [(scale_id, True) for scale_id in SCALES]
    assert proposal.files == {}
    for scale_id in ("un-2013-2015", "un-2025-2027"):
        (workspace.data / "un_scale" / f"{scale_id}.csv").unlink()
    with pytest.raises(UsageError, match="which resolution adopted un-2013-2015, un-2025-2027"):
        propose_scales(workspace, source, None, None)
    write_scales(workspace, propose_scales(workspace, source, "A/RES/67/238", "2013-2015"))
    name = "un_scale/un-2013-2015.csv"
    assert (workspace.data / name).read_bytes() == (DATA / name).read_bytes()


def test_a_resolution_gives_the_rates_and_both_notional_rates(
    workspace: Workspace, tmp_path: Path
) -> None:
    source = given(resolution(tmp_path / "resolution.pdf"))
    proposal = propose_scales(workspace, source, None, None)
    assert differences(proposal) == [("un-2025-2027", True)]
    assert proposal.scales[0].table.notional == {
        "VAT": (1, "para. 18(b)"),
        "PSE": (11, "para. 18(c)"),
    }
    (workspace.data / "un_scale/un-2025-2027.csv").unlink()
    notional = workspace.data / "un_scale/notional.csv"
    notional.write_text(
        "".join(x for x in notional.read_text().splitlines(True) if not x.startswith("2025"))
    )
    write_scales(workspace, propose_scales(workspace, source, None, None))
    for name in ("un_scale/un-2025-2027.csv",):
        assert (workspace.data / name).read_bytes() == (DATA / name).read_bytes()
    rows = {
        row["iso3"]: row
        for row in csv.DictReader(io.StringIO(notional.read_text()))
        if row["period"] == "2025-2027"
    }
    assert rows["PSE"] == {
        "period": "2025-2027",
        "iso3": "PSE",
        "rate": "0.011",
        "basis": "A/RES/79/249, para. 18(c): notional assessment rate",
        "assumed": "no",
    }
    assert (rows["COK"]["rate"], rows["COK"]["assumed"], rows["NIU"]["assumed"]) == (
        "0.001",
        "yes",
        "yes",
    )


def test_the_next_scale_is_all_that_a_later_meeting_needs(run: Run, tmp_path: Path) -> None:
    path = resolution(tmp_path / "next.pdf", "A/RES/82/999", (2028, 2029, 2030))
    assert run("init", "office").returncode == 0
    office = tmp_path / "office"
    done = run("import", "scale", str(path), "--yes", cwd=office)
    assert done.returncode == 0, done.stderr
    assert "un-2028-2030 (A/RES/82/999): 193 Members, sum 100.000\n  new" in done.stdout
    run(
        "meeting",
        "add",
        "msp20",
        "--name",
        "Twentieth Meeting",
        "--start",
        "2028-09-01",
        cwd=office,
    )
    run("meeting", "expect", "msp20", cwd=office)
    done = run("apportion", "msp20", "--no-files", cwd=office)
    assert done.returncode == 0, done.stderr
    assert "un-2028-2030 (A/RES/82/999)" in done.stdout and "Assumed rates: " in done.stdout
    assert run("check", cwd=office).returncode == 0


def test_a_scale_that_does_not_add_up_or_names_no_state_is_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=r"sum to 100\.001, not 100\.000"):
        propose_scales(workspace, given(resolution(tmp_path / "sum.pdf", peru="0.146")), None, None)
    with pytest.raises(DataError, match='"Peruu" is') as caught:
        propose_scales(
            workspace, given(official_workbook(tmp_path / "name.xlsx", spoil="u")), None, None
        )
    assert any("Scale Assessments!" in finding.column for finding in caught.value.findings)
    with pytest.raises(DataError, match="was not found in the document"):
        propose_scales(
            workspace, given(made.pdf(tmp_path / "none.pdf", "Nothing at all.")), None, None
        )
    with pytest.raises(UsageError, match="workbook of the Committee"):
        propose_scales(workspace, SourceFile("x.txt", "command line", b"x", "x.txt"), None, None)


def test_a_rate_that_differs_is_shown(workspace: Workspace, tmp_path: Path) -> None:
    path = workspace.data / "un_scale/un-2025-2027.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("PER,Peru,0.145", "PER,Peru,0.144"),
        encoding="utf-8",
    )
    change = propose_scales(workspace, given(resolution(tmp_path / "r.pdf")), None, None).scales[0]
    assert change.rates == ("PER Peru: 0.144 becomes 0.145",)


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MARKS = {"accession": " a", "acceptance": " A", "ratification": "", "": ""}


def treaty_page(**changes: str) -> bytes:
    """A page as a treaty collection saves it: nested tables, scripts, entities, raised marks,
    one-letter kinds.
    """

    def words(day: date | None, mark: str = "") -> str:
        return f"{day.day:>2} {MONTHS[day.month - 1]} {day.year}{mark}" if day else "&nbsp;"

    rows = []
    for code, status in made.TREATY.items():
        consent = changes.get(code) or words(status.consented, MARKS[status.consent_kind])
        if (status.signed or status.consented or code in changes) and changes.get(code) != "":
            name = made.STATES[code].name.replace("'", "&rsquo;")
            rows.append(
                f"<tr><td>{name}<sup>1</sup></td>\n<td>{words(status.signed)}</td><td><b>{consent}</b></td></tr>"
            )
    heads = (
        "<th>Participant</th><th>Signature</th><th>Ratification, Acceptance(A), Approval(AA), "
        "Accession(a)</th>"
    )
    page = (
        "<!DOCTYPE html><html><head><script>document.write('<td>3 Dec "
        "2008</td>')</script></head><body><table><tr><td>CHAPTER XXVI</td></tr><tr><td>6. "
        "Convention on Cluster Munitions</td></tr><tr><td><span>STATUS AS AT : 05-06-2026 "
        "09:15:30 EDT</span></td></tr><tr><td>Participants: "
        f"112</td></tr><tr><td><table><tr>{heads}</tr>{''.join(rows)}</table></td></tr></table></body></html>"
    )
    return page.encode()


def page(content: bytes) -> SourceFile:
    return SourceFile("status.html", "command line", content, "status.html")


def test_a_saved_page_gives_treaty_status_as_it_is(workspace: Workspace) -> None:
    proposal = propose_status(workspace, page(treaty_page()), (), None)
    assert (proposal.changes, proposal.parties) == ((), 112)
    write_status(workspace, proposal)
    text = (workspace.data / "treaty_status.csv").read_text(encoding="utf-8")
    assert text.replace("2026-06-05", "2026-02-03") == (DATA / "treaty_status.csv").read_text(
        encoding="utf-8"
    )


def test_changes_of_status_and_the_meetings_they_touch(workspace: Workspace) -> None:
    content = treaty_page(KEN="10 Feb 2023", DEU="8 Jul 2009")
    proposal = propose_status(workspace, page(content), ("JPN=2024-06-01",), None)
    shown = {change.code: (change.what, change.meetings) for change in proposal.changes}
    assert set(shown) == {"KEN", "JPN"}
    assert shown["KEN"][0].endswith("in force none becomes 2023-08-01")
    assert shown["KEN"][1] == ("msp11", "msp12", "msp13")
    assert shown["JPN"] == ("withdrawal none becomes 2024-06-01", ("msp12", "msp13"))
    assert (
        'KEN,Kenya,2008-12-03,2023-02-10,ratification,2023-08-01,,"UN Treaty Collection, chapter '
        'XXVI-6, as at 2026-06-05"' in (proposal.content)
    )


def test_status_from_csv_is_checked_against_the_article(workspace: Workspace) -> None:
    text = (DATA / "treaty_status.csv").read_text(encoding="utf-8")
    source = SourceFile("status.csv", "command line", text.encode(), "status.csv")
    assert propose_status(workspace, source, (), None).changes == ()
    wrong = text.replace(
        "NGA,Nigeria,2009-06-12,2023-02-28,ratification,2023-08-01",
        "NGA,Nigeria,2009-06-12,2023-02-28,ratification,2023-09-01",
    )
    with pytest.raises(DataError, match="by article 17 it is 2023-08-01") as caught:
        propose_status(workspace, source._replace(content=wrong.encode()), (), None)
    assert caught.value.findings[0].row == wrong[: wrong.index("NGA,")].count("\n") + 1
    without = "\n".join(line for line in text.splitlines() if not line.startswith("FRA,"))
    with pytest.raises(
        DataError, match="FRA is a party or signatory according to the present data"
    ):
        propose_status(workspace, source._replace(content=without.encode()), (), None)
    for option, says in (("LTU=soon", '"soon" is not a valid date'), ("LTU", "not STATE=DATE")):
        with pytest.raises(UsageError, match=says):
            propose_status(workspace, source, (option,), None)


ESTIMATE = [
    ["Estimated costs of the Thirteenth Meeting", "", ""],
    ["Item", "Per cent", "Amount (US$)"],
    ["A. Conference servicing", "", ""],
    ["Interpretation, six languages", "", "120,345.67"],
    ["Documentation", "", "80 000.10"],
    ["Sub-total A", "", "200,345.77"],
    ["B. Non-conference servicing", "", ""],
    ["Security", "", "10000"],
    ["Programme support costs", "13", "27,344.95"],
    ["Contingency (15 per cent)", "", "31,551.87"],
    ["Rounding", "", "(0.59)"],
    ["Total", "", "269,242.00"],
]


def cost(workspace: Workspace, rows: list[list[str]], **options: object) -> CostRequest:
    source = SourceFile("costs.csv", "command line", made.csv_bytes(rows), "costs.csv")
    return CostRequest("msp13", source)._replace(**options)


def test_an_estimate_becomes_a_version_with_its_lines(workspace: Workspace, run: Run) -> None:
    proposal = propose_cost(workspace, cost(workspace, ESTIMATE, adopted_on=date(2025, 9, 16)))
    assert (proposal.cost.version, proposal.cost.total.plain(), proposal.cost.status) == (
        2,
        "269242.00",
        "estimate",
    )
    before = (workspace.data / "costs.toml").read_text(encoding="utf-8")
    with open_books(workspace) as desk:
        assert write_cost(desk, proposal, CLERK).version == 2
        with pytest.raises(UsageError, match="version 2 of the cost of msp13 was added meanwhile"):
            write_cost(desk, proposal, CLERK)
        ((kind, body),) = desk.ledger.rows("SELECT kind, body FROM event")
        assert (
            kind == "cost"
            and json.loads(body)["version"] == 2
            and len(json.loads(body)["lines"]) == len(proposal.lines)
        )
    after = (workspace.data / "costs.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n")) and "adopted_on = 2025-09-16" in after
    lines = load_cost_lines(Reader(workspace, Findings()), "msp13")[2]
    assert lines == proposal.lines
    assert sum(line.amount for line in lines) == proposal.cost.total.minor
    assert [
        (line.kind, scaled_text(line.amount, 2), line.percent, line.base) for line in lines
    ] == [
        ("conference_servicing", "120345.67", "", ""),
        ("conference_servicing", "80000.10", "", ""),
        ("non_conference_servicing", "10000.00", "", ""),
        ("programme_support", "27344.95", "13", "items"),
        ("contingency", "31551.87", "15", "items"),
        ("rounding", "-0.59", "", ""),
    ]
    done = run("cost", "lines", "msp13", "--data", str(workspace.data))
    assert done.returncode == 0 and "269,242.00" in done.stdout
    done = run("apportion", "msp13", "--no-files", "--data", str(workspace.data))
    assert "Calculation based on an estimated total cost of USD 269,242" in done.stdout
    actual = propose_cost(workspace, cost(workspace, ESTIMATE, status="actual"))
    assert actual.cost.version == 3


def test_a_workbook_of_costs_with_percentages_as_fractions(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "coûts.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(3, 1, ["Poste", "Pourcentage", "Montant"])
        sheet.write_row(4, 1, ["Services de conférence", "", 1000.5])
        sheet.write_row(5, 1, ["Appui aux programmes", 0.13, ""])
        sheet.write_row(6, 1, ["Total", "", 1130.57])
    proposal = propose_cost(workspace, CostRequest("msp13", given(path)))
    assert [(line.amount, line.percent) for line in proposal.lines] == [(100050, ""), (13007, "13")]


@pytest.mark.parametrize(
    ("row", "text", "said"),
    [
        (11, "269,242.01", "the lines sum to 269,242.00, but the printed total is 269,242.01"),
        (5, "200,345.78", "is 200,345.78, but the lines above it sum to 200,345.77"),
        (8, "27,344.96", "13 per cent of the above is 27,344.95"),
        (3, "1.234,56", '"80 000.10" and "1.234,56" cannot both be right'),
        (3, "12,34", '"80 000.10" and "12,34" cannot both be right'),
    ],
)
def test_an_estimate_that_does_not_add_up_is_refused(
    workspace: Workspace, row: int, text: str, said: str
) -> None:
    rows = [list(each) for each in ESTIMATE]
    rows[row][2] = text
    with pytest.raises(DataError, match=said.replace("(", "\\(")) as caught:
        propose_cost(workspace, cost(workspace, rows))
    assert row + 1 in [finding.row for finding in caught.value.findings]


def test_costs_without_total_table_or_status_are_refused(workspace: Workspace) -> None:
    with pytest.raises(DataError, match="no total is printed"):
        propose_cost(workspace, cost(workspace, ESTIMATE[:-1]))
    with pytest.raises(DataError, match="no table with a column of items"):
        propose_cost(workspace, cost(workspace, [["a", "b"], ["c", "d"]]))
    with pytest.raises(UsageError, match="estimate, revised_estimate, actual"):
        propose_cost(workspace, cost(workspace, ESTIMATE, status="illustrative"))
