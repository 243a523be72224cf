"""The journal held against the ledger, without the code that makes it: by account, State and
meeting it must come to what `sums`, `balance` and `unplaced` say.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from ccmcost.accounts.double_entry import Line, journal_lines
from ccmcost.ledger.queries import sums, unplaced
from ccmcost.ledger.standing import NOW
from ccmcost.ledger.store import Ledger, opened

IN, OUT = ("received", "unidentified", "other_convention"), ("refunded",)


def check_trial_balance(path: Path) -> None:
    """Of a ledger by its file."""
    with opened(path) as ledger:
        check_lines(ledger, journal_lines(ledger))


def check_lines(ledger: Ledger, lines: list[Line]) -> None:
    """Of a ledger and its whole journal."""
    accounts: Counter[tuple[str, str]] = Counter()
    owed: Counter[tuple[str, str, str]] = Counter()
    events: Counter[tuple[int, str]] = Counter()
    for line in lines:
        currency, minor = line.money.currency, line.money.minor
        accounts[line.purpose, currency] += minor
        events[line.event, currency] += minor
        if line.purpose == "receivable":
            owed[line.state, line.meeting, currency] += minor
    assert not any(events.values())

    wanted: Counter[tuple[str, str]] = Counter()
    balances: Counter[tuple[str, str, str]] = Counter()
    for each in sums(ledger, NOW):
        if each.state:
            balances[each.state, each.meeting, each.currency] += each.amount
        wanted[each.account, each.currency] += each.amount
    assert +owed == +balances and -owed == -balances

    for currency in {currency for _, currency in (*accounts, *wanted)}:

        def total(*names: str, currency: str = currency) -> int:
            return sum(wanted[name, currency] for name in names)

        opened_at = -accounts["opening", currency]
        assert accounts["income", currency] + total("assessed", "adjusted") == opened_part(
            ledger, currency, "assessed"
        )
        assert accounts["cash", currency] == -total(*IN) - opened_part(ledger, currency, "received")
        assert opened_at == opened_part(ledger, currency, "assessed") - opened_part(
            ledger, currency, "received"
        )
        assert accounts["refunds", currency] == -total(*OUT)
        assert accounts["bank_charges", currency] == -total("bank_charge")
        assert accounts["exchange_differences", currency] == -total("exchange")
        assert accounts["write_offs", currency] == -total("written_off")
        assert accounts["other_conventions", currency] == total("other_convention")
        left = sum(each.left.minor for each in unplaced(ledger) if each.left.currency == currency)
        assert -accounts["unidentified", currency] == left


def opened_part(ledger: Ledger, currency: str, field: str) -> int:
    """What bills carried over, and still standing, say was assessed or received."""
    from ccmcost.ledger.bodies import Opening
    from ccmcost.ledger.standing import standing

    found = standing(ledger, Opening)
    return sum(getattr(body, field) for _, body in found if body.currency == currency)
