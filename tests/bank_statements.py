"""Statements written from the descriptions of the standards: camt.053 in its versions, and MT940.

Each is made from the same plain entries, so that what is read back can be held against them.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

VERSIONS = tuple(range(2, 9))


class Made(NamedTuple):
    """An entry as it was made: signed minor units; `parts`, less what was `kept` of each, sum to it
    if the bank booked a batch.
    """

    day: date
    amount: int
    reference: str
    remitter: str
    text: str
    kind: str = "entry"
    parts: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()

    @property
    def sums(self) -> tuple[int, ...]:
        """What was credited, part by part."""
        kept = self.kept or (0,) * len(self.parts)
        return tuple(part - each for part, each in zip(self.parts, kept, strict=True)) or (
            self.amount,
        )


class Account(NamedTuple):
    """A statement as it was made."""

    account: str
    currency: str
    opening: int
    entries: tuple[Made, ...]

    @property
    def closing(self) -> int:
        """What stands on the account in the end."""
        return self.opening + sum(each.amount for each in self.entries if each.kind != "pending")


WORDS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789/-", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split()).strip("/- ") or "X"
)
DAYS = st.integers(0, 300).map(lambda days: date(2024, 1, 2) + timedelta(days))


@st.composite
def entries(draw: st.DrawFn, number: int, batches: bool = True) -> Made:
    """An entry: a credit, a debit, one of the two taken back, or one still pending."""
    kind = draw(st.sampled_from(["entry"] * 6 + ["reversed debit", "reversed credit"]))
    if batches and draw(st.integers(0, 9)) == 0:
        kind = "pending"
    amount = draw(st.integers(1, 10**9))
    parts: tuple[int, ...] = ()
    if kind == "entry" and batches and draw(st.booleans()):
        parts = tuple(draw(st.lists(st.integers(1, 10**8), min_size=2, max_size=5)))
        amount = sum(parts)
    negative = kind == "reversed credit" or (kind == "entry" and draw(st.integers(0, 3)) == 0)
    if negative:
        amount, parts = -amount, tuple(-part for part in parts)
    made = Made(draw(DAYS), amount, f"REF{number}", draw(WORDS), draw(WORDS), kind, parts)
    if parts and draw(st.booleans()):  # banks keep charges back of a batch, and state them
        charges = st.integers(0, 3000)
        kept = (min(draw(charges), abs(part) - 1) for part in parts)
        made = made._replace(kept=tuple(kept))
        made = made._replace(amount=sum(made.sums))
    return made


@st.composite
def accounts(draw: st.DrawFn, batches: bool = True) -> Account:
    """A statement with up to eight entries."""
    made = tuple(draw(entries(number, batches)) for number in range(draw(st.integers(0, 8))))
    currency = draw(st.sampled_from(["USD", "EUR", "CHF"]))
    return Account(
        f"CH{draw(st.integers(10**8, 10**9))}", currency, draw(st.integers(0, 10**9)), made
    )


def major(minor: int) -> str:
    """An unsigned sum in major units with a decimal point."""
    return f"{abs(minor) // 100}.{abs(minor) % 100:02}"


def _side(minor: int) -> str:
    return "CRDT" if minor >= 0 else "DBIT"


def camt053(made: tuple[Account, ...], version: int = 8, shift: int = 0) -> bytes:
    """A camt.053 file; `shift` is added to the closing balances, which breaks them."""
    body = "".join(_statement(each, number, version, shift) for number, each in enumerate(made, 1))
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:02}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns={quoteattr(space)}>'
        f"<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>{body}</BkToCstmrStmt></Document>"
    ).encode()


def _statement(made: Account, number: int, version: int, shift: int) -> str:
    balances = "".join(
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="{made.currency}">{major(minor)}</Amt><CdtDbtInd>{_side(minor)}</CdtDbtInd>'
        "<Dt><Dt>2024-12-31</Dt></Dt></Bal>"
        for code, minor in (("OPBD", made.opening), ("CLBD", made.closing + shift))
    )
    inside = "".join(_entry(each, made.currency, version) for each in made.entries)
    return (
        f"<Stmt><Id>S{number}</Id><Acct><Id><IBAN>{made.account}</IBAN></Id>"
        f"<Ccy>{made.currency}</Ccy></Acct>{balances}{inside}</Stmt>"
    )


def _entry(made: Made, currency: str, version: int) -> str:
    status = "PDNG" if made.kind == "pending" else "BOOK"
    status = f"<Cd>{status}</Cd>" if version >= 7 else status
    reversal = "<RvslInd>true</RvslInd>" if made.kind.startswith("reversed") else ""
    kept = made.kept or (0,) * len(made.parts or (0,))
    details = "".join(
        _details(made, part, currency, version, charge)
        for part, charge in zip(made.parts or (made.amount,), kept, strict=True)
    )
    return (
        f'<Ntry><Amt Ccy="{currency}">{major(made.amount)}</Amt>'
        f"<CdtDbtInd>{_side(made.amount)}</CdtDbtInd>{reversal}<Sts>{status}</Sts>"
        f"<BookgDt><Dt>{made.day}</Dt></BookgDt><ValDt><DtTm>{made.day}T08:00:00</DtTm></ValDt>"
        f"<AcctSvcrRef>{made.reference}</AcctSvcrRef><NtryDtls>{details}</NtryDtls></Ntry>"
    )


def _details(made: Made, part: int, currency: str, version: int, charge: int) -> str:
    amount = f'<Amt Ccy="{currency}">{major(part)}</Amt>'
    if not made.parts:
        amount = ""
    elif version < 3:
        amount = f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>"
    name = f"<Nm>{escape(made.remitter)}</Nm>"
    name = f"<Pty>{name}</Pty>" if version >= 7 else name
    taken = f'<Amt Ccy="{currency}">{major(charge)}</Amt><CdtDbtInd>DBIT</CdtDbtInd>'
    if version > 2:
        taken = f"<Rcrd>{taken}</Rcrd>"
    if charge:
        amount += f"<Chrgs>{taken}</Chrgs>"
    return (
        f"<TxDtls>{amount}<RltdPties><Dbtr>{name}</Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{escape(made.text)}</Ustrd></RmtInf></TxDtls>"
    )


_MARKS = {"reversed debit": "RD", "reversed credit": "RC"}


def mt940(made: tuple[Account, ...], shift: int = 0) -> bytes:
    """An MT940 file; `shift` is added to the closing balances, which breaks them."""
    lines: list[str] = []
    for number, each in enumerate(made, 1):
        lines += [":20:STATEMENT", f":25:{each.account}", f":28C:{number:05}/001"]
        lines.append(f":60F:{_stated(each.opening, each.currency)}")
        for entry in each.entries:
            mark = _MARKS.get(entry.kind, "C" if entry.amount > 0 else "D")
            comma = major(entry.amount).replace(".", ",")
            day = f"{entry.day:%y%m%d%m%d}"
            lines.append(f":61:{day}{mark}{comma}NTRFNONREF//{entry.reference}")
            lines.append(f":86:{entry.remitter} {entry.text}")
        lines += [f":62F:{_stated(each.closing + shift, each.currency)}", "-"]
    return "\r\n".join(lines).encode()


def _stated(minor: int, currency: str) -> str:
    return f"{'C' if minor >= 0 else 'D'}241231{currency}{major(minor).replace('.', ',')}"
