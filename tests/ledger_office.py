"""An office for tests: a workspace with a filled-in issuer and a short list,
and the commands run in this process.
"""

from __future__ import annotations

import shlex
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from ccmcost.cli.app import app
from ccmcost.desk.init import make_workspace

HEADER = "iso3,role,list_status,evidence,source,document,sha256,taken_in,page"
EXPECTED = ("AUS", "AUT", "CUB", "SWE", "ZAF")
OFFICIAL = ("AUS", "CUB", "EGY", "NLD", "PER", "SWE", "ZAF")
DECISION = (
    "--rule",
    "article-14-1",
    "--adopted-by",
    "CCM/MSP/2023/9, para. 41",
    "--approved-by",
    "B. Chief",
)


ISSUER = """
[office]
address = ["1 Example Street", "Geneva"]
contact = "office@example.org"
names.en = "Office for tests"
[bank]
beneficiary = "Trust fund"
name = "Bank of Examples"
address = "2 Example Street, Geneva"
account = "CH00 0000 0000"
swift = "EXAMCHGG"
[payment]
basis.en = "decision of the meeting"
"""


def held_for(seconds: float, ledger: Path, how: str) -> None:
    """Hold a ledger as another program does, for so long from now on."""
    other = sqlite3.connect(ledger, isolation_level=None, check_same_thread=False)
    other.execute(how)
    threading.Timer(seconds, other.close).start()


class Said(NamedTuple):
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def said_by(*arguments: str) -> Said:
    """Run a command in this process; a CcmcostError ends it as the command line does."""
    result = CliRunner().invoke(app, list(arguments), prog_name="ccmcost")
    error = result.exception
    if error is None or isinstance(error, SystemExit):
        return Said(result.exit_code, result.stdout, result.stderr)
    if not hasattr(error, "exit_code"):
        raise error
    return Said(error.exit_code, result.stdout, f"{result.stderr}{error}\n")


class Office:
    """A workspace, and a clock that the commands see."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, patch
        make_workspace(folder)
        (folder / "data" / "issuer.toml").write_text(ISSUER, encoding="utf-8")
        self.listed("expected", EXPECTED)
        (folder / "official.csv").write_text(rows("official", OFFICIAL), encoding="utf-8")
        patch.chdir(folder)
        patch.setenv("CCMCOST_RECORDED_BY", "A. Clerk")
        patch.delenv("CCMCOST_DATA", raising=False)
        self.on("2024-02-01")

    @classmethod
    def billed(cls, folder: Path, patch: pytest.MonkeyPatch) -> Office:
        """One that issued provisional notices for msp12, on 1 April 2024."""
        made = cls(folder, patch)
        made.cost("412345.67")
        assert made.issue("--on-expected-list").code == 0
        made.on("2024-04-01")
        return made

    def listed(self, status: str, codes: tuple[str, ...], meeting: str = "msp12") -> None:
        """Put a list of participants in place."""
        (self.folder / "data" / "participants" / f"{meeting}.csv").write_text(
            rows(status, codes), encoding="utf-8"
        )

    def on(self, day: str) -> None:
        """Set the clock."""
        moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
        self.patch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))

    def __call__(self, *arguments: str) -> Said:
        """Run a command."""
        return said_by(*arguments)

    def ok(self, line: str) -> str:
        """Run a line that must succeed; returns what it printed."""
        said = self(*shlex.split(line))
        assert said.code == 0, f"{line}: {said.err}"
        return said.out

    def refused(self, line: str, wording: str) -> None:
        """Run a line that must be refused, with this wording, without a change of the ledger."""
        before = (self.folder / "ledger.sqlite").read_bytes()
        said = self(*shlex.split(line))
        assert said.code in (1, 2), f"{line}: {said.out}"
        assert wording in said.err, said.err
        assert (self.folder / "ledger.sqlite").read_bytes() == before

    def cost(self, amount: str, status: str = "estimate", meeting: str = "msp12") -> str:
        """Set a cost."""
        return self.ok(
            f"cost set {meeting} --status {status} --amount {amount} --source DOC --adopted-on "
            "2023-11-24"
        )

    def issue(self, *more: str, on: str = "2024-02-01", meeting: str = "msp12") -> Said:
        """Issue."""
        return self("issue", meeting, *DECISION, "--issued-on", on, "--pay-by", "2025-12-31", *more)


def rows(status: str, codes: tuple[str, ...]) -> str:
    """A list of participants as CSV."""
    lines = [
        f"{code},{'observer_state' if code == 'EGY' else 'state_party'},{status},test,test,DOC,,,"
        for code in sorted(codes)
    ]
    return "\n".join([HEADER, *lines, ""])
