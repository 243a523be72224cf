"""The files of an apportionment read back: what each of them says that every State pays, as other
programs read it, held against `tests/method_oracle.py`.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl

from tests.browser import CHROMIUM
from tests.method_cases import Made, rows
from tests.method_oracle import Answer
from tests.method_product import Office
from tests.pdfs import attached, pages

MONEY = {
    "en": r"(\u2212?\d{1,3}(?:,\d{3})*(?:\.\d+)?)",
    "fr": r"(\u2212?\d{1,3}(?: \d{3})*(?:,\d+)?)",
}
ASSESSED = {
    "en": r"Amount (?:assessed|credited) [A-Z]{3} ",
    "fr": r"Montant (?:mis en recouvrement|porté au crédit) ",
}
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000")
SVG = "{http://www.w3.org/2000/svg}"
Said = dict[str, int]


def amount(text: str, digits: int, language: str = "en") -> int:
    """A printed or written amount in minor units; with other decimals it is none."""
    point = "," if language == "fr" else "."
    plain = "".join(each for each in text if each.isdigit() or each in f"\u2212-{point}")
    value = Decimal(plain.replace("\u2212", "-").replace(point, "."))
    assert value.as_tuple().exponent == -digits, text
    return int(value.scaleb(digits))


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Told:
    """What the files of one case say that is not so."""

    def __init__(self, made: Made, wanted: Answer) -> None:
        self.made, self.wanted, self.digits = made, wanted, made.case.digits
        self.wrong: list[str] = []
        self.held: Counter[str] = Counter()

    def hold(self, where: str, said: Any, so: Any) -> None:
        """Note what a file says where it is not so."""
        self.held[where.partition(" ")[0]] += len(so) if isinstance(so, dict) else 1
        if said != so:
            if isinstance(so, dict):
                codes = [code for code in {*said, *so} if said.get(code) != so.get(code)]
                said = {code: said.get(code) for code in codes}
                so = {code: so.get(code) for code in codes}
            self.wrong.append(f"{self.made.name}: {where} says {said}, and it is {so}")

    def money(self, where: str, said: Mapping[str, str]) -> None:
        """Note amounts, as they are written, that are not those of all States."""
        self.hold(
            where,
            {code: amount(text, self.digits) for code, text in said.items()},
            self.wanted.amounts,
        )

    def shares(self, where: str, said: Mapping[str, str]) -> None:
        """Note shares for reading, in per cent, that are not the nearest of so many decimals."""
        far = {
            code: text
            for code, text in said.items()
            if abs(Fraction(text) - self.wanted.shares[code] * 100)
            > Fraction(1, 2 * 10 ** len(text.partition(".")[2]))
        }
        self.hold(where, far, {})


def plain_files(told: Told, folder: Path) -> None:
    """CSV, JSON, the register of notices and the workbook."""
    wanted = told.wanted
    listed = table(folder / "apportionment.csv")
    told.money("CSV", {row["iso3"]: row["amount"] for row in listed})
    told.shares("CSV shares", {row["iso3"]: row["share"] for row in listed})
    told.hold("CSV rounding", {row["iso3"]: int(row["rounding"]) for row in listed}, wanted.units)
    said = json.loads((folder / "apportionment.json").read_text(encoding="utf-8"))
    states = {row["iso3"]: row for row in said["states"]}
    told.money("JSON", {code: row["amount"] for code, row in states.items()})
    told.hold(
        "JSON shares",
        {code: Fraction(r["share_exact"]) for code, r in states.items()},
        wanted.shares,
    )
    told.hold("JSON cost", amount(said["cost"]["amount"], told.digits), told.made.case.total)
    told.hold("JSON residual", amount(said["residual"], told.digits), wanted.residual)
    book = openpyxl.load_workbook(folder / "apportionment.xlsx", data_only=True)
    for sheet, code, sums in (
        ("Values", "iso3", "amount"),
        ("Apportionment", "Code", "Amount due"),
    ):
        told.hold(f"XLSX {sheet}", _in_sheet(book[sheet], code, sums, told.digits), wanted.amounts)
    name, _, place = book.defined_names["TotalCost"].attr_text.replace("$", "").partition("!")
    total = book[name.strip("'")][place].value
    told.hold("XLSX total", _minor(total, told.digits), told.made.case.total)


def _minor(value: float, digits: int) -> int:
    """A cell's number in minor units: sheets hold binary fractions, here of 15 digits at least."""
    return round(Decimal(repr(value)).scaleb(digits))


def _in_sheet(sheet: Any, code: str, sums: str, digits: int) -> Said:
    heads: list[str] = []
    said: Said = {}
    for cells in sheet.iter_rows(values_only=True):
        row = [str(cell or "") for cell in cells]
        if code in row:
            heads = [head.partition(",")[0] for head in row]
        elif heads and re.fullmatch("[A-Z]{3}", row[heads.index(code)]):
            said[row[heads.index(code)]] = _minor(cells[heads.index(sums)], digits)
    return said


def notices(told: Told, folder: Path, language: str, states: list[str]) -> None:
    """Notices and annex: their text, and the data that they carry."""
    wanted, case = told.wanted, told.made.case
    files = folder / "invoices" / language
    registered = {row["iso3"]: row["amount"] for row in table(folder / "invoices/register.csv")}
    told.hold(
        "register",
        {code: amount(text, told.digits) for code, text in registered.items()},
        {code: wanted.amounts[code] for code in states},
    )
    for code in states:
        content = next(files.glob(f"*-{code}.pdf")).read_bytes()
        printed = re.findall(ASSESSED[language] + MONEY[language], " ".join(pages(content)))
        sums = {abs(amount(text, told.digits, language)) for text in printed}
        told.hold(f"PDF {code}", sums, {abs(wanted.amounts[code])})
        data = attached(content)
        line = data["lines"][0]
        told.hold(f"PDF-data {code}", amount(data["amount"], told.digits), wanted.amounts[code])
        exact = Fraction(line["amount_exact"]) * 10**told.digits
        told.hold(f"PDF-data exact {code}", exact, wanted.exact[code])
        told.hold(f"PDF-data share {code}", Fraction(line["share_exact"]), wanted.shares[code])
    content = (files / "annex.pdf").read_bytes()
    text = " ".join(pages(content))
    found = re.findall(
        rf"\b([A-Z]{{3}}) \D*?(?:\d+[.,]\d{{3}} )?(\d+[.,]\d{{6}}) {MONEY[language]}(?= |$)", text
    )
    said = {code: amount(printed, told.digits, language) for code, _, printed in found}
    told.hold(f"annex {language}", said, wanted.amounts)
    told.shares("annex shares", {code: share.replace(",", ".") for code, share, _ in found})
    last = re.search(rf"Total \([^()]*\) .*?\d[.,]\d{{6}} {MONEY[language]}", text)
    told.hold(
        "annex total",
        last and amount(last[1], told.digits, language),
        case.total - wanted.residual if not wanted.residual else case.total,
    )
    data = {row["iso3"]: row["amount"] for row in attached(content)["states"]}
    told.money("annex-data", data)


def charts(told: Told, folder: Path, language: str) -> None:
    """The data of the charts, their alternative texts and what the pictures print."""
    wanted = told.wanted
    said = table(folder / "charts/amounts.csv")
    listed = [row for row in said if row["iso3"]]
    line = [amount(row["amount"], told.digits) for row in said if not row["iso3"]]
    told.hold("charts line", sum(line), wanted.residual)
    told.money("charts", {row["iso3"]: row["amount"] for row in listed})
    for name in ("amounts", "rates", "cumulative"):
        each = [row for row in table(folder / f"charts/{name}.csv") if row["iso3"]]
        told.shares(f"charts {name}", {row["iso3"]: row["share"] for row in each})
    groups = [amount(row["amount"], told.digits) for row in table(folder / "charts/groups.csv")]
    told.hold("charts groups", sum(groups), sum(wanted.amounts.values()))
    alt = next(r["alt"] for r in table(folder / "charts/alt-text.csv") if r["chart"] == "amounts")
    alt = _plain(alt)
    root = ET.parse(folder / "charts/amounts.svg", ET.XMLParser(target=_with_comments())).getroot()
    told.hold("charts SVG text", _plain(root.findtext(f"{SVG}desc") or ""), alt)
    names = {row["iso3"]: row[f"name_{language}"] for row in rows("states.csv")}
    names |= {
        row["code"]: row["name"] for row in rows("organizations.csv") if row["language"] == language
    }
    drawn = [_plain(each.text or "") for each in root.iter(ET.Comment)]
    for code in (row["iso3"] for row in listed if row["bar"] == "own"):
        name = re.escape(_plain(names[code]))
        printed = re.search(rf"[.;] {name}(?: \([^()]*\))? {MONEY[language]} \(", alt)
        sum_ = printed and amount(printed[1], told.digits, language)
        told.hold(f"charts alt {code}", sum_, wanted.amounts[code])
    sums = re.findall(rf"{MONEY[language]} \([^()]*%\)", alt)
    told.hold("charts SVG", [each for each in drawn if re.fullmatch(MONEY[language], each)], sums)
    whole = sum(amount(text, told.digits, language) for text in sums)
    told.hold("charts alt sum", whole, sum(wanted.amounts.values()))


def _plain(text: str) -> str:
    """Text without what printing changes: blanks that do not break, and apostrophes."""
    return " ".join(text.split()).replace("\u2019", "'")


def _with_comments() -> ET.TreeBuilder:
    return ET.TreeBuilder(insert_comments=True)


class _Cells(HTMLParser):
    """The cells of the rows that bear the code of a State, by their class, and the total."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: dict[str, dict[str, str]] = {}
        self.code = self.kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "tr":
            total = "Total" if found.get("class") == "total" else ""
            self.code = found.get("data-code") or total
        self.kind = str(found.get("class")) if tag == "td" and self.code else ""

    def handle_data(self, data: str) -> None:
        if self.kind:
            cells = self.cells.setdefault(self.code, {})
            cells[self.kind] = cells.get(self.kind, "") + data

    def handle_endtag(self, tag: str) -> None:
        self.kind = "" if tag == "td" else self.kind


def page(told: Told, office: Office) -> str:
    """The page for delegates as a browser shows it; where there is none, why."""
    case, made = told.made.case, told.made
    if case.total < 0 or case.added or case.left_out or CHROMIUM is None:
        return "not made"
    out = office.folder / "page"
    cost = f"{Decimal(case.total).scaleb(-case.digits):f}"
    command = ["page", made.meeting, "--cost", cost, "--currency", case.currency]
    command += ["--scale", made.scale, "--rule", str(office.folder / "made.toml")]
    command += ["--participants", str(office.folder / "list.csv"), "--data", str(office.data)]
    done = subprocess.run(
        [sys.executable, "-m", "ccmcost", *command, "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return done.stderr.strip()
    file = next(out.glob(f"*{made.meeting}.html"))
    shown = subprocess.run(
        [CHROMIUM, *QUIET, "--dump-dom", file.as_uri()],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    cells = _Cells()
    cells.feed(shown)
    total = cells.cells.pop("Total", {}).get("amount", "")
    told.money("page", {c: each["amount"].strip(" *") for c, each in cells.cells.items()})
    told.shares("page shares", {code: each["share"] for code, each in cells.cells.items()})
    told.hold("page total", amount(total, told.digits), case.total)
    return "read"


def read_back(office: Office, made: Made, wanted: Answer) -> Told:
    """Write all files of a case and hold each against the oracle."""
    told, folder = Told(made, wanted), office.folder / "reports" / made.name.rpartition(" ")[2]
    codes = sorted(
        wanted.amounts, key=lambda code: (-abs(wanted.units[code]), wanted.amounts[code])
    )
    states = sorted({codes[0], codes[-1], codes[len(codes) // 2]})
    language = "fr" if made.case.total % 2 else "en"
    office.result(made).write(folder, languages=[language], states=states)
    plain_files(told, folder)
    notices(told, folder, language, states)
    charts(told, folder, language)
    told.held[f"page: {page(told, office)[:150]}"] += 1
    return told
