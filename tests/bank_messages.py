"""Messages of a bank piece by piece, and what is read of them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

import pytest

from ccmcost.errors import DataError
from ccmcost.intake.entries import Entry, Statement
from ccmcost.intake.statements import read_statements
from ccmcost.model.source import SourceFile


def source(content: str | bytes) -> SourceFile:
    made = content.encode() if isinstance(content, str) else content
    return SourceFile("s", "workspace", made, "s")


def read(content: str | bytes) -> tuple[Statement, ...]:
    return read_statements(source(content))


def told(entry: Entry) -> str:
    """All that is read of an entry."""
    return f"{entry.kind}|{entry.value_date}|{entry.amount}|{entry.reference}|{entry.text}"


def refusal(content: str | bytes) -> str:
    with pytest.raises(DataError) as caught:
        read(content)
    return str(caught.value.findings[0].message)


DAY = "<BookgDt><Dt>2024-03-04</Dt></BookgDt>"
ACCOUNT = "<Acct><Id><IBAN>CH00</IBAN></Id><Ccy>USD</Ccy></Acct>"


def amt(text: str, currency: str = "USD") -> str:
    return f'<Amt Ccy="{currency}">{text}</Amt>'


def side(mark: str) -> str:
    return f"<CdtDbtInd>{mark}</CdtDbtInd>"


def entry(
    total: str = "10.00", mark: str = "CRDT", more: str = "", day: str = DAY, ccy: str = "USD"
) -> str:
    return f"<Ntry>{amt(total, ccy)}{side(mark)}{day}{more}</Ntry>"


def part(inside: str = "", words: str = "") -> str:
    said = f"<RmtInf><Ustrd>{escape(words)}</Ustrd></RmtInf>" if words else ""
    return f"<TxDtls>{inside}{said}</TxDtls>"


def batch(*parts: str, more: str = "") -> str:
    return f"{more}<NtryDtls>{''.join(parts)}</NtryDtls>"


def reference(text: str) -> str:
    return f"<AcctSvcrRef>{text}</AcctSvcrRef>"


def balance(code: str, total: str, day: str = "2024-03-31", mark: str = "CRDT") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{amt(total)}{side(mark)}"
        f"<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def of_account(number: str) -> str:
    return f"<Acct><Id><IBAN>{number}</IBAN></Id><Ccy>USD</Ccy></Acct>"


def camt(*bodies: str, head: str = ACCOUNT) -> str:
    """A message with a statement for each body, of one account; or with what has its own `Acct`."""
    made = "".join(
        f"<Stmt><Id>S{n}</Id>{'' if '<Acct>' in each else head}{each}</Stmt>"
        for n, each in enumerate(bodies, 1)
    )
    return f"<Document><BkToCstmrStmt>{made}</BkToCstmrStmt></Document>"


def charge(total: str, mark: str = "DBIT", ccy: str = "USD") -> str:
    return f"<Chrgs><Rcrd>{amt(total, ccy)}{side(mark)}</Rcrd></Chrgs>"


def mt940(*lines: str, end: Sequence[str] = (":62F:C240331USD110,00",)) -> str:
    head = (":20:REF", ":25:CH00", ":28C:7/1", ":60F:C240301USD100,00")
    return "\r\n".join((*head, *lines, *end, "-"))
