"""`data/treaty_status.csv`: signature, consent, entry into force and withdrawal of every State."""

from __future__ import annotations

from ccmcost.load.reader import Reader
from ccmcost.load.table import read_table
from ccmcost.model.states import States, Treaty, TreatyStatus

COLUMNS = (
    "iso3",
    "name",
    "signature_date",
    "consent_date",
    "consent_kind",
    "entry_into_force",
    "withdrawal_effective",
    "source",
)


def load_treaty(reader: Reader, states: States) -> Treaty:
    """Treaty status by State; what is wrong goes to the reader's findings."""
    source = reader.file("treaty_status.csv")
    treaty: dict[str, TreatyStatus] = {}
    for row in read_table(source, reader.findings, COLUMNS):
        code = row.get("iso3")
        if code not in states:
            row.error("state-unknown", f'"{code}" is not in states.csv.', "iso3")
            continue
        if code in treaty:
            row.error("state-twice", f"{code} stands twice. Remove one of the rows.", "iso3")
            continue
        treaty[code] = TreatyStatus(
            code,
            row.day("signature_date"),
            row.day("consent_date"),
            row.get("consent_kind"),
            row.day("entry_into_force"),
            row.day("withdrawal_effective"),
            row.get("source"),
        )
    return treaty
