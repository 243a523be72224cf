"""Estimates of costs as people have them: the right total, or a question that says what to do;
every row accounted for.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from ccmcost.calc.rounding import half_up
from ccmcost.desk.costs import CostProposal, CostRequest, propose_cost
from ccmcost.desk.init import make_workspace
from ccmcost.errors import CcmcostError, DataError
from ccmcost.findings import Findings
from ccmcost.intake.account import Account
from ccmcost.intake.belonging import Sought, sought_of
from ccmcost.intake.cost_columns import Wanted
from ccmcost.intake.cost_documents import cost_sheets, currency_of_text
from ccmcost.intake.costs import Estimate, read_estimate
from ccmcost.intake.found import Marker
from ccmcost.load.data import Data
from ccmcost.model.money import Money
from ccmcost.model.source import SourceFile
from ccmcost.sharing.request import find_meeting
from ccmcost.workspace import Workspace, open_workspace
from tests import intake_documents as made
from tests.conftest import Run
from tests.intake_documents import csv_bytes

Rows = Sequence[Sequence[object]]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("costs")
    make_workspace(folder / "office")
    return open_workspace(str(folder / "office" / "data"))


def read(workspace: Workspace, content: bytes, name: str = "x.csv", **options: str) -> CostProposal:
    request = CostRequest("msp13", SourceFile(name, "command line", content, name))._replace(
        **options
    )
    return propose_cost(workspace, request)


@pytest.fixture(scope="module")
def sought(workspace: Workspace) -> Sought:
    data = Data(workspace)
    return sought_of(find_meeting(data, "msp13"), data.meetings, data.convention)


def reading(
    sought: Sought, content: bytes, currency: str = "", status: str = "", column: str | None = None
) -> tuple[Estimate | None, Account, Findings]:
    """What is read of a file, before anything is proposed."""
    source, findings = SourceFile("x.csv", "command line", content, "x.csv"), Findings()
    account = Account(Marker("x.csv", findings), of_states=False)
    wanted = Wanted(currency or "USD", bool(currency), sought, status, column)
    return read_estimate(cost_sheets(source, findings), wanted, account, half_up), account, findings


def rows(text: str) -> bytes:
    """A CSV file of lines in which `|` parts the cells."""
    return csv_bytes(
        [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    )


def book(*sheets: tuple[str, Rows], **change: str) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, cells in sheets:
        sheet = workbook.create_sheet(title)
        for each in cells:
            sheet.append(list(each))
        for place, what in change.items():
            if what == "hidden row":
                sheet.row_dimensions[int(place[1:])].hidden = True
            elif what == "hidden column":
                sheet.column_dimensions[place].hidden = True
            elif what == "hidden sheet" and title == place:
                sheet.sheet_state = "hidden"
            elif what == "struck":
                sheet[place].font = Font(strike=True)
            elif what not in ("hidden sheet",):
                sheet[place].number_format = what
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


TWO = (
    "Item|USD|EUR\nInterpretation|100,000.00|90,000.00\nDocumentation|50,000.00|45,000.00\n"
    "Total|150,000.00|135,000.00"
)
TAKEN = {
    # file: text, options, total, words that the account or the reading must say
    "two currencies": (TWO, {}, "150000.00", 'the column "EUR" (column C)'),
    "the other currency": (TWO, {"currency": "EUR"}, "135000.00", 'the column "USD" (column B)'),
    "a heading in euros": (
        "Item|EUR\nInterpretation|100000.00\nTotal|100000.00",
        {"currency": "EUR"},
        "100000.00",
        "in EUR",
    ),
    "thousands": (
        "Item|Amount (thousands of USD)\nInterpretation|100.0\nDocuments|50.0\nTotal|150.0",
        {},
        "150000.00",
        "thousands",
    ),
    "a grand total": (
        "Item|Amount\nA|100\nB|50\nTotal|150\nAdd: security|25\nGrand total|175",
        {},
        "175.00",
        "no currency is stated",
    ),
    "a matrix": (
        "Conference-servicing items|Meeting servicing|Pre-session|In-session|Other|Total\n"
        "Interpretation|60,000||||60,000\nTranslation||20,000|10,000||30,000\n"
        "Support||||5,000|5,000\nSubtotal|60,000|20,000|10,000|5,000|95,000\nB. "
        "Non-conference-servicing requirements|||||\nProgramme support costs @ 13%|||||12,350\n"
        "Total (rounded)|||||107,400",
        *({}, "107400.00", "rounding of the total"),
    ),
    # others of the same kinds
    "a unit in the title": (
        "Estimated costs, in thousands of United States "
        "dollars|\nItem|2025\nRooms|12.5\nTotal|12.5",
        {},
        "12500.00",
        "",
    ),
    "a year each": (
        "Item|2024|2025\nRooms|80|90\nStaff|20|30\nTotal|100|120",
        {},
        "120.00",
        'the column "2024"',
    ),
    "a meeting each": (
        "Item|12MSP|13MSP\nRooms|80|90\nStaff|20|30\nTotal|100|120",
        {},
        "120.00",
        'the column "12MSP"',
    ),
    "estimate and actual": (
        "Item|Estimate|Actual\nRooms|80|90\nTotal|80|90",
        {"status": "actual"},
        "90.00",
        'the column "Estimate"',
    ),
    "a column by name": (
        "Item|North|South\nRooms|80|90\nTotal|80|90",
        {"column": "south"},
        "90.00",
        'the column "North"',
    ),
    "a column by letter": (
        "Item|North|South\nRooms|80|90\nTotal|80|90",
        {"column": "B"},
        "80.00",
        'the column "South"',
    ),
    "quantities": (
        "Item|Quantity|Unit cost|Amount (US$)\nDays|5|200|1,000\nPages|10|50|500\nTotal|||1,500",
        {},
        "1500.00",
        "a quantity",
    ),
    "a difference": (
        "Item|USD|Variance\nDays|1,000|50\nTotal|1,000|50",
        {},
        "1000.00",
        "it is a difference",
    ),
    "numbered lines": (
        "No.|Item|Amount\n1|Days|1,000\n2|Pages|500\n|Total|1,500",
        {},
        "1500.00",
        "it numbers the lines",
    ),
    "a decimal comma": (
        "Item|Montant (EUR)\nA|1.234,50\nB|68.000\nTotal|69.234,50",
        {"currency": "EUR"},
        "69234.50",
        "decimal comma",
    ),
    "blanks between groups": (
        "Poste|Montant\nA|1 234,50\nB|68 000\nTotal|69 234,50",
        {},
        "69234.50",
        "",
    ),
    "sections with sub-totals": (
        "Item|USD\nA. Conference servicing|\nRooms|100\nStaff|50\nSub-total A|150\nB. "
        "Non-conference servicing|\nSecurity|25\nSub-total B|25\nTotal A + B|175\nProgramme "
        "support costs (13%)|22.75\nTotal|197.75",
        *({}, "197.75", "a heading or a note"),
    ),
    "whole dollars of programme support": (
        "Item|USD\nRooms|1,001\nProgramme support costs (13 per cent)|130\nTotal|1,131",
        {},
        "1131.00",
        "",
    ),
    "a note below": (
        "Item|USD\nRooms|100\nTotal|100\nRates as at 1 May 2025|",
        {},
        "100.00",
        "a heading or a note",
    ),
    # one meeting, year or treaty among several
    "two meetings in words and their total": (
        "Item|Eleventh Meeting|Thirteenth Meeting|All "
        "meetings\nRooms|10|20|30\nStaff|1|2|3\nTotal|11|22|33",
        *({}, "22.00", 'the column "All meetings"'),
    ),
    "meetings in French": (
        "Poste|Douzième Assemblée|Treizième Assemblée|Ensemble\nSalles|10|20|30\nTotal|10|20|30",
        *({}, "20.00", 'the column "Ensemble"'),
    ),
    "meetings in Spanish": (
        "Concepto|12.ª Reunión|13.ª Reunión|Total\nSalas|10|20|30\nTotal|10|20|30",
        *({}, "20.00", 'the column "Total"'),
    ),
    "two treaties and their total": (
        "Item|Mine Ban Convention (USD)|Convention on Cluster Munitions (USD)|Combined "
        "(USD)\nRooms|5|7|12\nTotal|5|7|12",
        *({}, "7.00", "Combined"),
    ),
    "two treaties in French": (
        "Poste|Mines antipersonnel|Armes à sous-munitions|Total "
        "commun\nSalles|5|7|12\nTotal|5|7|12",
        *({}, "7.00", "Total commun"),
    ),
    "a sheet of years without a heading of items": (
        "Spending by object|2025|2026\nRooms|80|90\nStaff|20|30\nTotal|100|120",
        *({}, "100.00", 'the column "2026"'),
    ),
    "services and their total": (
        "Item|Conference services|Other "
        "services|Total\nRooms|80|0|80\nStaff|10|5|15\nTotal|90|5|95",
        *({}, "95.00", "it is summed in the column taken"),
    ),
    "the currency in the row of the total": (
        "Item|Amount\nRooms|80\nTotal (USD)|80",
        *({}, "80.00", 'from the column "Amount" (column B), in USD'),
    ),
    "a total of several meetings, if the user says so": (
        "Item|MSP11|MSP12|Total\nRooms|10|20|30\nTotal|10|20|30",
        *({"column": "Total"}, "30.00", "MSP11"),
    ),
    "the first of two estimates, if the user says so": (
        "Item|First estimate|Revised estimate\nRooms|80|90\nTotal|80|90",
        *({"status": "estimate"}, "80.00", "Revised"),
    ),
    "a deduction": ("Item|USD\nRooms|100\nLess: gift|(30)\nTotal|70", {}, "70.00", ""),
    # a percentage in the heading of sums, and columns of percentages
    "a share of the convention": (
        "Item|Whole cost (USD)|Cluster Munitions, "
        "30%\nRooms|900|270\nStaff|600|180\nTotal|1,500|450",
        *({}, "450.00", 'USD was taken, as in the column "Whole cost (USD)"'),
    ),
    "three shares": (
        "Poste|Total USD|CCAC 25 pour cent|Armes à sous-munitions 75 pour "
        "cent\nSalles|80|20|60\nTotal|80|20|60",
        *({}, "60.00", "CCAC"),
    ),
    "a share in small sums": (
        "Item|Sum (thousands of USD)|CCM share (50%) in thousands\nRooms|60|30\nTotal|60|30",
        *({}, "30000.00", ""),
    ),
    "percentages beside their lines": (
        "Item|%|USD\nRooms||200\nContingency|15|30\nTotal||230",
        *({}, "230.00", "percentages, read with their lines"),
    ),
    "percentages of the total": (
        "Item|USD|Share of total (per cent)\nRooms|150|75.0\nStaff|50|25.0\nTotal|200|100.0",
        *({}, "200.00", "percentages, read with their lines"),
    ),
    "years without a currency beside a total with one": (
        "Item|2024|2025|Both years USD\nRooms|80|90|170\nTotal|80|90|170",
        *({"column": "2025"}, "90.00", "2024"),
    ),
    "parts without a currency beside their total": (
        "Item|Hotel|Flights|In all (USD)\nExperts|60|30|90\nStaff|1|2|3\nTotal|61|32|93",
        *({}, "93.00", "it is summed in the column taken"),
    ),
    "a running sum": (
        "Item|USD|Cumulative\nRooms|60|60\nStaff|10|70\nTotal|70|",
        *({}, "70.00", "Cumulative"),
    ),
    # quantities and prices are left out, also where they are added up
    "numbers that are added up": (
        "Item|No. of interpreters|Price per "
        "day|Amount\nBooths|5|20|100\nRooms|3|10|30\nTotal|8||130",
        *({}, "130.00", "a quantity or a price"),
    ),
    "pages": (
        "Concepto|Páginas|Precio unitario|USD\nActas|5|20|100\nTotal|||100",
        {},
        "100.00",
        "a quantity or a price",
    ),
    # lines that are numbered with letters, and totals in other words
    "a net total below deductions": (
        "Line|Description|Sum (USD)\nA|Interpreters|900\nB|Rooms|100\n|Gross total|1,000\nC|Less "
        "gift|-200\n|Net total to be assessed|800",
        *({}, "800.00", "it numbers the lines"),
    ),
    "a net amount": (
        "Item|USD\nRooms|100\nTotal|100\nLess: gift|(30)\nNet amount to be shared|70",
        {},
        "70.00",
        "",
    ),
    "an amount to be apportioned": (
        "Item|USD\nRooms|9\nTotal|9\nGift|-2\nAmount to be apportioned|7",
        {},
        "7.00",
        "",
    ),
    "a net total in French": (
        "Poste|USD\nSalles|9\nTotal brut|9\nMoins : don|-2\nMontant net à répartir|7",
        *({}, "7.00", ""),
    ),
    "a net total in Spanish": (
        "Rubro|USD\nSalas|9\nTotal|9\nMenos: donación|-2\nImporte neto|7",
        {},
        "7.00",
        "",
    ),
    # the year of a title
    "a title of the year": ("Estimated costs 2025|\nItem|USD\nRooms|10\nTotal|10", {}, "10.00", ""),
    "a title with the day of a document": (
        "Estimated costs as at 3 May 2024 (CCM/MSP/2024/7)|\nItem|USD\nRooms|10\nTotal|10",
        *({}, "10.00", ""),
    ),
    "a title with rates of another year": (
        "Costs of the Thirteenth Meeting of States Parties, 2025, at prices of "
        "2024|\nItem|USD\nRooms|10\nTotal|10",
        *({}, "10.00", ""),
    ),
    "a title of another year, if the user says so": (
        "Estimated costs 2026|\nItem|USD\nRooms|10\nTotal|10",
        *({"column": "USD"}, "10.00", ""),
    ),
    "marks of notes": (
        "Item|US$\nRooms|45,000 a/\nStaff|in kind b/\nPaper|73,000*\nTotal|118,000",
        {},
        "118000.00",
        "",
    ),
    "a sum of all above by any name": (
        "Item|USD\nRooms|200\nStaff|15\nGross needs|215\nLess: balance|(9)\nNet amount|206",
        *({}, "206.00", ""),
    ),
    "a part of a line": (
        "Item|USD\nRooms|200\nof which paid by the host|50\nTotal|200",
        {},
        "200.00",
        "a part of a line",
    ),
    "a year over the sums": ("Objet|2025\nSalles|100\nPapier|50\nTotal|150", {}, "150.00", ""),
    "USD k": ("Item|USD k\nRooms|100.5\nTotal|100.5", {}, "100500.00", "in thousands of USD"),
    "USD (k)": ("Item|USD (k)\nRooms|100.5\nTotal|100.5", {}, "100500.00", "in thousands of USD"),
    "TUSD": ("Item|TUSD\nRooms|100.5\nTotal|100.5", {}, "100500.00", "in thousands of USD"),
    **{
        head: (f"Item|{head}\nRooms|100.5\nTotal|100.5", {}, "100500.00", "in thousands of USD")
        for head in ("US$ 000", "$000", "USD (000)", "Amount in 1000 USD", "Tsd. USD", "1,000 US$")
    },
    "USD mn": ("Item|USD mn\nRooms|1.5\nTotal|1.5", {}, "1500000.00", "in millions of USD"),
    "times 1000": (
        "Item|USD x 1000\nRooms|100.5\nTotal|100.5",
        {},
        "100500.00",
        "in thousands of USD",
    ),
    "a currency in each cell": ("Item|Cost\nRooms|USD 100.00\nTotal|US$ 100.00", {}, "100.00", ""),
}


@pytest.mark.parametrize("name", TAKEN)
def test_the_right_total_is_taken_and_told(name: str, sought: Sought) -> None:
    text, options, total, says = TAKEN[name]
    found, account, findings = reading(sought, rows(text), **options)
    assert found is not None and account.is_closed and not findings.errors
    assert Money(found.total, found.currency, 2).plain() == total
    told = [*found.column.said, *(f"{line.text} {line.reason}" for line in account.lines)]
    assert says in " ".join(told)
    assert sum(line.amount for line in found.lines) == found.total


ASKED = {
    "euros for dollars": (
        "Item|EUR\nInterpretation|100000.00\nTotal|100000.00",
        {},
        "If EUR is meant: --currency EUR",
    ),
    "points for thousands": (
        "Item|Amount\nA|100.000\nB|50.000\nTotal|150.000",
        {},
        "USD 100.00 or USD 100,000.00",
    ),
    "two columns": (
        "Item|North|South\nRooms|80|90\nTotal|80|90",
        {},
        '"North" (column B), "South" (column C)',
    ),
    "years, none the meeting's": ("Item|2023|2024\nRooms|80|90\nTotal|80|90", {}, "--column"),
    "one column of another year": (
        "Item|2023\nRooms|80\nTotal|80",
        {},
        "is of another year than the meeting",
    ),
    "no such column": (
        TWO,
        {"column": "CHF"},
        'Columns of sums: "USD" (column B), "EUR" (column C)',
    ),
    "a title in euros": (
        "Estimated costs in euros|\nItem|Amount\nRooms|80\nTotal|80",
        {},
        "the text above the sums says EUR",
    ),
    "a title with two currencies": (
        "USD 1 = EUR 0.9|\nItem|Amount\nRooms|80\nTotal|80",
        {},
        "--currency CODE",
    ),
    "a line in euros": ("Item|USD\nRooms|EUR 80\nTotal|80", {}, "names EUR, but the sum is in USD"),
    "a line below the total": (
        "Item|USD\nRooms|80\nTotal|80\nSecurity|20",
        {},
        '"Security" stands below the total',
    ),
    "two totals of two tables": (
        "Item|USD\nRooms|80\nTotal|80\nRooms|70\nTotal|70",
        {},
        "printed total is 70.00",
    ),
    "a wrong total": (
        "Item|USD\nRooms|80\nTotal|81",
        {},
        "lines sum to 80.00, but the printed total is 81.00",
    ),
    "no total": ("Item|USD\nRooms|80", {}, "no total is printed"),
    "a sum without a name": ("Item|USD\nRooms|80\n|20\nTotal|100", {}, "without saying for what"),
    "a total rounded too far": (
        "Item|USD\nRooms|107,350\nTotal (rounded)|107,500",
        {},
        "printed total is 107,500.00",
    ),
    "thousands that can be read twice": (
        "Item|USD thousands\nRooms|1,234\nTotal|1,234",
        {},
        "USD 1,234.00 or USD 1,234,000.00",
    ),
    "a matrix without a total": (
        "Item|A|B|Total\nRooms|1|2|3\nStaff|4|5|9\nSecurity|6||\nTotal|11|7|12",
        {},
        "several columns",
    ),
    "a total of other meetings": (
        "Item|Eleventh Meeting|Twelfth Meeting|Total\nRooms|10|20|30\nTotal|10|20|30",
        *(
            {},
            'the column "Total" (column D) may sum what belongs to another meeting, year or '
            'treaty: "Eleventh Meeting"',
        ),
    ),
    "a total of meetings held with a preparatory one": (
        "Item|Preparatory meeting|Conference|Total\nRooms|10|20|30\nTotal|10|20|30",
        *({}, "may sum what belongs to another meeting"),
    ),
    "a column of two meetings": (
        "Item|MSP12 and MSP13\nRooms|10\nTotal|10",
        *({}, "does not belong to the meeting alone"),
    ),
    "a title of another meeting": (
        "Estimated costs of the Twelfth Meeting of States Parties|\nItem|USD\nRooms|10\nTotal|10",
        *({}, "the text above the sums names another meeting or treaty, and not msp13"),
    ),
    "rows of two meetings": (
        "Item|USD\nTwelfth Meeting|10\nThirteenth Meeting|20\nTotal|30",
        *({}, '"Twelfth Meeting" belongs to another meeting, year or treaty'),
    ),
    "rows of two treaties": (
        "Item|USD\nCluster munitions|10\nAnti-personnel mines|20\nTotal|30",
        *({}, '"Anti-personnel mines" belongs to another meeting, year or treaty'),
    ),
    "sections of two years": (
        "Item|USD\nYear 2025|\nRooms|10\nSubtotal|10\nYear 2026|\nRooms|20\nSubtotal|20\nTotal|30",
        *({}, '"Year 2026" belongs to another meeting, year or treaty'),
    ),
    "a column of two years": (
        "Item|2025-2026\nRooms|10\nTotal|10",
        {},
        "does not belong to the meeting alone",
    ),
    "a column of two years in short": (
        "Item|2025/26\nRooms|10\nTotal|10",
        {},
        "does not belong to the meeting alone",
    ),
    "treaties of other names": (
        "Item|First protocol|Second protocol|Total\nRooms|10|20|30\nTotal|10|20|30",
        *({}, "may sum what belongs to another meeting, year or treaty"),
    ),
    "approved, spent and left": (
        "Item|Budget approved|Spent so far|Remaining\nRooms|80|30|50\nTotal|80|30|50",
        *({}, "--status estimate, revised_estimate or actual"),
    ),
    "two estimates": (
        "Item|First estimate|Revised estimate\nRooms|80|90\nTotal|80|90",
        *({}, "Say also what it is: --status"),
    ),
    "what was spent alone": ("Item|Actual\nRooms|80\nTotal|80", {}, "is not a first estimate"),
    "euros in the row of the total": (
        "Item|Amount\nRooms|80\nTotal (EUR)|80",
        {},
        "the row of the total says EUR",
    ),
    # what a heading says with a percentage, a person or a year
    "the convention's share in percentages only": (
        "Item|Whole cost USD|CCM (%)\nRooms|900|30\nTotal|900|30",
        *(
            {},
            'the column "CCM (%)" (column C) is that of the meeting, but holds percentages. '
            "Write its sums out",
        ),
    ),
    "the convention's share in percentages with the sign": (
        "Item|Whole cost USD|CCM share\nRooms|900|30%\nTotal|900|30%",
        *({}, "is that of the meeting, but holds percentages"),
    ),
    "the convention's column in words": (
        "Item|Whole cost USD|CCM USD\nRooms|900|300 (tbc)\nStaff|900|about 300\nTotal|1,800|600",
        *({}, "is that of the meeting, but cannot be read: it holds words"),
    ),
    "in person and online": (
        "Item|In person (USD)|Online (USD)\nRooms|90|50\nTotal|90|50",
        *({}, '"In person (USD)" (column B), "Online (USD)" (column C)'),
    ),
    "in person without a currency": (
        "Poste|En personne|Hybride (USD)\nSalles|90|120\nTotal|90|120",
        *({}, '"Hybride (USD)" (column C), "En personne" (column B)'),
    ),
    "two and three sessions": (
        "Item|Two sessions|Three sessions\nRooms|90|120\nTotal|90|120",
        *({}, '"Two sessions" (column B), "Three sessions" (column C)'),
    ),
    "prices that are added up": (
        "Item|Price at the Palais|Price at a hotel|Amount "
        "asked\nRooms|90|120|100\nTotal|90|120|100",
        *({}, "several columns could be meant"),
    ),
    "a year without a currency beside a total with one": (
        "Item|2024|2025|Both years USD\nRooms|80|90|170\nTotal|80|90|170",
        *({}, '"Both years USD"'),
    ),
    "other treaties without a currency beside a total with one": (
        "Item|Mine Ban|Biological Weapons|Total USD\nRooms|80|90|170\nTotal|80|90|170",
        *({}, "may sum what belongs to another meeting, year or treaty"),
    ),
    "a title of another year": (
        "Estimated costs 2026|\nItem|USD\nRooms|10\nTotal|10",
        *({}, "the text above the sums is of 2026, but msp13 is of 2025"),
    ),
    "a title of the convention and another year": (
        "Convention sur les armes à sous-munitions, budget approuvé "
        "2024|\nPoste|USD\nSalles|10\nTotal|10",
        *({}, "is of 2024, but msp13 is of 2025"),
    ),
    "a title with other days": (
        "Estimated costs of the meeting of 16-20 November 2026|\nItem|USD\nRooms|10\nTotal|10",
        *({}, "is of 2026, but msp13 is of 2025"),
    ),
    "a total of another year": (
        "Item|USD\nRooms|10\nTotal 2024|10",
        *({}, "the row of the total is of 2024, but msp13 is of 2025"),
    ),
    "a total of another meeting": (
        "Item|USD\nRooms|10\nTotal, Twelfth Meeting|10",
        *({}, "the row of the total names another meeting or treaty, and not msp13"),
    ),
    "a title of two years": (
        "Presupuesto 2025-2026|\nRubro|USD\nSalas|10\nTotal|10",
        *({}, "is of 2025 and 2026, but msp13 is of 2025"),
    ),
    "no net total below a deduction": (
        "Item|USD\nRooms|9\nGross total|9\nGift|-2",
        {},
        '"Gift" stands below the total',
    ),
    "a wrong net total": (
        "Item|USD\nRooms|9\nTotal|9\nGift|-2\nNet cost|8",
        {},
        "printed total is 8.00",
    ),
    "sums per day": (
        "Item|USD per day\nRooms|100\nTotal|100",
        {},
        "is of sums per day or per piece",
    ),
    "sums a month": (
        "Item|Amount (USD/month)\nRooms|100\nTotal|100",
        {},
        "is of sums per day or per piece",
    ),
    "a unit in a note": (
        "Item|USD\nRooms|100.50\nTotal|100.50\nNote: all amounts in thousands of United States "
        "dollars|",
        *({}, "gives a unit that the heading of the sums does not give"),
    ),
    "far apart": ("Item|USD\nRooms|100\nTotal|1,100", {}, "(1,000.00 apart). Correct the file."),
    "a little apart": (
        "Item|USD\nRooms|99.60\nTotal|100",
        {},
        "or give the difference a rounding line",
    ),
    "grouped but not quoted": (None, {}, "Are there commas inside numbers"),
}


@pytest.mark.parametrize("name", ASKED)
def test_what_is_not_clear_is_asked(name: str, sought: Sought, workspace: Workspace) -> None:
    text, options, says = ASKED[name]
    content = rows(text) if text else b"Item,USD\nRooms,12,345.67\nTotal,12,345.67\n"
    said = {key: text for key, text in options.items() if key in ("currency", "status", "column")}
    asked = reading(sought, content, **said)[2].errors
    if not any(says in each.message for each in asked):
        with pytest.raises(CcmcostError) as caught:
            read(workspace, content, **options)
        assert says in str(caught.value)


@pytest.mark.parametrize(
    ("total", "kind"),
    [
        ("Total conference servicing requirements", "conference_servicing"),
        ("Sub-total: non-conference servicing", "non_conference_servicing"),
        ("Sub-total: conference and non-conference servicing", "other"),
        ("Sub-total", "other"),
    ],
)
def test_the_sum_of_a_section_says_of_what_kind_its_lines_are(
    workspace: Workspace, total: str, kind: str
) -> None:
    text = f"Item,USD\nRooms,80\nContingency,20\n{total},100\nBadges,5\nTotal,105\n"
    lines = read(workspace, text.encode()).lines
    assert [each.kind for each in lines] == [kind, "contingency", "other"]


BASE: Rows = (("Item", "USD"), ("Rooms", 80), ("Staff", 20), ("Total", 100))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"R3": "hidden row"}, '"Staff" stands in a hidden row, with 20'),
        ({"A3": "struck"}, '"Staff" is struck out, with 20'),
        ({"B3": "struck"}, '"Staff" is struck out, with 20'),
        ({"B2": "#,##0 [$EUR]", "B3": "#,##0 [$EUR]"}, ""),
        ({"B2": "#,##0,"}, "the cells show thousands but hold full sums"),
        ({"B": "hidden column"}, "no table"),
    ],
)
def test_what_a_person_does_not_see_in_a_workbook_is_asked(
    workspace: Workspace, change: dict[str, str], says: str
) -> None:
    with pytest.raises(DataError) as caught:
        read(
            workspace,
            book(("One", BASE if says else (("Item", "Sum"), *BASE[1:])), **change),
            "x.xlsx",
        )
    assert (says or "the heading says EUR, but USD is expected") in str(caught.value)


def test_the_sheet_with_the_estimate_is_found_and_the_others_are_told(workspace: Workspace) -> None:
    notes: Rows = (("Rates of exchange", ""), ("As at", "May"))
    old: Rows = (("Item", "USD"), ("Rooms", 7), ("Total", 7))
    content = book(("Notes", notes), ("Cost", BASE), ("Old", old), Old="hidden sheet")
    proposal = read(workspace, content, "x.xlsx")
    assert proposal.cost.total.plain() == "100.00"
    assert [(line.text, line.reason) for line in proposal.account.of("left_out")] == [
        ('sheet "Notes"', "no table with items and sums"),
        ('sheet "Old"', 'on the hidden sheet "Old"'),
    ]
    with pytest.raises(DataError, match="several columns could be meant"):
        read(workspace, book(("Cost", BASE), ("Old", old)), "x.xlsx")


def test_an_unusual_cost_is_confirmed_only_against_a_real_one(run: Run, tmp_path: Path) -> None:
    assert run("init", "office").returncode == 0
    office = tmp_path / "office"

    def cost(total: int, *more: str) -> tuple[int, str]:
        (office / "c.csv").write_text(f"Item,USD\nRooms,{total}\nTotal,{total}\n", encoding="utf-8")
        done = run(
            "import",
            "costs",
            "c.csv",
            "--meeting",
            "msp13",
            "--yes",
            "--recorded-by=A",
            *more,
            cwd=office,
        )
        return done.returncode, done.stdout + done.stderr

    assert cost(7)[0] == 0, "an illustrative cost weighs nothing"
    code, said = cost(15)
    assert (
        code == 2
        and "USD 15.00 is more than twice the cost before, USD 7.00. If it is right: --total 15.00."
        in said
    )
    assert cost(15, "--total", "16")[0] == 2 and cost(15, "--total", "15")[0] == 0
    assert cost(7)[0] == 2 and cost(8)[0] == 0
    assert "1,Rooms" not in (office / "data/costs.toml").read_text(encoding="utf-8")
    kept = (office / "data/accounts/cost-msp13-2.csv").read_text(encoding="utf-8")
    assert "Rooms" in kept and "taken" in kept and "agrees" in kept


def test_what_is_left_open_is_shown_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    assert run("init", "office").returncode == 0
    office = tmp_path / "office"
    before = (office / "data/costs.toml").read_bytes()
    (office / "c.csv").write_bytes(rows(ASKED["two columns"][0] or ""))
    done = run(
        "import", "costs", "c.csv", "--meeting", "msp13", "--yes", "--recorded-by=A", cwd=office
    )
    assert (
        done.returncode == 1
        and "Account of the document" in done.stdout
        and "column-doubtful" in done.stderr
    )
    assert (office / "data/costs.toml").read_bytes() == before


def test_other_kinds_of_files_are_refused_with_what_to_do(workspace: Workspace) -> None:
    with pytest.raises(DataError, match="no table with a column of items"):
        read(workspace, b"<html><body><p>Total: USD 5</p></body></html>", "x.html")
    with pytest.raises(DataError, match="cannot be read"):
        read(workspace, b"PK\x03\x04 broken", "x.docx")


PAGE = """= Estimated costs of the Thirteenth Meeting
The estimate was made in 2024, for one week, and follows.

#table(columns: (1fr, auto, auto), align: (left, right, right), stroke: none,
[*Item*],[*2024 (US\\$)*],[*2025 (US\\$)*],
[A. Conference servicing],[],[],
[Interpretation, six languages],[80,000.00],[120,345.67],
[2. Documentation],[20,000.00],[30,000.00],
[Sub-total A],[100,000.00],[150,345.67],
[B. Other],[–],[–],
[Programme support costs (13 per cent)],[13,000.00],[19,544.94],
[*Total*],[*113,000.00*],[*SUM*])
Rates of exchange are those of May."""


def test_a_pdf_is_read_by_where_its_sums_stand(workspace: Workspace, tmp_path: Path) -> None:
    path = made.pdf(tmp_path / "a.pdf", PAGE.replace("SUM", "169,890.61"))
    proposal = read(workspace, path.read_bytes(), "a.pdf")
    assert proposal.cost.total.plain() == "169890.61" and proposal.account.is_closed
    assert [line.kind for line in proposal.lines] == ["conference_servicing"] * 2 + [
        "programme_support"
    ]
    left = [
        (line.text, line.times)
        for line in proposal.account.of("left_out")
        if line.text.startswith("the column")
    ]
    assert left == [('the column "2024 (US$)" (column B)', 5)]
    path = made.pdf(tmp_path / "b.pdf", PAGE.replace("SUM", "169,890.60"))
    with pytest.raises(DataError, match=r"printed total is 169,890\.60"):
        read(workspace, path.read_bytes(), "b.pdf")


def test_tables_of_word_documents_and_web_pages(workspace: Workspace, tmp_path: Path) -> None:
    body = made.paragraph("Participants") + made.table([["State", "Delegates"], ["Albania", "3"]])
    body += made.paragraph("Estimated costs, in thousands of euros")
    body += made.table([["Item", "2025"], ["Rooms", "12.5"], ["Total", "12.5"]])
    content = made.docx(tmp_path / "c.docx", body).read_bytes()
    with pytest.raises(DataError, match="the text above the sums says EUR"):
        read(workspace, content, "c.docx")
    proposal = read(workspace, content, "c.docx", currency="EUR")
    assert str(proposal.cost.total) == "EUR 12,500.00" and "thousands of EUR" in proposal.said[0]
    cells = "".join(f"<tr><td>{item}</td><td>1 234,50</td></tr>" for item in ("Rooms", "Total"))
    page = f"<html><body><p>Costs</p><table><tr><td>Item</td><td>USD</td></tr>{cells}</table></body></html>"  # noqa: E501
    assert read(workspace, page.encode(), "c.html").cost.total.plain() == "1234.50"


@pytest.mark.parametrize(
    ("title", "total"),
    [
        ("Costs of thousands of pages of documents", "80.00"),
        ("A budget of USD 1 million was asked for", "80.00"),
        ("Figures in thousands of United States dollars", "80000.00"),
        ("US$ '000", "80000.00"),
        ("US$ 000", "80000.00"),
        ("Montants en milliers de dollars", "80000.00"),
        ("Importes en miles de dólares", "80000.00"),
        ("In millions of dollars", "80000000.00"),
    ],
)
def test_a_title_names_a_unit_only_where_it_says_so(
    workspace: Workspace, title: str, total: str
) -> None:
    assert (
        read(workspace, rows(f"{title}|\nItem|Amount\nRooms|80\nTotal|80")).cost.total.plain()
        == total
    )


def test_a_total_beside_the_column_of_items_and_a_heading_that_comes_again(
    workspace: Workspace,
) -> None:
    text = "No.|Item|USD\n1|Rooms|80\n|Item|USD\n2|Staff|20\nTotal||100"
    proposal = read(workspace, rows(text))
    assert proposal.cost.total.plain() == "100.00"
    assert ("Item", "the heading again") in [
        (line.text, line.reason) for line in proposal.account.of("left_out")
    ]


def test_a_total_that_stands_in_another_column_is_asked(workspace: Workspace) -> None:
    text = "Item|A|B|USD\nRooms|1|2|3\nTotal A|1|2|3\nTravel|5||\nGrand total|6||"
    with pytest.raises(DataError, match='"Grand total" stands in "A"'):
        read(workspace, rows(text), column="USD")


def test_a_column_without_a_heading_is_named_and_the_account_speaks_of_rows(
    run: Run, tmp_path: Path
) -> None:
    office = tmp_path / "office"
    make_workspace(office)
    (office / "c.csv").write_bytes(rows("Rooms|1,500.00|2,500.00\nTotal|1,500.00|2,500.00"))
    told = run("import", "costs", "c.csv", "--meeting", "msp13", "--dry-run", cwd=office)
    assert "Open questions (1): column B" in told.stdout and "column B, column C" in told.stderr
    (office / "c.csv").write_bytes(rows("Item|USD\nRooms|1,500.00\nTotal|1,500.00"))
    told = run("import", "costs", "c.csv", "--meeting", "msp13", "--dry-run", cwd=office)
    assert "No row was left out." in told.stdout and "names a State" not in told.stdout
    assert "The document itself gives 1,500.00" in told.stdout


CURRENCIES = {
    "USD": (
        *(
            "in US dollars",
            "en milliers de dollars des États-Unis",
            "en dólares de los Estados Unidos",
            "dollars É.-U.",
        ),
        *(
            "dólares de los EE.UU.",
            "dollars américains",
            "United States dollars",
            "kUSD",
            "$ US",
            "dólares estadounidenses",
        ),
        "DOLLARS DES ÉTATS-UNIS",
    ),
    "CHF": (
        "in Swiss francs",
        "en francs suisses",
        "en francos suizos",
        "Montants (Francs Suisses)",
    ),
    "EUR": ("in euros", "en euros", "Montant en milliers d’euros", "€ 000"),
    "CAD": ("in Canadian dollars", "en dollars canadiens", "C$", "CA$"),
    "AUD": ("Australian dollars", "A$"),
    "GBP": ("pounds sterling", "livres sterling", "libras esterlinas"),
    "?": (
        "in francs",
        "USD and EUR",
        "pesos",
        "Fiji dollars",
        "dollars de Singapour",
        "USD 1 = CHF 0.9",
    ),
    "": ("in dollars", "Amount", "en milliers", "Europe"),
}


@pytest.mark.parametrize("code", CURRENCIES)
def test_currencies_in_words_of_three_languages(code: str) -> None:
    assert {text: currency_of_text(text) for text in CURRENCIES[code]} == dict.fromkeys(
        CURRENCIES[code], code
    )


@pytest.mark.parametrize("title", CURRENCIES["USD"])
def test_a_currency_in_words_is_no_longer_said_to_be_missing(
    workspace: Workspace, title: str
) -> None:
    proposal = read(workspace, rows(f"Costs ({title})|\nItem|Amount\nRooms|80\nTotal|80"))
    assert not any("no currency is stated" in said for said in proposal.said)


@pytest.mark.parametrize("words", ["in francs", "en couronnes", "in pesos"])
def test_a_currency_of_several_countries_is_asked(workspace: Workspace, words: str) -> None:
    content = rows(f"Costs {words}|\nItem|Amount\nRooms|80\nTotal|80")
    with pytest.raises(DataError, match="one that several countries have"):
        read(workspace, content)
    assert read(workspace, content, currency="USD").cost.total.plain() == "80.00"
