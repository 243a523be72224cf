"""Notes verbales with the statement of account that goes with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ccmcost.accounts.books import Books
from ccmcost.accounts.status import statement
from ccmcost.desk.match import money_waits
from ccmcost.documents.contributions.account import account_files
from ccmcost.documents.letters import LetterWish
from ccmcost.documents.letters.files import Letters, write_letters
from ccmcost.ledger.standing import View
from ccmcost.tables.paper import Office


def write_notes(
    books: Books, wish: LetterWish, folder: Path, again: Callable[[str], None]
) -> Letters:
    """Write the notes of one kind into `folder`, each with the statement of account as at their
    day; `again` as there. Raises what `write_letters` raises.
    """
    office = Office.of(books.data)

    def account(code: str, language: str) -> bytes:
        found = statement(books, View(wish.on, state=code))
        files = account_files(found, office, books.issuer, (language,))
        return files[f"statement-{code}-{language}.pdf"]

    written = write_letters(books, wish, folder, account, again)
    reminds = wish.kind.startswith("reminder") and bool(written.notes)
    waits = money_waits(books, View(wish.on)) if reminds else ""
    return written._replace(remarks=(*written.remarks, waits)) if waits else written
