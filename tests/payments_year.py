"""A year of payments as people make them: who pays, for what, and what the bank's text says of it.

The names of payers, the wording and the mistakes are made by a seed; nobody published them.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ccmcost.accounts.matching import OpenAccount, Payment
from ccmcost.findings import Findings
from ccmcost.load.data import Data
from ccmcost.model.money import Money
from ccmcost.sharing.compute import apportion_meeting
from ccmcost.sharing.request import Request
from ccmcost.workspace import open_workspace

MEETINGS = ("msp11", "msp12", "msp13")
USD = Money(0, "USD", 2)


class Paid(NamedTuple):
    """A payment, and what it is for: State, meeting and sum of each part. Several with the same
    `group` pay one notice together.
    """

    payment: Payment
    truth: tuple[tuple[str, str, Money], ...]
    group: int = 0


def year_of_payments(
    seed: int, number: int = 300, split: float = 0.0
) -> tuple[list[OpenAccount], list[Paid], Data]:
    """The open accounts of three meetings, and payments to them. `split` says how many notices are
    paid by several payments that come one after the other; of some of these, as of others, banks
    keep charges back, which their text may state.
    """
    chance = random.Random(seed)
    data = Data(open_workspace(), Findings())
    accounts = _accounts(data)
    free = {(each.state, each.meeting): each for each in accounts}
    paid: list[Paid] = []
    while len(paid) < number and free:
        account = free[chance.choice(sorted(free))]
        if split and account.due.minor > 100_000 and chance.random() < split:
            paid += _split(chance, account, data, len(paid) + 1)
            del free[account.state, account.meeting]
        else:
            paid.append(_payment(chance, account, free, data, len(paid) + 1))
    return accounts, paid[:number], data


def windows(paid: list[Paid], most: int) -> Iterator[list[Paid]]:
    """Payments as a person sees them: so many at once, those of one notice together."""
    window: list[Paid] = []
    for each in paid:
        if len(window) >= most and not (each.group and each.group == window[-1].group):
            yield window
            window = []
        window.append(each)
    yield window


def _split(chance: random.Random, account: OpenAccount, data: Data, event: int) -> list[Paid]:
    """Several payments for one notice, mostly with the same text."""
    due, text = account.due.minor, _text(chance, [account], data)
    kept = _kept(chance, due) if chance.random() < 0.3 else 0
    sums = [due * chance.randint(20, 60) // 100]
    if chance.random() < 0.3:
        sums.append(due * chance.randint(10, 30) // 100)
    sums.append(due - sum(sums) - kept)
    paid = []
    for at, minor in enumerate(sums):
        said = text if chance.random() < 0.7 else _text(chance, [account], data)
        stated = kept and at == len(sums) - 1 and chance.random() < 0.5
        said += f" charges USD {USD.of(kept).plain()}" if stated else ""
        place = (account.state, account.meeting, USD.of(minor))
        payment = Payment(event + at, "2024-03-04", said, USD.of(minor))
        paid.append(Paid(payment, (place,), event))
    return paid


def _accounts(data: Data) -> list[OpenAccount]:
    accounts, serial = [], 0
    for meeting in MEETINGS:
        request = Request(cost="412345.67")
        for line in apportion_meeting(data.workspace, meeting, request).assessment.lines:
            serial += 1
            number = f"CCM-AN-{2020 + int(meeting[3:])}-{serial:04}"
            due = USD.of(line.amount)
            reference = f"CCM-{meeting.upper()}-{line.code}"
            accounts.append(OpenAccount(line.code, meeting, due, (number, reference)))
    return accounts


def _payment(
    chance: random.Random,
    account: OpenAccount,
    free: dict[tuple[str, str], OpenAccount],
    data: Data,
    event: int,
) -> Paid:
    chosen = [account]
    mine = [each for key, each in sorted(free.items()) if key[0] == account.state]
    if len(mine) > 1 and chance.random() < 0.15:
        chosen = mine[: chance.randint(2, len(mine))]
    due = sum(each.due.minor for each in chosen)
    left = USD.of(due - _kept(chance, due) if chance.random() < 0.2 else due)
    if len(chosen) == 1 and due > 1000 and chance.random() < 0.08:
        left = USD.of(due * chance.randint(30, 90) // 100)  # an instalment
    elif len(chosen) == 1 and chance.random() < 0.03:
        left = USD.of(due + chance.randint(1, 50) * 100)
    text = _text(chance, chosen, data)
    for each in chosen:
        if left.minor >= each.due.minor or left.minor >= due * 97 // 100:
            free.pop((each.state, each.meeting), None)
        else:
            free[each.state, each.meeting] = each._replace(due=USD.of(due - left.minor))
    short = due - left.minor
    parts = [(each.state, each.meeting, each.due) for each in chosen]
    if len(chosen) == 1:
        parts = [(account.state, account.meeting, left)]
    elif short:
        parts[-1] = (*parts[-1][:2], USD.of(parts[-1][2].minor - short))
    return Paid(Payment(event, "2024-03-04", text, left), tuple(parts))


def _kept(chance: random.Random, due: int) -> int:
    """What banks kept back."""
    return min(chance.choice([500, 1000, 1500, 2500, 3500]), due // 60)


_OFFICES = (
    "MINISTRY OF FINANCE OF {name}",
    "EMBASSY OF {name}",
    "PERMANENT MISSION OF {name}",
    "{name} - TREASURY",
    "TRESOR PUBLIC {name}",
    "MINISTERIO DE RELACIONES EXTERIORES {name}",
    "GOVERNMENT OF {name} MFA",
    "{name}",
    "BANQUE CENTRALE / {name}",
)
_NAMELESS = (
    "TREASURY DEPARTMENT ACC 4711",
    "MFA ACCOUNTS PAYABLE",
    "UTENRIKSDEPARTEMENTET",
    "FEDERAL OFFICE OF FINANCE",
)
_WHAT = ("CONTRIBUTION {m}", "Assessed contribution {m}", "{m}", "CCM {m} PAYMENT", "", "INV {m}")


def _text(chance: random.Random, chosen: list[OpenAccount], data: Data) -> str:
    state = chosen[0].state
    meetings = " ".join(
        chance.choice((each.meeting.upper(), f"{each.meeting[3:]}MSP", f"MSP {each.meeting[3:]}"))
        for each in chosen
    )
    pieces = [chance.choice(_WHAT).format(m=meetings)]
    quotes = chance.random()
    if quotes < 0.55:
        pieces += [_quoted(chance, each.numbers[0]) for each in chosen]
    elif quotes < 0.7:
        pieces += [_quoted(chance, each.numbers[1]) for each in chosen]
    if quotes >= 0.7 or chance.random() < 0.8:
        pieces.insert(0, chance.choice(_OFFICES).format(name=_name(chance, state, data)))
    else:
        pieces.insert(0, chance.choice(_NAMELESS))
    if chance.random() < 0.15:
        pieces.append(state)
    return " ".join(filter(None, pieces))


def _quoted(chance: random.Random, number: str) -> str:
    """A number as people copy it."""
    forms = (number, number.replace("-", ""), number.replace("-", " "), number.replace("-", "/"))
    text = chance.choice((*forms, number.lower()))
    if chance.random() < 0.04:  # a slip: two digits change places
        at = chance.randrange(len(text) - 1)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text


def _name(chance: random.Random, state: str, data: Data) -> str:
    """A name of the State, mostly in English, French or Spanish; banks know capitals only."""
    names = data.states.names(state)
    known = [names[language] for language in ("en", "en", "fr", "es", "ru") if language in names]
    name = chance.choice(known)
    if chance.random() < 0.8:
        flat = unicodedata.normalize("NFKD", name)
        name = "".join(char for char in flat if not unicodedata.combining(char)).upper()
    return name[:35] if chance.random() < 0.3 else name
