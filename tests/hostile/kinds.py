"""The kinds of hostile input by name, and what a room needs before they can be made."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.hostile import api, bank, conventions, forms, inputs, packed, proof, rules, texts
from tests.hostile.room import Maker, Room
from tests.ledger_office import EXPECTED, ISSUER, rows

KINDS: dict[str, Maker] = {
    "csv": texts.csv_case,
    "toml": texts.toml_case,
    "json": texts.json_case,
    "xlsx": packed.xlsx_case,
    "docx": packed.docx_case,
    "pdf": packed.pdf_case,
    "html": texts.html_case,
    "text": texts.text_case,
    "ids": texts.ids_case,
    "bank": bank.bank_case,
    "rules": rules.rules_case,
    "conventions": conventions.conventions_case,
    "inputs": inputs.inputs_case,
    "forms": forms.forms_case,
    "proof": proof.proof_case,
    "api": api.api_case,
}
_YEAR = (
    "apportion msp11 --state=JPN",
    "cost set msp12 --status=estimate --amount=1000.00 --source=DOC --adopted-on=2023-11-24 "
    "--recorded-by=A",
    "issue msp12 --rule=article-14-1 --adopted-by=DOC,1 --approved-by=B --issued-on=2024-02-01 "
    "--pay-by=2024-12-31 --on-expected-list --recorded-by=A",
    "import receipts in/bank.csv --recorded-by=A",
    "import opening in/opening.csv --as-at=2023-12-31 --recorded-by=A",
    "receive msp12 SWE 5.00 --on=2024-05-01 --reference=R --recorded-by=A",
    "record reverse 6 --on=2024-06-01 --reason=R --recorded-by=A",
    "import costs in/estimate.csv --meeting msp13 --document=DOC --adopted-on=2024-11-20 --yes "
    "--recorded-by=A",
)


def open_room(folder: Path, seconds: int = 20) -> Room:
    """A room whose office has an issuer, contacts, cost lines and a year in its ledger, and beside
    it a new office.

    The export of the ledger and a workbook are kept, to be forged.
    """
    room = Room(folder, 120)
    data = room.office / "data"
    (data / "issuer.toml").write_text(ISSUER, encoding="utf-8")
    (data / "contacts.csv").write_text(texts.CONTACTS, encoding="utf-8")
    (data / "participants" / "msp12.csv").write_text(rows("expected", EXPECTED), encoding="utf-8")
    (room.office / "in" / "bank.csv").write_text(
        texts.RECEIPTS.replace("S1,", "S0,"), encoding="utf-8"
    )
    (room.office / "in" / "opening.csv").write_text(
        texts.OPENING.replace("msp3", "msp2"), encoding="utf-8"
    )
    (room.office / "in" / "estimate.csv").write_text(texts.ESTIMATE, encoding="utf-8")
    for line in (*_YEAR, "ledger export ledger.json"):
        done = room.run(tuple(line.split()))
        assert done.code == 0 and not done.fault, (line, done)
    texts.load_export((room.office / "ledger.json").read_text(encoding="utf-8"))
    packed.load_written(
        (room.office / "reports" / "msp11" / "SPECIMEN-apportionment.xlsx").read_bytes()
    )
    proof.load_issued(room)
    shutil.rmtree(room.office / "reports")
    conventions.open_convention(room)
    room.keep()
    room.seconds = seconds
    return room
