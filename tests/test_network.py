"""No command opens a connection: sockets are taken away before it begins,
in its workers and child processes too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ccmcost.cli.commands import COMMANDS
from tests import ledger_office
from tests.hostile.texts import ESTIMATE, GIVEN, OPENING, RECEIPTS

SITE = """
import socket, sys
def refuse(*_, **__):
    open(PLACE, "a").write(" ".join(sys.argv) + chr(10))
    raise RuntimeError("this program may not use the network")
class Refused(socket.socket):
    def __init__(self, family=-1, *rest, **more):
        if family != getattr(socket, "AF_UNIX", None):
            refuse()
        super().__init__(family, *rest, **more)
    connect = connect_ex = bind = refuse
socket.socket = Refused
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
"""

SPEAKS = (
    *(
        "meetings",
        "show msp11",
        "apportion msp11 --state JPN",
        "apportion msp3 --no-files --format json",
        "explain rc1 CHN",
        "state JPN --write",
    ),
    *(
        "adjust --scale un-2022-2024 --participants given.csv --total 100",
        "chart history",
        "compare rc1 --out compared",
    ),
    *(
        "whatif msp13 --without FRA",
        "forecast msp13 --trials 200 --out forecast",
        "budget JPN --years 2025-2026 --cost 400000",
    ),
    *(
        "check",
        "verify reports/msp11",
        "meeting expect msp11",
        "meeting set msp11 --city Geneva",
        "init second",
    ),
    *(
        "cost set msp12 --status estimate --amount 1000.00 --source D --adopted-on 2023-11-24",
        "cost lines msp12",
    ),
    "issue msp12 --rule article-14-1 --adopted-by D,1 --prepare --issued-on 2024-02-01 "
    "--pay-by 2025-01-01 --on-expected-list",
    "approve msp12 --approved-by B --reference mail",
    "issue msp12 --rule article-14-1 --adopted-by D,1 --approved-by B --issued-on 2024-02-01 "
    "--pay-by 2025-01-01 --on-expected-list",
    *(
        "receive msp12 SWE 5.00 --on 2024-05-01 --reference R",
        "record unidentified 5.00 --on 2024-05-01 --reference N",
        "match",
        "next",
    ),
    *(
        "import receipts bank.csv",
        "import opening opening.csv --as-at 2023-12-31",
        "status",
        "statement SWE --write",
    ),
    *(
        "import costs estimate.csv --meeting msp13 --yes",
        "import participants msp11 list.txt --dry-run",
    ),
    *(
        "reconcile msp12 given.csv",
        "settle msp12 --adopted-by D,1",
        "ledger verify",
        "ledger export l.json",
        "ledger journal --hand-over --own-names",
    ),
    *(
        "estimate msp12",
        "letters msp12 --kind cover",
        "calendar 2023 --write",
        "audit-pack msp12",
        "doctor",
    ),
    *("help", "page msp11", "report 2023 --cost msp11=400000"),
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    office = ledger_office.Office(tmp_path / "office", monkeypatch)
    files = {
        "given.csv": GIVEN,
        "bank.csv": RECEIPTS,
        "opening.csv": OPENING,
        "estimate.csv": ESTIMATE,
    }
    for name, text in (files | {"list.txt": "STATES PARTIES\n\nJapan\n\nFrance\n"}).items():
        (office.folder / name).write_text(text, encoding="utf-8")
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(
        SITE.replace("PLACE", repr(str(tmp_path / "tried"))), encoding="utf-8"
    )
    return office.folder


def call(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(place.parent / "site"), str(Path(__file__).parent.parent)])
    settings = {"PYTHONPATH": paths, "CCMCOST_RECORDED_BY": "A. Clerk"}
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("CCMCOST_DATA", "SOURCE_DATE_EPOCH")
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=place,
        env=environment | settings,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.mark.slow
def test_no_command_uses_the_network(place: Path) -> None:
    assert {line.split()[0] for line in SPEAKS} >= set(COMMANDS) - OTHERS
    for line in SPEAKS:
        done = call(place, "-m", "ccmcost", *line.split())
        assert done.returncode in (0, 1, 2) and "Traceback" not in done.stderr, (line, done.stderr)
        assert not (place.parent / "tried").exists(), (line, done.stderr)


OTHERS = {"app"}
"""Commands that cannot be run here: one answers the browser of this machine until it is ended."""


def test_the_block_does_block(place: Path) -> None:
    done = call(place, "-c", "import socket; socket.create_connection(('example.org', 80))")
    assert done.returncode == 1 and "may not use the network" in done.stderr
    assert (place.parent / "tried").exists()
