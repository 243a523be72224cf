"""The token of a request, which its events keep: what is asked for twice is recorded once."""

from __future__ import annotations

from math import inf

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
    own = ledger.recorded[0][0] if ledger.in_transaction and ledger.recorded else inf
    sql = (
        "SELECT seq, recorded_at, recorded_by FROM event WHERE "
        "json_extract(body, '$.control.request') = ? AND seq < ? ORDER BY seq"
    )
    found = ledger.rows(sql, request, own)
    if found:
        _, moment, who = found[0]
        raise Repeated(tuple(seq for seq, *_ in found), moment[:10], who)
