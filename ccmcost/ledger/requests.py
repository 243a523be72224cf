"""The token of a request, which its events keep: what is asked for twice is recorded once."""

from __future__ import annotations

from ccmcost.errors import UsageError
from ccmcost.ledger.store import Ledger
from ccmcost.model.books import events_text


class Repeated(UsageError):
    """What a request asks for was recorded by an earlier transaction, as the events `seqs`."""

    def __init__(self, seqs: tuple[int, ...], day: str, who: str) -> None:
        self.seqs = seqs
        named = f"event{'s' * (len(seqs) > 1)} {events_text(seqs)}"
        super().__init__(
            f"This was recorded already, as {named}, on {day} by {who}; nothing was recorded again."
        )


def refuse_repeated(ledger: Ledger, request: str) -> None:
    """Raise Repeated if an earlier transaction recorded a request; events of the same transaction
    share its token.
    """
    own = ledger.recorded[0][0] if ledger.in_transaction and ledger.recorded else 2**63 - 1
    of_request = "FROM event WHERE json_extract(body, '$.control.request') = ? AND seq < ?"
    if not request or not ledger.rows(f"SELECT 1 {of_request} LIMIT 1", request, own):
        return
    found = ledger.rows(f"SELECT seq, recorded_at, recorded_by {of_request}", request, own)
    _, moment, who = min(found)
    raise Repeated(tuple(sorted(seq for seq, *_ in found)), moment[:10], who)
