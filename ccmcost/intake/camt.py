"""Bank statements in camt.053 of ISO 20022, versions 2 to 8."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ccmcost.intake.entries import (
    NO_REFERENCE,
    Entry,
    Kind,
    Statement,
    Unreadable,
    digest,
    entry_money,
    refused,
)
from ccmcost.intake.found import Place
from ccmcost.model.money import Money
from ccmcost.model.source import SourceFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read_camt(source: SourceFile) -> Iterator[Statement]:
    """The statements of a file. Raises DataError with the place of what cannot be read."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(source.content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise refused(source, f"the file is no XML that can be read: {error}") from None
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    number = 0
    for statement in root.iterfind("BkToCstmrStmt/Stmt"):
        name = _text(statement, "Id")
        account = _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id")
        nodes = statement.findall("Ntry")
        try:
            stated = [
                (_text(each, "Tp/CdOrPrtry/Cd"), _signed(each))
                for each in statement.iterfind("Bal")
            ]
            found = [each.currency for _, each in stated]
            currency = _text(statement, "Acct/Ccy") or next(iter(found), "") or _ccy(nodes)
            entries: list[Entry] = []
            for node in nodes:
                number += 1
                place = Place(number, f"statement {name}, entry {number}")
                entries += _camt_entries(node, place, currency)
        except Unreadable as error:
            where = f"statement {name}" + (f", entry {number}" if number else "")
            raise refused(source, f"{where}: {error}.") from None
        opening, closing = _balances(stated)
        yield Statement(name, account, currency, tuple(entries), opening, closing)


def _balances(stated: Sequence[tuple[str, Money]]) -> tuple[Money | None, Money | None]:
    """The opening and closing balances; of one page of several those between (ITBD)."""
    by_code = dict(reversed(stated))
    between = [money for code, money in stated if code == "ITBD"]
    opening = by_code.get("OPBD", by_code.get("PRCD"))
    closing = by_code.get("CLBD")
    if opening is None and between:
        opening, *between = between
    return opening, closing or next(reversed(between), None)


def _own(reference: str) -> str:
    return "" if reference in NO_REFERENCE else reference


def _text(node: Element, path: str) -> str:
    return " ".join((node.findtext(path) or "").split())


def _ccy(nodes: Sequence[Element]) -> str:
    return next((each.get("Ccy", "") for node in nodes for each in node.iterfind("Amt")), "")


def _signed(node: Element) -> Money:
    """The sum of an entry or a balance; a debit is negative."""
    money = entry_money(
        _text(node, "Amt"), next((e.get("Ccy", "") for e in node.iterfind("Amt")), "")
    )
    side = _text(node, "CdtDbtInd")
    if side not in ("CRDT", "DBIT"):
        raise Unreadable("it says neither credit (CRDT) nor debit (DBIT)")
    return money if side == "CRDT" else money.of(-money.minor)


def _camt_entries(node: Element, place: Place, currency: str) -> Iterator[Entry]:
    """An entry; one that the bank booked as a batch, with the sums of its parts, part by part."""
    whole = _signed(node)
    if whole.currency != currency:
        raise Unreadable(f"the sum is in {whole.currency}, but the account in {currency}")
    day = next(
        filter(
            None,
            (
                _text(node, f"{at}/{form}")[:10]
                for at in ("ValDt", "BookgDt")
                for form in ("Dt", "DtTm")
            ),
        ),
        "",
    )
    status = _text(node, "Sts/Cd") or _text(node, "Sts")
    is_reversal = _text(node, "RvslInd") in ("true", "1")
    kind: Kind = "entry"
    if status not in ("BOOK", ""):
        kind = "pending"
    elif is_reversal:
        kind = "reversed debit" if whole.minor > 0 else "reversed credit"
    reference = _own(_text(node, "AcctSvcrRef"))
    more = _text(node, "AddtlNtryInf")
    parts = node.findall("NtryDtls/TxDtls")
    sums = [_part(part, whole) for part in parts]
    if len(parts) < 2 or None in sums:
        words = " / ".join(filter(None, dict.fromkeys((*map(_said, parts), more))))
        own = reference or (_own(_text(parts[0], "Refs/AcctSvcrRef")) if len(parts) == 1 else "")
        yield Entry(place, kind, day, whole, own, words)
        return
    total = sum(each.minor for each in sums if each is not None)
    if total != whole.minor:
        raise Unreadable(
            f"its parts sum to {whole.of(total)}, but {whole} was booked. If the bank kept charges "
            "back, record it by hand: ccmcost record unidentified"
        )
    for number, (part, money) in enumerate(zip(parts, sums, strict=True), 1):
        assert money is not None
        words = _said(part) or more
        own = _own(_text(part, "Refs/AcctSvcrRef")) if not reference else ""
        own = own or (f"{reference}/{digest(words)}" if reference else "")
        spot = place._replace(spot=f"{place.spot}, part {number}")
        yield Entry(spot, kind, day, money, own, words)


def _part(part: Element, whole: Money) -> Money | None:
    """The sum of a part of a batch in the currency of the account, None where none is stated."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        node = part.find(path)
        if node is not None and node.get("Ccy") == whole.currency:
            money = entry_money(" ".join((node.text or "").split()), whole.currency)
            side = _text(part, "CdtDbtInd")
            debit = side == "DBIT" if side else whole.minor < 0
            return money.of(-money.minor) if debit else money
    return None


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
    charges = [*part.iterfind("Chrgs/Amt"), *part.iterfind("Chrgs/Rcrd/Amt")]
    words += [f"charges {each.get('Ccy', '')} {(each.text or '').strip()}" for each in charges]
    return " / ".join(filter(None, dict.fromkeys(words)))
