"""What an office does, at random: each function is one operation on a `Life`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tests.books import Entry, Line, rates, shared
from tests.books.office import (
    BANK,
    BY,
    GROUPS,
    LEFT,
    NOT_PARTIES,
    PARTIES,
    PLAIN,
    SCALES,
    Life,
    currency_of,
    plain,
)
from tests.ledger_office import HEADER

NAMES = {"AUS": "AUSTRALIA", "CUB": "CUBA", "PER": "PERU", "SWE": "SWEDEN", "EGY": "EGYPT"}
DECIDED = "--adopted-by 'CCM/MSP/2023/9, para. 41' --approved-by 'B. Chief'"


def opening(life: Life) -> None:
    """Bills from before the ledger; a bill that is carried over twice is refused."""
    rows, entries = [], []
    as_at = life.today - timedelta(days=1)
    count = life.draw.randint(1, 3)
    for number, code in enumerate(life.draw.sample(PARTIES, count)):
        meeting = life.draw.choice(("msp9", "msp10"))
        currency = currency_of(meeting)
        assessed = life.amount(currency)
        received = life.draw.choice((0, assessed, life.draw.randint(0, assessed + 500)))
        first = date(2022 if meeting == "msp10" else 2019, 9, 2)
        due = first + timedelta(days=life.draw.randint(0, 900))
        event = life.books.next + number
        rows.append(
            f"{code},{meeting},OLD-{event},{first},{due},{plain(assessed, currency)},"
            f"{plain(received, currency)},books,{currency}"
        )
        lines = [
            Line("receivable", currency, assessed, first, code, meeting, "assessed", due),
            Line("opening", currency, -assessed, first, code, meeting),
            Line("receivable", currency, -received, as_at, code, meeting, "received"),
            Line("opening", currency, received, as_at, code, meeting),
        ]
        if not received:
            del lines[2:]
        entries.append(Entry(event, "opening", as_at, tuple(lines), about=(code, meeting)))
    head = "iso3,meeting,external_number,issued_on,requested_by,assessed,received,source,currency"
    name = f"opening-{life.books.next}.csv"
    (life.folder / name).write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    life.run(f"import opening {name} --as-at {as_at}", *entries)
    if life.draw.random() < 0.3:
        life.refused(f"import opening {name} --as-at {as_at}")


def cost(life: Life) -> None:
    """A version of a cost; only an actual one may be nothing."""
    group = life.draw.choice(tuple(GROUPS))
    for meeting in life.draw.choice((GROUPS[group], (life.draw.choice(GROUPS[group]),))):
        status = life.draw.choice(("estimate", "revised_estimate", "actual"))
        if meeting not in life.cost_issued:
            status = "estimate"
        currency = currency_of(meeting)
        amount = life.amount(currency, 90_000_000) + 1000
        line = f"cost set {meeting} --currency {currency} --source DOC --adopted-on 2024-01-05"
        if life.draw.random() < 0.12:
            zero = f"{line} --amount {plain(0, currency)} --status"
            life.refused(f"{zero} estimate")
            if status == "actual":
                amount = 0
        entry = Entry(life.books.next, "cost", life.today)
        said = life.run(f"{line} --status {status} --amount {plain(amount, currency)}", entry)
        if life.costs.get(meeting) == (amount, status):
            assert "it was set before, and nothing was recorded" in said.out
            life.books.entries.pop()
        life.costs[meeting] = amount, status


def participants(life: Life, meeting: str) -> None:
    """A list of participants: expected until one is official."""
    official = meeting in life.official or life.draw.random() < 0.5
    codes = set(life.draw.sample(PARTIES, life.draw.randint(2, len(PARTIES))))
    codes |= set(life.draw.sample(NOT_PARTIES, life.draw.randint(0, 2)))
    codes |= {"EUU"} if meeting == "msp13" and life.draw.random() < 0.7 else set()
    role = {"EUU": "organization"} | dict.fromkeys(NOT_PARTIES, "observer_state")
    status = "official" if official else "expected"
    rows = [
        f"{code},{role.get(code, 'state_party')},{status},test,test,DOC,,,"
        for code in sorted(codes)
    ]
    path = life.folder / "data" / "participants" / f"{meeting}.csv"
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    life.lists[meeting] = tuple(sorted(codes))
    life.expected[meeting] = not official


def issue(life: Life) -> None:
    """Notices of a meeting or a group, after a change of list or cost; or its settlement."""
    group = life.draw.choice(tuple(GROUPS))
    meetings = GROUPS[group]
    for meeting in meetings:
        if meeting not in life.lists or life.draw.random() < 0.3:
            participants(life, meeting)
    expected = any(life.expected[each] for each in meetings)
    settle = all(life.costs.get(m, (0, ""))[1] == "actual" for m in meetings)
    rule = LEFT if group == "msp13" else PLAIN
    first = not expected and not settle and life.draw.random() < 0.2
    earlier = max(life.last_issue.get(each, life.today) for each in meetings)
    on = max(life.today, earlier) + timedelta(days=life.draw.choice((0, 0, 0, 5)))
    if (on - life.today).days > 30:
        return
    pay_by = on + timedelta(days=life.draw.choice((0, 20, 90, 200, 400)))
    days = f"--issued-on {on} --pay-by {pay_by}"
    line = f"settle {group} {DECIDED} {days} --credit-absent-parties"
    if not settle:
        line = f"issue {group} --rule {rule.id} {DECIDED} {days} --credit-absent-parties"
    line += " --parties-first" * first
    missing = [each for each in meetings if each not in life.costs]
    zero = not settle and any(life.costs.get(m, (1, ""))[0] == 0 for m in meetings)
    if missing or zero or (settle and any(m not in life.cost_issued for m in meetings)):
        life.refused(f"{line}{' --on-expected-list' * expected}")
        return
    if expected:
        life.refused(line)
        line += " --on-expected-list"
    if life.draw.random() < 0.1:
        life.refused(line.replace("B. Chief", "a clerk"))
    life.run(f"{line} --dry-run")
    _issued(life, group, line, first, (on, pay_by))


def _issued(life: Life, group: str, line: str, first: bool, days: tuple[date, date]) -> None:
    """What the notices come to: the differences to what was charged before."""
    rule = LEFT if group == "msp13" else PLAIN
    scale = life.folder / "data" / "un_scale" / f"{SCALES.get(group, 'un-2025-2027')}.csv"
    lines: list[Line] = []
    after: dict[str, tuple[dict[str, int], int]] = {}
    for meeting in GROUPS[group]:
        total, _ = life.costs[meeting]
        parties = first or life.expected[meeting]
        codes = [c for c in life.lists[meeting] if not parties or c not in NOT_PARTIES]
        amounts, left = shared(total, codes, rates(scale), rule)
        assert sum(amounts.values()) + left == total
        after[meeting] = amounts, left
        before = life.issued.get(meeting, {})
        for code in sorted(before.keys() | amounts.keys()):
            changed = amounts.get(code, 0) - before.get(code, 0)
            if not changed:
                continue
            column = "adjusted" if code in before else "assessed"
            place, due = (code, meeting), days[1] if changed > 0 else None
            args = currency_of(meeting), changed, days[0]
            lines.append(Line("receivable", *args, *place, column, due))
            lines.append(Line("income", args[0], -changed, args[2], *place))
    entry = Entry(life.books.next, "issue", days[0], tuple(lines))
    said = life.approved(line, entry) if life.draw.random() < 0.2 else life.run(line, entry)
    if "nothing has changed since" in said.out:
        life.books.entries.pop()
        assert not lines
        return
    life.notices[days[0].year] += len({each.state for each in lines})
    for meeting, (amounts, left) in after.items():
        kept = life.issued.setdefault(meeting, {})
        kept.update(dict.fromkeys(kept, 0) | amounts)
        life.cost_issued[meeting], life.residual[meeting] = life.costs[meeting][0], left
        life.last_issue[meeting] = days[0]
        life.official |= set() if life.expected[meeting] else {meeting}


def receive(life: Life) -> None:
    """A typed receipt: exact, partial, over; in the wrong currency it is refused."""
    place = life.place(life.draw.choice((True, True, None)))
    if place is None:
        return
    code, meeting = place
    currency, day = currency_of(meeting), life.day()
    due = max(life.books.balance(code, meeting), 0)
    amount = life.draw.choice((due, due // 2, due // 3 + 1, due + 1, life.amount(currency))) or 1
    line = f"receive {meeting} {code} {plain(amount, currency)} --on {day} --reference R"
    if life.draw.random() < 0.1:
        life.refused(f"{line} --currency {'EUR' if currency == 'USD' else 'USD'}")
        life.refused(line.replace(f"--on {day}", f"--on {life.today + timedelta(days=3)}"))
    over = amount - life.books.balance(code, meeting) > (100 if currency == "JPY" else 100_00)
    entry = life.moved("receipt", place, day, amount, "cash")
    if over:
        life.refused(f"{line} --again")
    life.run(f"{line} --again{' --overpaid' * over}", entry)
    if life.draw.random() < 0.1:
        life.refused(f"{line} --overpaid")


def unidentified(life: Life) -> None:
    """Money of which nobody knows whose it is."""
    currency = life.draw.choice(("USD", "USD", "EUR", "CHF", "JPY"))
    amount, day, name = life.amount(currency), life.day(), "NO NAME"
    place = life.place(True)
    if place and place[0] in NAMES and life.draw.random() < 0.6:
        name, currency = f"{NAMES[place[0]]} {place[1].upper()}", currency_of(place[1])
        amount = life.draw.choice((life.books.balance(*place), amount))
    lines = (
        Line("cash", currency, amount, day),
        Line("unidentified", currency, -amount, day),
    )
    life.run(
        f"record unidentified {plain(amount, currency)} --on {day} --reference '{name}' "
        f"--currency {currency}",
        Entry(life.books.next, "receipt", day, lines),
    )


def held(life: Life) -> list[Entry]:
    """Receipts of which something is not identified."""
    found = [each for each in life.books.standing() if each.kind in ("receipt", "bank_line")]
    return [each for each in found if life.books.left(each.event)]


def identify(life: Life) -> None:
    """All or part of such money, for a State and meeting or another convention."""
    receipts, place = held(life), life.place()
    if not receipts or place is None:
        return
    receipt = life.draw.choice(receipts)
    left, currency = life.books.left(receipt.event), receipt.lines[0].currency
    amount = life.draw.choice((left, left, life.draw.randint(1, left)))
    part = f"--amount {plain(amount, currency)} --document D"
    to = f"record identify {receipt.event} {place[0]} {place[1]} "
    if life.draw.random() < 0.15:  # more than it holds
        life.refused(f"{to}--amount {plain(left + 1, currency)} --document D")
    if life.draw.random() < 0.2:
        lines = (
            Line("unidentified", currency, amount, receipt.day),
            Line("other_conventions", currency, -amount, receipt.day),
        )
        entry = Entry(life.books.next, "identify", receipt.day, lines, number=receipt.event)
        life.run(f"record identify {receipt.event} --other-convention {part}", entry)
        return
    entry = life.moved("identify", place, receipt.day, amount, "unidentified")
    same = currency == currency_of(place[1])
    life.ruled(same, to + part, entry._replace(number=receipt.event))


def match(life: Life) -> None:
    """What is proposed for such money, and one of the places that are shown for it booked."""
    said = life.run("match")
    shown = re.split(r"^ *(\d+) ", said.out, flags=re.MULTILINE)
    proposed = [
        (life.books[int(number)], place)
        for number, text in zip(shown[1::2], shown[2::2], strict=True)
        for place in re.findall(r"-> (\w{3}) ([\w-]+):", " ".join(text.split()))
    ]
    if not proposed:
        return
    receipt, place = life.draw.choice(proposed)
    amount = life.books.left(receipt.event)
    entry = life.moved("identify", place, receipt.day, amount, "unidentified")
    where = f"{receipt.event}={place[0]}/{place[1].upper()}"
    life.refused(f"match --yes {receipt.event}=ITA/{place[1].upper()}")
    life.run(f"match --yes {where}", entry._replace(number=receipt.event))


def bank(life: Life) -> None:
    """A list of a bank: whole lines and parts, unknown money and that of others; again; wrong."""
    number = len(life.files) + 1
    rows: list[str] = []
    entries: list[Entry] = []
    for at in range(1, life.draw.randint(2, 5)):
        currency = life.draw.choice(("USD", "USD", "EUR", "JPY"))
        day, parts, lines, total = life.day(), life.draw.randint(1, 3), [], 0
        found: list[tuple[str, str, int]] = []
        for _ in range(parts):
            place, amount = life.place(), life.amount(currency)
            kind = life.draw.random()
            if place is None or currency_of(place[1]) != currency or kind < 0.2:
                place = ("", "") if kind < 0.6 or parts > 1 else ("", "other convention")
            if any(place == (state, meeting) for state, meeting, _ in found):
                continue
            found.append((*place, amount))
            account = {"": "unidentified", "other convention": "other_conventions"}
            kept = account.get(place[1], "receivable")
            where = (*place, "received") if place[0] else ("", "", "")
            lines.append(Line(kept, currency, -amount, day, *where))
            total += amount
        for state, meeting, amount in found:
            part = plain(amount, currency) if len(found) > 1 else ""
            rows.append(
                f"S{number},{at},{day},{plain(total, currency)},{currency},R{at},{state},{meeting},"
                f"{part}"
            )
        lines.insert(0, Line("cash", currency, total, day))
        entries.append(Entry(life.books.next + at - 1, "bank_line", day, tuple(lines)))
    name = f"bank-{number}.csv"
    path = life.folder / name
    known = life.place()
    if known and life.draw.random() < 0.2:
        other = "USD" if currency_of(known[1]) == "EUR" else "EUR"
        wrong = [*rows, f"S{number},99,{life.today},5.00,{other},R,{known[0]},{known[1]},"]
        path.write_text("\n".join([BANK, *wrong, ""]), encoding="utf-8")
        life.refused(f"import receipts {name}")
    path.write_text("\n".join([BANK, *rows, ""]), encoding="utf-8")
    life.run(f"import receipts {name}", *entries)
    life.files.append((name, [each.event for each in entries]))
    bank_again(life)


def bank_again(life: Life) -> None:
    """An earlier list once more: only lines that were reversed since are recorded."""
    at = life.draw.randrange(len(life.files))
    name, events = life.files[at]
    gone = life.books.undone()
    again = []
    for place, event in enumerate(events):
        if event in gone:
            again.append(life.books[event]._replace(event=life.books.next + len(again)))
            events[place] = again[-1].event
    said = life.run(f"import receipts {name}", *again)
    assert again or "nothing was recorded" in said.out


def charge(life: Life) -> None:
    """Bank charges, up to the debt; above the limit with a second person."""
    _lessened(life, "bank_charge", "bank-charge", "bank_charges")


def write_off(life: Life) -> None:
    """A debt written off, up to what is outstanding."""
    _lessened(life, "write_off", "write-off", "write_offs")


def _lessened(life: Life, kind: str, command: str, account: str) -> None:
    place = life.place(life.draw.choice((True, True, True, None)))
    if place is None:
        return
    code, meeting = place
    currency, day = currency_of(meeting), life.day(30)
    debt = life.books.balance(code, meeting)
    amount = min(life.draw.choice((debt, debt + 1, life.amount(currency, 20_000))), 10**7)
    amount = max(1, amount)
    line = f"record {command} {meeting} {code} {plain(amount, currency)} --on {day} "
    allowed = amount <= life.debt(code, meeting, day)
    if life.draw.random() < 0.2 and (kind == "write_off" or amount > 100_00):
        life.refused(f"{line} --document D")
    life.ruled(allowed, line + BY, life.moved(kind, place, day, amount, account))


def exchange(life: Life) -> None:
    """The difference of a payment in another currency, for or against the State."""
    receipts = [
        each
        for each in life.books.standing()
        if each.kind == "receipt" and each.about[0] and currency_of(each.about[1]) in ("USD", "EUR")
    ]
    if not receipts:
        return
    receipt = life.draw.choice(receipts)
    code, meeting = receipt.about
    currency, credited = currency_of(meeting), -receipt.lines[0].amount
    amount = life.draw.choice((1, -1)) * life.amount(currency, 9000)
    if credited + amount <= 0:
        return
    day = max(receipt.day, life.day(30))
    sent = credited + amount
    if any(each.kind == "exchange" and each.number == sent for each in life.books.standing()):
        return
    line = (
        f"record exchange-difference --on {day} --original CAD --original-amount "
        f"{plain(sent, currency)} --rate 1 --rate-date {receipt.day} --source UN {BY} -- "
        f"{meeting} {code} "
    )
    came = [
        -each.amount
        for each in life.books.lines()
        if (each.state, each.meeting, each.column) == (code, meeting, "received")
    ]
    wrong = amount + life.draw.choice((2, -2))  # what differs by one is rounding
    if all(abs(sent - wrong - each) > 1 for each in {*came, sum(came)}) and wrong:
        life.refused(f"{line}{plain(wrong, currency)}")
    allowed = amount <= life.debt(code, meeting, day)
    entry = life.moved("exchange", receipt.about, day, amount, "exchange_differences", number=sent)
    life.ruled(allowed, line + plain(amount, currency), entry)


def refund(life: Life) -> None:
    """A credit paid back, up to the whole of it."""
    place = life.place(life.draw.choice((False, False, False, None)))
    if place is None:
        return
    code, meeting = place
    currency, day = currency_of(meeting), life.day(30)
    credit = -life.books.balance(code, meeting)
    amount = max(1, life.draw.choice((credit, credit // 2, credit + 1)))
    line = f"record refund {meeting} {code} {plain(amount, currency)} --on {day} --document D"
    allowed = amount <= life.credit(code, meeting, day)
    entry = life.moved("refund", place, day, -amount, "refunds", number=amount)
    if life.draw.random() < 0.2:
        life.refused(line)
        life.refused(f"{line} --approved-by 'A. Clérk'")
    life.ruled(allowed, f"{line} --approved-by 'B. Chief'", entry)


def credit(life: Life) -> None:
    """What becomes of a credit: refunded later, left, or applied to another meeting."""
    place = life.place(False)
    if place is None:
        return
    code, meeting = place
    currency, day = currency_of(meeting), life.day(30)
    left = life.credit(code, meeting, day) - life.books.promised(code, meeting)
    amount = max(1, life.draw.choice((left, left // 2, left + 1)))
    choice = life.draw.choice(("refund", "leave", "apply", "apply", "apply"))
    line = f"record apply-credit {meeting} {code} {{}} --on {day} --choice {choice} {BY}"
    allowed = amount <= left
    if choice != "apply":
        kind = "refund_choice" if choice == "refund" else "leave"
        entry = Entry(life.books.next, kind, day, about=place, number=amount)
        life.ruled(allowed, line.format(plain(amount, currency)), entry)
        return
    debts = [
        line.meeting
        for line in life.books.lines()
        if line.state == code and line.currency == currency and line.meeting != meeting
        and life.books.balance(code, line.meeting) > 0
    ]  # fmt: skip
    if not debts:
        return
    to = life.draw.choice(sorted(set(debts)))
    if life.draw.random() < 0.5:
        amount = max(1, min(amount, life.books.balance(code, to)))
        allowed = amount <= left
    owes = amount <= life.debt(code, to, day)
    lines = (
        Line("receivable", currency, amount, day, code, meeting, "other"),
        Line("receivable", currency, -amount, day, code, to, "other"),
    )
    line = f"{line.format(plain(amount, currency))} --to {to}"
    life.ruled(allowed and owes, line, Entry(life.books.next, "apply", day, lines, about=place))


def plan(life: Life) -> None:
    """A payment plan, which moves nothing."""
    place = life.place(life.draw.choice((True, True, None)))
    if place is None:
        return
    day, until = life.day(30), life.today + timedelta(days=life.draw.randint(0, 900))
    entry = Entry(life.books.next, "payment_plan", day, about=place, until=until)
    allowed = life.debt(*place, day) > 0
    line = f"record payment-plan {place[1]} {place[0]} --on {day} --document D --until "
    if life.draw.random() < 0.2:
        life.refused(f"{line}{day - timedelta(days=1)}")
    life.ruled(allowed, f"{line}{until}", entry)


def erp(life: Life) -> None:
    """The number of a notice in the accounting system; a number belongs to one notice."""
    if not life.notices:
        return
    year, number = life.draw.choice(sorted(life.notices)), f"ERP-{life.books.next}"
    life.refused(f"record erp-number CCM-AN-{year}-9999 {number}")
    notice = f"CCM-AN-{year}-{life.draw.randint(1, life.notices[year]):04}"
    other = f"CCM-AN-{year}-{life.notices[year]:04}"
    life.run(f"record erp-number {notice} {number}", Entry(life.books.next, "erp", life.today))
    if other != notice:
        life.refused(f"record erp-number {other} {number}")
