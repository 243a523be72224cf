"""Servers of `ccmcost app` for tests, and the processes below them, as /proc of Linux tells."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import connect

from tests.app_browser import Outside
from tests.ledger_office import Office


@contextmanager
def starting(office: Office, tmp_path: Path) -> Iterator[Callable[..., Outside]]:
    """Start a server, as often as wanted; all are ended at last."""
    (tmp_path / "tmp").mkdir()
    made: list[Outside] = []

    def begin(*options: str, background: bool = False, **settings: str) -> Outside:
        own = {"TMPDIR": str(tmp_path / "tmp"), "CCMCOST_LEDGER_WAIT": "120"}
        made.append(Outside(office.folder, *options, background=background, **own | settings))
        return made[-1]

    yield begin
    for each in made:
        each.end(signal.SIGTERM)


def events(office: Office) -> list[tuple[int, str]]:
    with closing(connect(office.folder / "ledger.sqlite")) as connection:
        return connection.execute("SELECT seq, kind FROM event ORDER BY seq").fetchall()


def status(pid: int, name: str) -> str:
    """A line of what the system says of a process."""
    text = Path(f"/proc/{pid}/status").read_text()
    return next(line for line in text.splitlines() if line.startswith(name)).split()[1]


def below(pid: int) -> list[int]:
    """The processes that a process began and that still run, and those below them."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent, state = status(int(path.name), "PPid"), status(int(path.name), "State")
        except (OSError, StopIteration, IndexError):
            continue
        if parent == str(pid) and state != "Z":
            found += [int(path.name), *below(int(path.name))]
    return found


def are_gone(pids: list[int], seconds: float = 20.0) -> bool:
    """Whether processes end within some time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        alive = [
            pid for pid in pids if Path(f"/proc/{pid}").exists() and status(pid, "State") != "Z"
        ]
        if not alive:
            return True
        time.sleep(0.1)
    return False


def begun(server: Outside, seconds: float = 30.0) -> list[int]:
    """The processes of a line, once one runs."""
    until = time.monotonic() + seconds
    while not (found := below(server.process.pid)) and time.monotonic() < until:
        time.sleep(0.02)
    assert found
    return found


def verified(office: Office) -> None:
    assert "0 problems" in office.ok("ledger verify")
