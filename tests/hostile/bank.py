"""Hostile files of a bank: camt.053, MT940, extracts with columns of their own, and bank.toml."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tests.bank_statements import VERSIONS, Account, Made, camt053, mt940
from tests.hostile.nasty import DATES, NUMBERS, bent, broken, value
from tests.hostile.packed import _DOCTYPE, _XLSX_PUTS, repacked, workbook
from tests.hostile.room import Case, Dice, Outcome, Room
from tests.hostile.texts import CLERK, LEDGER, bent_table, bent_toml

WRITES = (*LEDGER, "office/.ccmcost-remembered.json")
OWN = "CH00 0000 0000"
_REMITTERS = ("AUSTRALIA TREASURY", "RIKSGALDEN SWEDEN", "BANCO DE CUBA", "FRANCE", "X", "NIGER")
_TEXTS = ("CCM-MSP12-AUS", "CCM-2024-001", "CUOTA MSP12", "MSP11 AND MSP12", "FEES", "GRACIAS")
_KINDS = ("entry", "entry", "entry", "entry", "reversed debit", "reversed credit", "pending")


def _words(text: str, dice: Dice) -> str:
    """A text of a bank, now and then a nasty one that XML can carry."""
    nasty = bent(text, dice)[:3000] if dice.random() < 0.1 else text
    return re.sub("[\000-\010\013-\037\ud800-\udfff\ufffe\uffff]", "?", nasty) or "X"


def _entry(number: int, dice: Dice, batches: bool) -> Made:
    kind = dice.choice(_KINDS if batches else _KINDS[:-1])
    amount = dice.choice((1, 100, 21110000, dice.randrange(1, 10**6), dice.randrange(1, 10**9)))
    if dice.random() < 0.02:
        amount = dice.choice((10**15, 10**17, 0))
    parts: tuple[int, ...] = ()
    if batches and kind == "entry" and dice.random() < 0.3:
        parts = tuple(dice.randrange(1, 10**6) for _ in range(dice.choice((2, 3, 40))))
        amount = sum(parts)
    if kind == "reversed credit" or (kind == "entry" and dice.random() < 0.2):
        amount, parts = -amount, tuple(-part for part in parts)
    day = date(2024, 1, 2) + timedelta(dice.randrange(300))
    reference = dice.choice((f"REF{number}", "NONREF", "SAME", _words("B1", dice)[:30]))
    remitter, text = (_words(dice.choice(each), dice) for each in (_REMITTERS, _TEXTS))
    return Made(day, amount, reference, remitter, text, kind, parts)


def _accounts(dice: Dice, batches: bool) -> tuple[Account, ...]:
    found: list[Account] = []
    account = OWN if dice.random() < 0.95 else _words("CH99", dice)[:40]
    currency = dice.choice(("USD",) * 40 + ("EUR", "XXX", "KWD"))
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        made = tuple(_entry(each, dice, batches) for each in range(dice.choice((1, 2, 5, 20))))
        opening = dice.choice((0, 100, -5000, 10**9))
        if found and dice.random() < 0.9:  # a statement goes on where the one before it closed
            opening = found[-1].closing
        found.append(Account(account, currency, opening, made))
    return tuple(found)


def _bent_xml(content: bytes, dice: Dice) -> bytes:
    """A statement with elements or values nasty, gone, doubled or moved, or a bomb in it."""
    text = content.decode()
    for _ in range(dice.choice((0, 0, 1, 1, 2, 6))):
        how = dice.randrange(10)
        values = re.findall(r">([^<>]+)</", text) or [""]
        tags = re.findall(r"<[A-Za-z][^<>]*>", text) or ["<a>"]
        if how < 4:
            chosen = dice.choice(values)
            word = dice.choice((*NUMBERS, *DATES, "CRDT", "DBIT", "PDNG", "BOOK", "true", "EUR"))
            text = text.replace(f">{chosen}<", f">{word[:3000]}<", dice.choice((1, 1, -1)))
        elif how == 4:
            tag = dice.choice(tags)
            text = text.replace(tag, tag + dice.choice(tags), 1)
        elif how == 5:
            name = re.findall(r"\w+", dice.choice(tags))[0]
            # behind the last end of such an element, each beginning would be searched to the end
            ended = text.rfind(f"</{name}>") + len(f"</{name}>") if f"</{name}>" in text else 0
            text = (
                re.sub(
                    rf"<{name}\b[^>]*>.*?</{name}>",
                    dice.choice((r"", r"\g<0>\g<0>")),
                    text[:ended],
                    count=dice.choice((1, 1, 0)),
                    flags=re.DOTALL,
                )
                + text[ended:]
            )
        elif how == 6:
            text = text.replace('"USD"', f'"{dice.choice(("EUR", "usd", "", "X" * 500))}"', 1)
        elif how == 7:
            put = dice.choice((_DOCTYPE, "<!DOCTYPE x>", "<!--", "<![CDATA[", "&f;", "&#0;"))
            text = text.replace("<Document", f"{put}<Document", 1)
        elif how == 8:
            text = text.replace("<Stmt>", "<a>" * dice.choice((1, 300, 100_000)) + "<Stmt>", 1)
        else:
            text = text.replace("camt.053.001", dice.choice(("camt.052.001", "camt.054.001", "x")))
        text = text[:2_000_000]
    encoding = dice.choice(("utf-8",) * 7 + ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"))
    content = text.encode(encoding, "replace")
    return broken(content, dice) if dice.random() < 0.15 else content


_TAGS = (":20:X", ":25:CH99", ":28C:1/1", ":60F:C241231USD1,00", ":60M:D240101USD5,", ":86:?20X")
_TAGS += (
    ":62F:D999999USD1,00",
    ":62M:C240230EUR1,00",
    ":64:C240101USD1,",
    ":NS:22X",
    ":13D:0",
    "-}",
)
_MARKS = (("C2", "D2"), ("NTRF", "Z"), (",", "."), (",", ",,"), ("NTRF", "NTRF" + "X" * 500))
_MARKS += ((":61:", ":61:"), (":61:", ":61"), ("C", "RD"), ("//", "/"), (":86:", ":86:\r\n"))


def _bent_lines(content: bytes, dice: Dice) -> bytes:
    """An MT940 with marks, days, sums or lines nasty, gone, doubled or moved."""
    lines = content.decode().split("\r\n")
    for _ in range(dice.choice((0, 1, 1, 2, 6))):
        at, how = dice.randrange(len(lines)), dice.randrange(8)
        if how == 0:
            lines[at] = lines[at].replace(*dice.choice(_MARKS))
        elif how == 1:
            figures = re.findall("[0-9]+", lines[at]) or ["0"]
            lines[at] = lines[at].replace(dice.choice(figures), dice.choice(NUMBERS)[:3000], 1)
        elif how == 2:
            tag = re.match(":[0-9A-Z]+:", lines[at])
            lines[at] = (tag[0] if tag else "") + bent(lines[at], dice)
        elif how == 3:
            lines.insert(at, dice.choice(_TAGS))
        elif how == 4:
            lines.insert(at, lines[dice.randrange(len(lines))])
        elif how == 5 and len(lines) > 1:
            del lines[at]
        elif how == 6:
            lines[at] += value(dice)[:5000]
        else:
            head = "{1:F01X}{2:I940X}{4:\r\n" if dice.random() < 0.8 else "{" * 5000
            lines[0] = head + lines[0]
    encoding = dice.choice(("utf-8",) * 7 + ("utf-16", "latin-1", "cp1252"))
    content = dice.choice(("\r\n",) * 4 + ("\n", "\r")).join(lines).encode(encoding, "replace")
    return broken(content, dice) if dice.random() < 0.15 else content


def _ties(outcome: Outcome, room: Room) -> str:
    """What is wrong if a file whose balances do not tie is recorded."""
    return "" if outcome.code else "a statement was recorded whose balances do not tie"


_HEADS = {
    "Buchung;Valuta;Text;Auftraggeber;Belastung;Gutschrift;Saldo": "value_date=Valuta "
    "amount=Gutschrift debit=Belastung text=Text more_text=Auftraggeber",
    "Date;Day;Details;Name;Amount;Side;Ref": "value_date=Day amount=Amount text=Details side=Side "
    "reference=Ref ignore=Date",
    "Konto;Datum;Zweck;Von;Betrag;Whg;Nr": "account=Konto value_date=Datum text=Zweck "
    "amount=Betrag currency=Whg reference=Nr",
}


def _extract(dice: Dice) -> tuple[str, str]:
    """An extract with columns of its own, and what its columns are."""
    head = dice.choice(sorted(_HEADS))
    comma, form, total = dice.random() < 0.5, dice.choice(("%d.%m.%Y", "%Y-%m-%d", "%m/%d/%Y")), 0
    rows = [head]
    for number in range(dice.choice((1, 3, 8, 40))):
        minor, out = dice.randrange(1, 10**6), dice.random() < 0.2
        total += -minor if out else minor
        day = (date(2024, 1, 14) + timedelta(number)).strftime(form)
        text, name = dice.choice(_TEXTS), dice.choice(_REMITTERS)

        def sum_of(cents: int) -> str:
            plain = f"{cents / 100:.2f}"
            return plain.replace(".", ",") if comma else plain

        rows.append(
            {
                "B": f"{day};{day};{text};{name};{sum_of(minor) if out else ''};"
                f"{'' if out else sum_of(minor)};{sum_of(total)}",
                "D": f"{day};{day};{text};{name};{sum_of(minor)};{'D' if out else 'C'};R{number}",
                "K": f"{OWN};{day};{text};{name};{sum_of(-minor if out else minor)};USD;R{number}",
            }[head[0]]
        )
    return "\n".join(rows) + "\n", _HEADS[head]


def _extract_case(dice: Dice, room: Room) -> Case:
    text, columns = _extract(dice)
    named = tuple(part for each in columns.split() for part in ("--column", each))
    if dice.random() < 0.15:
        at = dice.randrange(len(named) // 2) * 2 + 1
        named = (*named[:at], bent(named[at], dice), *named[at + 1 :])
    files = {}
    if dice.random() < 0.35:
        name = "in/x.xlsx"
        content = workbook(text.replace(",", ".").replace(";", ","), dice)
        if dice.random() < 0.3:
            content = repacked(content, dice, _XLSX_PUTS)
    elif dice.random() < 0.4:
        name, content = "in/x.csv", text.encode()
    else:
        name, content = "in/x.csv", bent_table(text.replace(",", ".").replace(";", ","), dice)
    files[name] = content
    if dice.random() < 0.4:  # known by what bank.toml says
        toml = _toml_of(text.partition("\n")[0], columns, dice)
        files["data/bank.toml"] = bent_toml(toml, dice) if dice.random() < 0.8 else toml.encode()
        named = ()
    else:
        named = ("--map", *named)
        named += ("--currency", "USD" if dice.random() < 0.9 else bent("USD", dice))
    for option, words in (
        ("--days", ("d.m.y", "m/d/y", "y-m-d", "x")),
        ("--decimal", ("comma", "point", ".")),
    ):
        named += (option, dice.choice(words)) if dice.random() < 0.3 else ()
    if dice.random() < 0.1:
        named += (dice.choice(("--account", "--name")), value(dice).replace("\0", ""))
    line = ("import", "receipts", name, *named, *CLERK)
    return Case(
        line, files, (*WRITES, "office/data"), "extract", (("match",), ("ledger", "verify"))
    )


def _toml_of(head: str, columns: str, dice: Dice) -> str:
    pairs = [each.split("=") for each in columns.split() if not each.startswith("ignore")]
    lines = [f'{name} = "{heading}"' for name, heading in pairs]
    days = dice.choice(("d.m.y", "m/d/y", "y-m-d"))
    found = f'[[extract]]\nname = "f"\ndays = "{days}"\ncurrency = "USD"\nbetween = "."\n'
    found += 'ignored = ["Date", "Buchung", "Von", "Name"]\n\n[extract.headings]\n'
    return found + "\n".join(lines) + "\n"


def bank_case(dice: Dice, room: Room) -> Case:
    """A statement of a bank, or an extract; and then what it may pay."""
    if dice.random() < 0.35:
        return _extract_case(dice, room)
    name = "in/" + dice.choice(("x.xml", "x.txt", "x.sta", "x"))
    is_xml, judge = dice.random() < 0.55, None
    made = _accounts(dice, is_xml)
    shift = dice.choice((0,) * 8 + (1, -100))
    content = camt053(made, dice.choice(VERSIONS), shift) if is_xml else mt940(made, shift)
    if shift:
        judge = _ties
    else:
        content = _bent_xml(content, dice) if is_xml else _bent_lines(content, dice)
    files = {name: content}
    if dice.random() < 0.05:
        files["data/issuer.toml"] = (
            (room.office / "data" / "issuer.toml").read_bytes().replace(b"CH00", b"CH01")
        )
    line = ("import", "receipts", name, *CLERK)
    then = (("match",), ("ledger", "verify")) if dice.random() < 0.5 else ()
    return Case(line, files, WRITES, "camt" if is_xml else "mt940", then, judge)
