"""How the office's accounting system names what the ledger posts: its accounts, fund and codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Purpose = Literal[
    "receivable",
    "income",
    "cash",
    "unidentified",
    "other_conventions",
    "refunds",
    "bank_charges",
    "exchange_differences",
    "write_offs",
    "opening",
]
"""What an account is for."""

RESULT: frozenset[Purpose] = frozenset(
    {"income", "bank_charges", "exchange_differences", "write_offs"}
)
"""Accounts of income and expense: their lines carry cost centre and WBS element."""

_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ._/-]{0,38}[A-Za-z0-9])?")
CODE_FORM = (
    "Write it as your accounting system does: plain letters and digits, with blanks, dots, hyphens "
    "or slashes between them, 40 characters at most."
)


def is_code(text: str) -> bool:
    """Whether a text may be an account, a fund or a partner number: plain letters and digits, with
    blanks, dots, hyphens and slashes between them, 40 characters at most.
    """
    return _CODE.fullmatch(text) is not None


class Coding(NamedTuple):
    """`data/accounts.toml`: empty texts were not filled in. `wbs` is by meeting."""

    fund: str = ""
    cost_centre: str = ""
    accounts: Mapping[Purpose, str] = {}
    wbs: Mapping[str, str] = {}
    openings_in_accounts: bool = False

    @property
    def is_used(self) -> bool:
        """Whether the office has begun to fill it in."""
        return bool(self.fund or self.cost_centre or self.wbs or any(self.accounts.values()))

    def flat(self) -> dict[str, str]:
        """All that is filled in, by key: `fund`, `accounts.cash`, `wbs.msp12`. An event of the
        ledger keeps it so.
        """
        named: dict[str, str] = {"fund": self.fund, "cost_centre": self.cost_centre}
        named |= {f"accounts.{purpose}": text for purpose, text in self.accounts.items()}
        named |= {f"wbs.{meeting}": text for meeting, text in self.wbs.items()}
        named["openings_in_accounts"] = "true" if self.openings_in_accounts else ""
        return {key: text for key, text in named.items() if text}
