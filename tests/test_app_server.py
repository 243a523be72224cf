"""The server of the office in a browser under attack: what is large, slow, many, hung or killed.
Nothing is lost, nothing is recorded twice, nothing is left behind.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from ccmcost.app.uploads import LARGEST
from ccmcost.app.work import AT_ONCE
from tests.app_browser import RECEIPT, Outside, copied, is_guarded
from tests.app_processes import are_gone, begun, events, starting, status, verified
from tests.ledger_office import Office

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks into /proc of Linux"),
]
MB = 1 << 20


@pytest.fixture
def office(billed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return copied(billed, tmp_path, monkeypatch)


@pytest.fixture
def start(office: Office, tmp_path: Path) -> Iterator[Callable[..., Outside]]:
    with starting(office, tmp_path) as begin:
        yield begin


# -- large and slow --


def test_200_mb_are_refused_before_they_are_read(
    start: Callable[..., Outside], tmp_path: Path
) -> None:
    server = start()
    server.get(f"{server.root}/do/import/receipts")
    before = int(status(server.process.pid, "VmHWM"))
    head = (
        f"POST {server.root}/do/import/receipts HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Cookie: {server.cookie}\r\nOrigin: http://127.0.0.1:{server.port}\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n"
    )
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=30)) as connection:
        connection.sendall(f"{head}Content-Length: {200 * MB}\r\n\r\n".encode())
        told = b"".join(iter(lambda: connection.recv(65536), b""))
        assert b" 413 " in told and b"This file is too large" in told and b"max_body" not in told
    sent = 0
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=30)) as connection:
        connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        part = b"%x\r\n" % MB + b"x" * MB + b"\r\n"
        try:
            while sent < 200 * MB:
                connection.sendall(part)
                sent += MB
        except OSError:
            pass
    assert sent < LARGEST + 16 * MB
    assert int(status(server.process.pid, "VmHWM")) - before < 50_000  # of kilobytes
    assert server.get(f"{server.root}/").status == 200
    (lock,) = (path for path in (tmp_path / "tmp").rglob("*") if path.is_file())
    assert lock.name == "lock"


def test_a_slow_upload_blocks_nobody(start: Callable[..., Outside]) -> None:
    server = start()
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    for each in slow:
        each.sendall(b"POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nx")
    began = time.monotonic()
    assert server.get(f"{server.root}/").status == 200
    assert time.monotonic() - began < 10
    for each in slow:
        each.close()


# -- many --


@pytest.mark.parametrize("is_one", [True, False], ids=["one form", "a form each"])
def test_eight_browsers_record_at_once(
    office: Office, start: Callable[..., Outside], is_one: bool
) -> None:
    server = start()
    path = f"{server.root}/do/receive"
    same = server.get(path).hidden["form"]
    said: list[str] = []

    def record(number: int) -> None:
        mine = server.another()
        form = same if is_one else mine.get(path).hidden["form"]
        fields = (
            RECEIPT if is_one else RECEIPT | {"amount": f"{number}.00", "reference": f"B{number}"}
        )
        reply = mine.followed(mine.post(path, {"form": form, **fields}))
        said.append(mine.agreed(reply).said)  # what another one changed is shown again

    threads = [threading.Thread(target=record, args=(number,)) for number in range(1, 9)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(300)
    assert len(events(office)) == 2 + (1 if is_one else 8), said
    if is_one:
        assert sum("recorded already, as event 3" in text for text in said) == 7, said
    verified(office)


def test_more_lines_than_can_run_at_once_are_refused(
    office: Office, start: Callable[..., Outside]
) -> None:
    server = start()
    path = f"{server.root}/do/receive"
    with closing(connect(office.folder / "ledger.sqlite", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")  # no line gets further
        replies = []

        def send() -> None:
            form = {"form": server_token, **RECEIPT}
            replies.append(server.post(path, form))

        holder.execute("ROLLBACK")
        server_token = server.get(path).hidden["form"]
        holder.execute("BEGIN EXCLUSIVE")
        threads = [threading.Thread(target=send) for _ in range(20)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(120)
        holder.execute("ROLLBACK")
    counts = sorted(reply.status for reply in replies)
    assert counts.count(303) == AT_ONCE and counts.count(503) == 20 - AT_ONCE, counts
    refused = next(reply for reply in replies if reply.status == 503)
    assert "Too much is under way" in refused.said and is_guarded(refused)


# -- hung and killed --


def hung(office: Office, server: Outside) -> str:
    """Begin a line that waits for the ledger, which is held; the address of its page."""
    form = {"form": server.get(f"{server.root}/do/receive").hidden["form"], **RECEIPT}
    holder = connect(office.folder / "ledger.sqlite", isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN EXCLUSIVE")
    at = server.post(f"{server.root}/do/receive", form).headers["Location"]
    server.holder = holder  # type: ignore[attr-defined]
    return at


def test_a_line_that_hangs_is_stopped(office: Office, start: Callable[..., Outside]) -> None:
    server = start()
    at, pids = hung(office, server), begun(server)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)  # as deaf as can be
    server.holder.execute("ROLLBACK")  # type: ignore[attr-defined]
    page = server.get(at)
    assert "At work" in page.said
    stop = {"form": page.hidden["form"], "stop": "yes"}
    assert server.get(server.post(at, stop).headers["Location"]).said.count("being stopped") == 1
    reply = server.get(server.post(at, stop).headers["Location"])
    assert "ended without an answer" in reply.said and "Look in the ledger" in reply.said
    assert are_gone(pids) and len(events(office)) == 2
    verified(office)


def test_a_line_that_is_killed_says_so(office: Office, start: Callable[..., Outside]) -> None:
    server = start()
    at, pids = hung(office, server), begun(server)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    server.holder.execute("ROLLBACK")  # type: ignore[attr-defined]
    time.sleep(0.5)
    reply = server.get(at)
    assert "ended without an answer" in reply.said and is_guarded(reply)


@pytest.mark.parametrize(
    ("number", "background"),
    [
        (signal.SIGINT, False),
        (signal.SIGTERM, False),
        (signal.SIGHUP, False),
        (signal.SIGTERM, True),  # where a shell has it ignore Ctrl-C
    ],
)
def test_what_ends_the_server_leaves_nothing_behind(
    office: Office, start: Callable[..., Outside], tmp_path: Path, number: int, background: bool
) -> None:
    server = start(background=background)
    form = {"form": server.get(f"{server.root}/do/import/receipts").hidden["form"]}
    server.followed(
        server.post(f"{server.root}/do/import/receipts", {**form, "file": ("a.csv", b"x,y\n1,2\n")})
    )
    assert [*(tmp_path / "tmp").glob("ccmcost-app-*/*/a.csv")]
    hung(office, server)
    pids, port = begun(server), server.port
    code, told = server.end(number)
    server.holder.execute("ROLLBACK")  # type: ignore[attr-defined]
    assert code in (0, 130) and "Traceback" not in told and told.count("\n") <= 2, (code, told)
    assert are_gone(pids) and [*(tmp_path / "tmp").iterdir()] == []
    again = start("--port", str(port))  # the port is free at once
    assert again.port == port and again.get(f"{again.root}/").status == 200
    assert again.get(f"{again.root}/", Cookie=server.cookie).status == 403
    old = again.post(f"{again.root}/do/receive", {**form, **RECEIPT})
    assert old.status == 403 and "an earlier start" in old.said
    assert len(events(office)) == 2
    verified(office)


def test_a_port_that_is_taken_is_told(office: Office, start: Callable[..., Outside]) -> None:
    taken = start()
    said = office("app", "--no-browser", "--port", str(taken.port))
    assert said.code == 1 and "choose another port" in said.err
