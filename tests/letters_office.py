"""An office with a worked ledger of msp12 and of the group rc2:
issued in three languages, paid in part, revised.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from tests.ledger_office import EXPECTED, Office

GROUP = ("rc2-pm1", "rc2-pm2", "rc2")
CONTACTS = """iso3,mission,email,language
AUS,Permanent Mission of Australia to the United Nations Office at Geneva,australia@example.org; second@example.org,en
Austria,Mission permanente de l’Autriche,autriche@example.org,fr
cu,Misión Permanente de Cuba,cuba@example.org,es
ZAF,Permanent Mission of South Africa,,
"""  # noqa: E501
NAMES = """names.fr = "Bureau d’essai"
names.es = "Oficina de prueba"
[bank]"""
OPENING = (
    "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source\n"
    "ZAF,msp11,ERP-9003,2023-08-15,2023-11-15,300.00,100.00,aged list\n"
)
BANK = (
    "statement,line,value_date,amount,currency,reference,iso3,meeting,part\n"
    "2024/03,1,2024-03-18,100.00,USD,NO NAME,,,\n"
)


def worked_office(folder: Path, patch: pytest.MonkeyPatch) -> Office:
    """One thousandth of a per cent of msp12 is 100.00 (400,000.00 on rates of 4.000 in all),
    later 90.00.
    """
    office = Office(folder, patch)
    issuer = folder / "data" / "issuer.toml"
    issuer.write_text(
        issuer.read_text(encoding="utf-8").replace("[bank]", NAMES, 1), encoding="utf-8"
    )
    (folder / "data" / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (folder / "opening.csv").write_text(OPENING, encoding="utf-8")
    office.on("2024-01-08")
    office.ok("import opening opening.csv --as-at 2023-12-31")
    office.cost("400000.00")
    for meeting, amount in zip(GROUP, ("20000.00", "24000.00", "300000.00"), strict=True):
        office.listed("expected", EXPECTED, meeting)
        office.cost(amount, meeting=meeting)
    office.on("2024-02-01")
    for meeting in ("msp12", "rc2"):
        issued = office(
            *(
                "issue",
                meeting,
                "--rule",
                "article-14-1",
                "--adopted-by",
                "CCM/MSP/2023/9, para. 41",
            ),
            *("--approved-by", "B. Chief", "--issued-on", "2024-02-01", "--pay-by", "2024-05-01"),
            *("--on-expected-list", "--lang", "en,fr,es"),
        )
        assert issued.code == 0, issued.err
    office.on("2024-04-10")
    office.ok("receive msp12 AUS 211100.00 --on 2024-03-04 --reference 'AUSTRALIA {{ 7*7 }} <w:p>'")
    office.ok("receive msp12 AUT 68000.00 --on 2024-03-05 --reference 'AUTRICHE'")
    office.ok("receive msp12 CUB 9000.00 --on 2024-03-07 --reference 'CUBA'")
    office.ok("receive msp12 CUB 77.00 --on 2024-03-08 --reference 'NOT CUBA'")
    office.ok("record reverse 11 --on 2024-03-08 --reason 'not of Cuba'")
    office.ok("receive rc2-pm1 AUS 10000.00 --on 2024-03-09 --reference 'AUSTRALIA RC2'")
    office.ok(
        "record payment-plan msp12 SWE --on 2024-04-10 --until 2024-12-31 --document 'note of 8 "
        "April'"
    )
    (folder / "bank.csv").write_text(BANK, encoding="utf-8")
    office.ok("import receipts bank.csv")
    office.ok("record identify 15 ZAF rc2-pm1 --document 'note of 9 April'")
    office.on("2024-10-01")
    office.cost("360000.00", "revised_estimate")
    revised = office(
        *("issue", "msp12", "--rule", "article-14-1", "--adopted-by", "CCM/MSP/2024/9, para. 30"),
        *(
            "--approved-by",
            "B. Chief",
            "--issued-on",
            "2024-10-01",
            "--pay-by",
            "2024-12-31",
            "--on-expected-list",
        ),
    )
    assert revised.code == 0, revised.err
    return office


def balances(office: Office, day: str) -> dict[tuple[str, str], dict[str, str]]:
    """The status of contributions as the command prints it, by State and meeting."""
    said = office("status", "--format", "csv", "--as-at", day)
    assert said.code == 0, said.err
    return {(row["iso3"], row["meeting"]): row for row in csv.DictReader(io.StringIO(said.out))}


def minor(text: str) -> int:
    """An amount of any language in cents: nothing but its digits and sign."""
    return int(re.sub(r"[^0-9-]", "", text.replace("\u2212", "-")))
