"""A year of an office with every kind of event, in a few lines of the command line;
documents are two words, not pages.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ccmcost.desk import documents as issue_documents
from ccmcost.desk.documents import Documents, Run
from ccmcost.ledger.store import opened
from ccmcost.ledger.verify import exported
from tests.ledger_office import OFFICIAL, Office

OPENING = """iso3,meeting,external_number,issued_on,requested_by,assessed,received,source
AUS,msp10,OLD-1,2022-09-01,2022-12-01,1200.00,1200.00,books
CUB,msp10,OLD-2,2022-09-01,2022-12-01,150.00,100.00,books
"""
BANK = """statement,line,value_date,amount,currency,reference,iso3,meeting,part
S1,1,2024-03-02,300000.00,USD,AUSTRALIA,AUS,msp12,
S1,2,2024-03-03,9000.00,USD,CUBA,CUB,msp12,8900.00
S1,2,2024-03-03,9000.00,USD,CUBA,CUB,msp11,100.00
S1,3,2024-03-04,700.00,USD,SOMEBODY,,,
S1,4,2024-03-05,55.00,USD,ANOTHER TREATY,,other convention,
S1,5,2024-03-06,80000.00,USD,SWEDEN,SWE,msp12,
"""
EURO = "--original EUR --original-amount 8100.00 --rate 1.1 --rate-date 2024-03-03 --source ECB"
BY = "--document D --approved-by 'B. Chief'"
LIFE = f"""
2024-02-01
import opening opening.csv --as-at 2024-01-31
cost set msp12 --status estimate --amount 400000 --source DOC --adopted-on 2023-11-24
cost set msp11 --status estimate --amount 50000 --source DOC --adopted-on 2023-11-24
issue msp12 {{decision}} --issued-on 2024-02-01 --pay-by 2025-12-31 --on-expected-list
issue msp11 {{decision}} --issued-on 2024-02-01 --pay-by 2025-12-31 --on-expected-list
2024-04-01
import receipts bank.csv
receive msp12 AUT 60000.00 --on 2024-03-10 --reference AUSTRIA
receive msp12 ZAF 100.00 --on 2024-03-11 --reference MISTAKE
record unidentified 500.25 --on 2024-03-05 --reference NOBODY
record identify {{unidentified}} ZAF msp12 --amount 200.00 --document D
record bank-charge msp12 CUB 25.00 --on 2024-03-12 --document D
record exchange-difference msp12 CUB 10.00 --on 2024-03-12 {EURO} --document D
record payment-plan msp12 AUT --on 2024-03-12 --until 2024-12-31 --document D
record erp-number CCM-AN-2024-0001 ERP-1
record refund msp12 AUS 100.00 --on 2024-03-20 {BY}
record apply-credit msp12 AUS 50.00 --on 2024-03-21 --choice refund {BY}
record apply-credit msp12 AUS 20.00 --on 2024-03-21 --choice leave {BY}
record apply-credit msp12 AUS 30.00 --on 2024-03-21 --choice apply --to msp11 {BY}
record write-off msp10 CUB 10.00 --on 2024-03-22 {BY}
record reverse {{mistake}} --on 2024-03-25 --reason mistaken
record reverse {{write_off}} --on 2024-03-26 --reason mistaken --approved-by 'B. Chief'
2024-05-01
cost set msp12 --status revised_estimate --amount 450000 --source DOC --adopted-on 2024-04-24
issue msp12 {{decision}} --issued-on 2024-05-01 --pay-by 2025-12-31 --credit-absent-parties
2024-06-01
cost set msp12 --status actual --amount 425000 --source DOC --adopted-on 2024-05-24
settle msp12 {{settled}} --issued-on 2024-06-01 --pay-by 2025-12-31
ledger journal --hand-over --own-names
"""


def short_documents(patch: pytest.MonkeyPatch) -> None:
    """Documents of one line in place of PDF pages, and an annex."""

    def documents(run: Run) -> Documents:
        year, shown = (
            run.order.issued_on.year,
            [each for each in run.notices if not each.posted_only],
        )
        notices = {
            n.number: {f"{year}/{n.number}-{n.state}-en.pdf": n.number.encode()} for n in shown
        }
        return Documents(
            notices, {f"{year}/{shown[0].number}-annex.pdf": b"annex"} if shown else {}
        )

    patch.setattr(issue_documents, "documents", documents)


def live(office: Office) -> None:
    """Play the year."""
    from tests.ledger_office import DECISION

    (office.folder / "opening.csv").write_text(OPENING, encoding="utf-8")
    (office.folder / "bank.csv").write_text(BANK, encoding="utf-8")
    decision = " ".join(f"'{each}'" if " " in each else each for each in DECISION)
    settled = " ".join(f"'{each}'" if " " in each else each for each in DECISION[2:])
    known: dict[str, int] = {}
    office.listed("expected", ("AUS", "CUB", "SWE"), "msp11")
    for line in LIFE.strip().splitlines():
        if line[:2] == "20":
            office.on(line)
            if line == "2024-05-01":
                office.listed("official", OFFICIAL)
            continue
        text = line.replace("{decision}", decision).replace("{settled}", settled)
        for name, seq in known.items():
            text = text.replace(f"{{{name}}}", str(seq))
        office.ok(text)
        last = export_of(office.folder)["last"]["seq"]
        known |= {"unidentified": last} if "NOBODY" in line else {}
        known |= {"mistake": last} if "MISTAKE" in line else {}
        known |= {"write_off": last} if "write-off" in line else {}


def lived(folder: Path) -> Path:
    """The folder of an office after the year."""
    with pytest.MonkeyPatch.context() as patch:
        short_documents(patch)
        office = Office(folder, patch)
        live(office)
        assert "0 problems" in office.ok("ledger verify")
    return folder


def export_of(office: Path) -> dict[str, Any]:
    """The export of the ledger of an office."""
    with opened(office / "ledger.sqlite") as ledger:
        return dict(json.loads(json.dumps(exported(ledger))))
