"""A browser for tests of `ccmcost app`: what it sends can be anything, what it gets is taken apart.
One asks the pages in this process, the other one a server of its own over a socket.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytest.importorskip("flask", reason='flask is missing: pip install "ccmcost[app]"')

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from ccmcost.app.guard import HEADERS, Guard
from ccmcost.app.office import Office, Settings
from ccmcost.app.serve import Server
from ccmcost.app.site import site
from tests.browser import chromium
from tests.conftest import ROOT
from tests.ledger_office import DECISION
from tests.ledger_office import Office as Desk

Fields = Mapping[str, "str | Sequence[str] | tuple[str, bytes]"]
VOID = {"meta", "link", "input", "br", "hr", "img", "area", "col", "wbr", "source", "embed"}


class Parsed(HTMLParser):
    """A page as a browser reads it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.said: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if not {"title", "script", "style"} & {*self.open}:
            self.said.append(data)


def copied(kept: Path, folder: Path, patch: pytest.MonkeyPatch) -> Desk:
    """A copy of an office, as the current folder, some weeks after it issued."""
    made = object.__new__(Desk)
    made.folder, made.patch = Path(shutil.copytree(kept, folder / "office")), patch
    patch.chdir(made.folder)
    patch.setenv("CCMCOST_RECORDED_BY", "A. Clerk")
    patch.delenv("CCMCOST_DATA", raising=False)
    made.on("2024-04-01")
    return made


RECEIPT = {
    "meeting": "msp12",
    "state": "SWE",
    "amount": "5.00",
    "on": "2024-03-05",
    "reference": "BANK 1",
    "recorded_by": "A. Clerk",
}
ISSUE = {
    "name": "msp12",
    "rule": DECISION[1],
    "adopted_by": DECISION[3],
    "approved_by": DECISION[5],
    "issued_on": "2024-02-01",
    "pay_by": "2025-12-31",
    "recorded_by": "A. Clerk",
    "on_expected_list": "yes",
}
"""Fields of two forms, filled in."""
MOST_QUESTIONS = 20


def is_guarded(reply: Reply) -> bool:
    """Whether an answer carries what keeps a browser from running or framing it."""
    return all(reply.headers.get(name) == value for name, value in HEADERS.items())


def is_harmless(reply: Reply) -> bool:
    """Whether an answer is guarded, and its page is nothing but what our templates write: it runs
    our own file only, sends forms to this office, and leads nowhere else.
    """
    for tag, said in reply.page.tags:
        assert tag not in ("iframe", "object", "embed", "img", "svg", "style", "base"), (tag, said)
        assert not [name for name in said if name.startswith("on") or name == "style"], said
        assert tag != "script" or said == {"src": "/static/app.js", "defer": ""}, said
        for name in ("href", "action", "formaction", "src"):
            text = said.get(name, "/") if said.get("rel") != "icon" else "/"
            assert text[:1] in ("/", "#", "?") and text[:2] != "//", (tag, said)
    return is_guarded(reply)


@contextmanager
def browsed() -> Iterator[Any]:
    """A page of Chromium in the office of the current folder, which a server shows."""
    server = Server(0, (), False)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        with chromium() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(MINUTE)
            page.goto(server.link)
            yield page
    finally:
        server.close()


MINUTE = 60_000


class Reply(NamedTuple):
    """An answer of the server."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def page(self) -> Parsed:
        """The page."""
        return Parsed(self.content.decode())

    @property
    def said(self) -> str:
        """All that it says, in one line."""
        return " ".join(" ".join(self.page.said).split())

    @property
    def hidden(self) -> dict[str, str]:
        """What its forms carry unseen."""
        return {
            each["name"]: each["value"]
            for tag, each in self.page.tags
            if tag == "input" and each.get("type") == "hidden"
        }


class Browser:
    """A browser that was given the link. Whatever it sends can be said otherwise."""

    port: int
    key: str

    def __init__(self) -> None:
        self.cookie = ""
        reply = self.get(f"/?key={self.key}")
        assert reply.status == 303, reply
        self.cookie = reply.headers["Set-Cookie"].partition(";")[0]
        self.root = reply.headers["Location"].rstrip("/")

    def sent(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Send a request as it stands."""
        raise NotImplementedError

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str | None) -> Reply:
        """Send a request with the headers of a page of this server; None leaves one out."""
        here = f"127.0.0.1:{self.port}"
        usual: dict[str, str | None] = {"Host": here, "Cookie": self.cookie or None}
        if method != "GET":
            usual |= {"Origin": f"http://{here}", "Sec-Fetch-Site": "same-origin"}
        usual |= {name.replace("_", "-"): value for name, value in headers.items()}
        said = {name: value for name, value in usual.items() if value is not None}
        return self.sent(method, path, said, body)

    def get(self, path: str, **headers: str | None) -> Reply:
        """Ask for a page."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, fields: Fields, **headers: str | None) -> Reply:
        """Send a form; a pair of a name and bytes is a file."""
        values: dict[str, object] = {
            name: FileStorage(BytesIO(value[1]), filename=value[0])
            if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], bytes)
            else value
            for name, value in fields.items()
        }
        boundary, body = encode_multipart(values)  # type: ignore[arg-type]
        kind = f'multipart/form-data; boundary="{boundary}"'
        return self.ask("POST", path, body, **{"Content-Type": kind, **headers})

    def followed(self, reply: Reply, seconds: float = 120.0) -> Reply:
        """Where a reply leads, once the line there has ended or asks."""
        until = time.monotonic() + seconds
        while reply.status == 303:
            self.at = reply.headers["Location"]
            reply = self.get(self.at)
        while b'http-equiv="refresh"' in reply.content and time.monotonic() < until:
            time.sleep(0.1)
            reply = self.get(self.at)
        return reply

    def agreed(self, reply: Reply) -> Reply:
        """Where a reply leads once yes is said to all that is asked, and asked again."""
        for _ in range(MOST_QUESTIONS):
            if b'name="answer"' not in reply.content:
                break
            yes = {"form": reply.hidden["form"], "answer": "y"}
            reply = self.followed(self.post(self.at, yes))
        return reply

    def do(self, command: str, answers: Sequence[str] = (), **fields: object) -> Reply:
        """Fill in the form of a command and answer what it asks."""
        path = f"{self.root}/do/{command.replace(' ', '/')}"
        page = self.get(path)
        assert "form" in page.hidden, page.said
        token = page.hidden["form"]
        reply = self.followed(self.post(path, {"form": token, **fields}))  # type: ignore[dict-item]
        for answer in answers:
            sent = {"form": reply.hidden["form"], "answer": answer}
            reply = self.followed(self.post(self.at, sent))
        return reply


class Inside(Browser):
    """It asks the pages in this process, as the office at the current folder."""

    def __init__(self, settings: Settings | None = None, port: int = 8765) -> None:
        self.guard = Guard(port)
        self.office = Office(settings or Settings(), self.guard)
        self.pages = site(self.office)
        self.port, self.key = port, self.guard.key
        super().__init__()

    def sent(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Send a request as it stands."""
        client = self.pages.test_client(use_cookies=False)
        host = headers.get("Host", "")
        path, _, query = path.partition("?")
        found = client.open(
            path,
            method=method,
            headers={**headers},
            data=body,
            query_string=query,
            environ_overrides={"HTTP_HOST": host},
        )
        return Reply(found.status_code, dict(found.headers), found.get_data())


def answered(interrupts: signal.Handlers) -> None:
    """A process answers signals as at a terminal, whatever the one that tests it ignores."""
    signal.signal(signal.SIGINT, interrupts)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Outside(Browser):
    """It asks a server that runs in a process of its own."""

    def __init__(
        self, folder: Path, *options: str, background: bool = False, **settings: str
    ) -> None:
        interrupts = signal.SIG_IGN if background else signal.SIG_DFL
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ccmcost", "app", "--no-browser", *options],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: answered(interrupts),  # noqa: PLW1509
        )
        assert self.process.stderr is not None
        told = self.process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/\?key=(\S+)", told)
        assert found is not None, told + self.process.stderr.read()
        self.port, self.key = int(found[1]), found[2]
        super().__init__()

    def another(self) -> Outside:
        """One more browser of the same server, that was given the link."""
        made = object.__new__(Outside)
        made.port, made.key, made.cookie, made.root = self.port, self.key, self.cookie, self.root
        return made

    def sent(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Send a request as it stands."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, dict(headers))
            found = connection.getresponse()
            return Reply(found.status, dict(found.getheaders()), found.read())
        finally:
            connection.close()

    def end(self, number: int = signal.SIGINT) -> tuple[int, str]:
        """End the server; its exit code and what it had said since its link."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        _, told = self.process.communicate(timeout=30)
        return self.process.returncode, told


@contextmanager
def inside(settings: Settings | None = None) -> Iterator[Inside]:
    """A browser of the pages in this process; what runs and what was given is ended at last."""
    made = Inside(settings)
    try:
        yield made
    finally:
        made.office.work.end()
        made.office.uploads.end()
