"""Every option and argument of every command is read at the entrance, so that all that is wrong
with a line is told in one message.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ccmcost.cli import readers, wishes
from ccmcost.cli.declared import Argument, Parameter
from ccmcost.cli.line import Line
from ccmcost.cli.reference import leaves
from tests.ledger_office import Office

COMMANDS = leaves()
WRONG = "§?"
"""No State, day, sum, number, file or word of any option."""
TEXTS = (
    *(readers.line, readers.person, readers.maybe_person, wishes.rule, wishes.free),
    *(wishes.results, wishes.results_within, wishes.pack),
)
"""What reads a text that may hold anything; a rule is looked for when the command runs, and a
folder for results need not be there.
"""

GOOD = {"CODE": "USD", "YYYY-YYYY": "2026", "STATUS": "actual", "table|csv|json": "table"}
"""What others depend on."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        yield Office(tmp_path_factory.mktemp("office"), patch)


def parameters(name: str) -> list[Parameter]:
    found: list[Parameter] = COMMANDS[name].callback.parameters
    return [each for each in found if each.kind is not bool]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_value_has_a_reader(name: str) -> None:
    whole = (int, int | None)
    without = [each.shown for each in parameters(name) if not (each.read or each.kind in whole)]
    assert without == [], (
        f"{name}: say how {without} is read: `read=` of the option, or what its value is called in "
        "READ_AS (ccmcost/cli/wishes.py); `wishes.free` where nothing can be wrong."
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_all_that_is_wrong_is_told_at_once(office: Office, name: str) -> None:
    words, wrong = [], set[str]()
    for each in parameters(name):
        if each.name == "data":
            continue
        text = GOOD.get(each.said.metavar or "", WRONG)
        words += [text] if isinstance(each.said, Argument) else [each.names[0], text]
        if each.read not in TEXTS and text == WRONG:
            wrong.add(each.name)
    declared: Any = COMMANDS[name].callback
    line = Line(f"ccmcost {name}", declared.parameters, declared.checks, words)
    line.look()
    assert wrong <= {fault for fault, _ in line.faults}, line.faults
    line.close()


LINES = {
    "record apply-credit msp12 BEL 10 --choice aply --to msp12 --on 2024-03-03": (
        *('--choice: "aply" is not one of', "Did you mean apply?"),
        *("--document TEXT is missing", "--approved-by NAME is missing", "--choice CHOICE"),
    ),
    "record identify 3000 Fance msp98 --amount x --document D": (
        *("no payment is unidentified", 'STATE: "Fance" is not recognised'),
        *('there is no meeting "msp98"', '--amount: "x" is not a valid USD amount'),
        "identify 3000 STATE MEETING --amount AMOUNT --document D",
    ),
    "record reverse abc --on 2024-02-31 --reason ''": (
        *('EVENT: "abc" is not the number of an event', '--on: "2024-02-31" is not a valid date'),
        "--reason: this cannot be empty",
    ),
    "record reverse 3 --last --on 2024-02-31 --reason R": (
        *("EVENT: there is no event 3", '--on: "2024-02-31" is not a valid date'),
    ),
    "record refund msp12 BEL 5 --on 2024-02-30 --document D --recorded-by 'A. Clerk' "
    "--approved-by 'A Clerk'": (
        *('--on: "2024-02-30" is not a valid date', "two different people must do this"),
    ),
    "import receipts nofile.csv --map --column amont=X --days dd.mm --currency usd": (
        *("FILE: nofile.csv: the file does not exist", '--column: "amont" is not one of'),
        *("Did you mean amount?", '--days: "dd.mm" is not one of'),
    ),
    "adjust --scale un-2022-2024 --participants no.csv --total 1.234": (
        *("no.csv: the file does not exist", '"1.234" can be read as'),
    ),
    "meeting add MSP99 --country Fance --start 2024-02-30": (
        *(
            '"MSP99" is no meeting id',
            '"Fance" is not recognised',
            '"2024-02-30" is not a valid date',
        ),
    ),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_with_faults_is_told_whole(office: Office, line: str) -> None:
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    said = office(*shlex.split(line))
    assert said.code == 2 and "things must be corrected" in said.err, said.err
    for fault in LINES[line]:
        assert fault in said.err, said.err
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", COMMANDS)
def test_an_argument_that_may_be_left_out_is_named_without_brackets(name: str) -> None:
    assert not [each for each in parameters(name) if set(each.shown) & set("[]")]
