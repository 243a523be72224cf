"""Bank statements in camt.053 of ISO 20022, versions 2 to 8."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ccmcost.intake.entries import (
    Entry,
    Kind,
    Statement,
    Unreadable,
    digest,
    entry_money,
    own_reference,
    refused,
    text_of_statement,
)
from ccmcost.intake.found import Place
from ccmcost.model.money import Money
from ccmcost.model.source import SourceFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


_INTERIM = {
    "BkToCstmrAcctRpt": "an account report (camt.052), which is interim and may still change",
    "BkToCstmrDbtCdtNtfctn": "a notification (camt.054), which states no balances",
}
"""What banks send in the same form, and is no statement."""


def read_camt(source: SourceFile) -> Iterator[Statement]:
    """The statements of a file, whatever envelope is around them. Raises DataError with the place
    of what cannot be read, and for a message that is no statement.
    """
    root = _root(source)
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    for report, what in _INTERIM.items():
        if root.find(f".//{report}") is not None:
            raise refused(source, f"this is {what}. Ask the bank for camt.053.")
    number = 0
    messages = list(root.iter("BkToCstmrStmt"))
    for statement in (each for message in messages for each in message.iterfind("Stmt")):
        name = _text(statement, "Id")
        account = _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id")
        nodes = statement.findall("Ntry")
        where = f"statement {name}"
        try:
            stated = [
                (_text(each, "Tp/CdOrPrtry/Cd"), _signed(each, "CRDT"), _day(each, "Dt"))
                for each in statement.iterfind("Bal")
            ]
            found = [each.currency for _, each, _ in stated]
            currency = _text(statement, "Acct/Ccy") or next(iter(found), "") or _ccy(nodes)
            days = {day for code, _, day in stated if code in ("OPBD", "CLBD")}
            only = days.pop() if len(days) == 1 else ""
            entries: list[Entry] = []
            for node in nodes:
                number += 1
                where = f"statement {name}, entry {number}"
                entries += _camt_entries(node, Place(number, where), currency, only)
        except Unreadable as error:
            raise refused(source, f"{where}: {error}.") from None
        opening, closing, day = _balances(stated)
        yield Statement(name, account, currency, tuple(entries), opening, closing, (), day)


def _root(source: SourceFile) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    content = source.content
    if b"\0" in content[:4]:  # UTF-16, whatever encoding the first line names
        content = re.sub(r"^\s*<\?xml.*?\?>", "", text_of_statement(source)).encode()
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise refused(
            source, "it declares a document type or entities, which no statement of a bank does."
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise refused(source, f"the file is not readable XML: {error}") from None
    return root


def _balances(
    stated: Sequence[tuple[str, Money, str]],
) -> tuple[Money | None, Money | None, str]:
    """The opening and closing balances, and the day of the latter; of one page of several those
    between (ITBD).
    """
    by_code = {code: (money, day) for code, money, day in reversed(stated)}
    between = [(money, day) for code, money, day in stated if code == "ITBD"]
    opening = by_code.get("OPBD", by_code.get("PRCD"))
    closing = by_code.get("CLBD")
    if opening is None and between:
        opening, *between = between
    closing = closing or next(reversed(between), None)
    return opening and opening[0], closing and closing[0], closing[1] if closing else ""


def _day(node: Element, *paths: str) -> str:
    """The first day that stands at one of the paths, with or without a time; empty if none does."""
    days = (_text(node, f"{path}/{form}")[:10] for path in paths for form in ("Dt", "DtTm"))
    return next(filter(None, days), "")


def _text(node: Element, path: str) -> str:
    return " ".join((node.findtext(path) or "").split())


def _ccy(nodes: Sequence[Element]) -> str:
    return next((each.get("Ccy", "") for node in nodes for each in node.iterfind("Amt")), "")


def _signed(node: Element, usual: str = "") -> Money:
    """The sum of an entry or a balance; a debit is negative. `usual` is the side where none is
    given.
    """
    money = entry_money(
        _text(node, "Amt"), next((e.get("Ccy", "") for e in node.iterfind("Amt")), "")
    )
    side = _text(node, "CdtDbtInd") or usual
    if side not in ("CRDT", "DBIT"):
        raise Unreadable("it says neither credit (CRDT) nor debit (DBIT)")
    return money if side == "CRDT" else money.of(-money.minor)


def _camt_entries(node: Element, place: Place, currency: str, only: str) -> Iterator[Entry]:
    """An entry; one that the bank booked as a batch, with the sums of its parts, part by part. One
    without a day of its own is of the `only` day of its statement.
    """
    whole = _signed(node)
    if whole.currency != currency:
        raise Unreadable(f"the sum is in {whole.currency}, but the account in {currency}")
    day = _day(node, "ValDt", "BookgDt") or only
    status = _text(node, "Sts/Cd") or _text(node, "Sts")
    is_reversal = _text(node, "RvslInd") in ("true", "1")
    kind: Kind = "entry"
    if status not in ("BOOK", ""):
        kind = "pending"
    elif is_reversal:
        kind = "reversed debit" if whole.minor > 0 else "reversed credit"
    if not day and kind != "pending":
        raise Unreadable("it has neither a value date nor a booking date")
    reference = own_reference(_text(node, "AcctSvcrRef"))
    more = _text(node, "AddtlNtryInf")
    parts = node.findall("NtryDtls/TxDtls")
    sums = _parts(node, parts, whole)
    if not sums:
        charged = _charged(node) if len(parts) > 1 else ()
        words = " / ".join(filter(None, dict.fromkeys((*map(_said, parts), *charged, more))))
        inner = own_reference(_text(parts[0], "Refs/AcctSvcrRef")) if len(parts) == 1 else ""
        own = reference or inner
        yield Entry(place, kind, day, whole, own, words)
        return
    for number, (part, money) in enumerate(zip(parts, sums, strict=True), 1):
        words = _said(part) or more
        own = own_reference(_text(part, "Refs/AcctSvcrRef")) if not reference else ""
        own = own or (f"{reference}/{digest(words)}" if reference else "")
        spot = place._replace(spot=f"{place.spot}, part {number}")
        yield Entry(spot, kind, day, money, own, words)


def _parts(node: Element, parts: Sequence[Element], whole: Money) -> tuple[Money, ...]:
    """What was credited for each part of a batch: the sums of the parts, less the charges that the
    bank states of each; none if it is no batch, or if charges are stated for it as a whole, which
    nobody can divide. Raises Unreadable where they do not sum to what was booked.
    """
    stated = [_part(part, whole) for part in parts]
    gross = [each.minor for each in stated if each is not None]
    if len(parts) < 2 or len(gross) < len(parts):
        return ()
    kept = [_charges(part, whole.currency) for part in parts]
    net = [money - charge for money, charge in zip(gross, kept, strict=True)]
    for sums in (gross, net):
        if sum(sums) == whole.minor:
            return tuple(map(whole.of, sums))
    if sum(gross) - _charges(node, whole.currency) == whole.minor:
        return ()
    raise Unreadable(
        f"its parts sum to {whole.of(sum(gross))}, but {whole} was booked, and no charges are "
        "stated that explain it. Ask the bank what it kept back, and record the entry by hand: "
        "ccmcost record unidentified"
    )


def _part(part: Element, whole: Money) -> Money | None:
    """The sum of a part of a batch in the currency of the account, None where none is stated."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        node = part.find(path)
        if node is not None and node.get("Ccy") == whole.currency:
            money = _amount(node)
            side = _text(part, "CdtDbtInd")
            debit = side == "DBIT" if side else whole.minor < 0
            return money.of(-money.minor) if debit else money
    return None


def _amount(node: Element) -> Money:
    return entry_money(" ".join((node.text or "").split()), node.get("Ccy", ""))


def _charges(node: Element, currency: str) -> int:
    """The charges that the bank took of an entry or a part, in minor units of its currency."""
    total = 0
    for charge in (*node.iterfind("Chrgs"), *node.iterfind("Chrgs/Rcrd")):
        taken = -1 if _text(charge, "CdtDbtInd") == "CRDT" else 1
        sums = [each for each in charge.iterfind("Amt") if each.get("Ccy") == currency]
        total += taken * sum(_amount(each).minor for each in sums)
    whole = [
        each for each in node.iterfind("Chrgs/TtlChrgsAndTaxAmt") if each.get("Ccy") == currency
    ]
    return total or sum(_amount(each).minor for each in whole)


def _charged(node: Element) -> list[str]:
    """The charges of an entry or a part in words."""
    paths = ("Chrgs/Amt", "Chrgs/Rcrd/Amt", "Chrgs/TtlChrgsAndTaxAmt")
    found = next(filter(None, map(node.findall, paths)), ())
    return [f"charges {each.get('Ccy', '')} {(each.text or '').strip()}" for each in found]


_SAID = (
    "RltdPties/Dbtr/Pty/Nm",
    "RltdPties/Dbtr/Nm",
    "RltdPties/UltmtDbtr/Pty/Nm",
    "RltdPties/UltmtDbtr/Nm",
    "RmtInf/Ustrd",
    "RmtInf/Strd/CdtrRefInf/Ref",
    "RmtInf/Strd/AddtlRmtInf",
    "AddtlTxInf",
)


def _said(part: Element) -> str:
    """Remitter, references and remarks of a transaction, and the charges that the bank took."""
    words = [" ".join((each.text or "").split()) for path in _SAID for each in part.iterfind(path)]
    end_to_end = _text(part, "Refs/EndToEndId")
    words += [end_to_end] if end_to_end not in ("", "NOTPROVIDED") else []
    sent = part.findall("AmtDtls/InstdAmt/Amt")
    words += [f"sent {each.get('Ccy', '')} {(each.text or '').strip()}" for each in sent]
    words += _charged(part)
    return " / ".join(filter(None, dict.fromkeys(words)))
