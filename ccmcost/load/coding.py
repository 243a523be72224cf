"""`data/accounts.toml`: how the accounting system names the accounts of the journal. The file is
optional, and may be empty.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar, get_args

from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader
from ccmcost.model.coding import CODE_FORM, Coding, Purpose, is_code
from ccmcost.near import hint
from ccmcost.text import blanked

S = TypeVar("S", bound=str)

ACCOUNTS = "accounts.toml"


def load_coding(reader: Reader, meetings: Collection[str]) -> Coding:
    """The accounts of the office; what is wrong goes to the reader's findings."""
    document = read_document(reader.file(ACCOUNTS, required=False), reader.findings)
    if document is None:
        return Coding()
    plain = _codes(document, ("fund", "cost_centre"))
    purposes: tuple[Purpose, ...] = get_args(Purpose)
    accounts: Mapping[Purpose, str] = {}
    if inside := document.inside("accounts"):
        accounts = _codes(inside, purposes)
        inside.done()
    wbs: Mapping[str, str] = {}
    if inside := document.inside("wbs"):
        wbs = _codes(inside, tuple(inside.values))
        for meeting in sorted(inside.values.keys() - set(meetings)):
            inside.error(
                "meeting-unknown",
                f'there is no meeting "{meeting}".{hint(meeting, meetings, "Meetings")}',
                meeting,
            )
    left_out = document.flag("openings_in_accounts")
    document.done()
    return Coding(plain["fund"], plain["cost_centre"], accounts, wbs, left_out)


def _codes(document: Document, keys: Sequence[S]) -> dict[S, str]:
    """The texts under these keys; empty where nothing is said."""
    found = {}
    for key in keys:
        found[key] = text = document.string(key).strip()
        if text and not is_code(text):
            shown = blanked(text[:80], by="?")
            document.error("value-bad", f'"{key}" cannot be "{shown}". {CODE_FORM}', key)
            found[key] = ""
    return found
