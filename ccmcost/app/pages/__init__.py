"""The pages, each at its address below the name of the folder; each shows what a command says."""

from collections.abc import Mapping

from ccmcost.app.pages import meeting_files, meeting_plan
from ccmcost.app.pages.files import draft_file, files, written_file
from ccmcost.app.pages.home import home
from ccmcost.app.pages.ledger import event, ledger, ledger_file
from ccmcost.app.pages.manual import manual
from ccmcost.app.pages.meeting import meeting
from ccmcost.app.pages.meeting_state import meeting_state
from ccmcost.app.pages.receipts import receipts
from ccmcost.app.pages.states import issued_file, state, state_file, states
from ccmcost.app.pages.status import status, status_file
from ccmcost.app.pages.take import take
from ccmcost.app.place import Page

PAGES: dict[str, Page] = {
    "/": home,
    "/take": take,
    "/receipts": receipts,
    "/meeting/<meeting>": meeting,
    "/meeting/<meeting>/<state>": meeting_state,
    "/meeting/<meeting>/compare": meeting_plan.compared,
    "/meeting/<meeting>/whatif": meeting_plan.changed,
    "/meeting/<meeting>/joining": meeting_plan.joining,
    "/meeting/<meeting>/apportionment.csv": meeting_files.table,
    "/meeting/<meeting>/apportionment.xlsx": meeting_files.workbook,
    "/meeting/<meeting>/notice/<state>.pdf": meeting_files.notice,
    "/status": status,
    "/status/<name>": status_file,
    "/states": states,
    "/state/<code>": state,
    "/state/<code>/<name>": state_file,
    "/file/<path:name>": issued_file,
    "/files": files,
    "/files/<path:name>": written_file,
    "/draft/<name>": draft_file,
    "/help/<topic>": manual,
    "/ledger": ledger,
    "/ledger/<seq>": event,
    "/ledger/events/<form>": ledger_file,
}

PAGE_OF: dict[tuple[str, ...], tuple[str, str]] = {("match",): ("/receipts", "yes")}
"""Commands that a page asks for: the page, and what is to be ticked there."""

NEXT: dict[tuple[str, ...], tuple[str, str]] = {
    ("import", "receipts"): ("/receipts", "to_receipts"),
    ("match",): ("/receipts", "to_receipts"),
    ("record", "identify"): ("/receipts", "to_receipts"),
}
"""What comes after a command was done: the page, and the phrase that leads there."""


def page_of(words: tuple[str, ...], values: Mapping[str, object]) -> str:
    """The page on which a form was filled that is not the one of its command; empty if none."""
    page, ticked = PAGE_OF.get(words, ("", ""))
    return page if any(name.startswith(f"{ticked}:") for name in values) else ""
