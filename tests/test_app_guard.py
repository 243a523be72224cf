"""Attacks on the office in a browser: nothing is shown or done but to who opened the link, by the
pages of this server, in the folder of this office.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from ccmcost.app import office as room
from ccmcost.app.guard import HEADERS, Guard
from ccmcost.app.office import Settings
from ccmcost.app.pages import PAGES
from ccmcost.app.uploads import LARGEST
from tests.app_browser import (
    RECEIPT,
    Browser,
    Inside,
    Outside,
    Reply,
    copied,
    inside,
    is_guarded,
)
from tests.ledger_office import Office

PORT = 8765


@pytest.fixture
def office(billed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return copied(billed, tmp_path, monkeypatch)


@pytest.fixture
def browser(office: Office) -> Iterator[Inside]:
    with inside() as made:
        yield made


@pytest.fixture
def server(office: Office, tmp_path: Path) -> Iterator[Outside]:
    (tmp_path / "tmp").mkdir()
    made = Outside(office.folder, TMPDIR=str(tmp_path / "tmp"))
    yield made
    made.end()


def is_page(reply: Reply) -> bool:
    """Whether an answer shows anything of the office."""
    return b"<html" in reply.content or b"Set-Cookie" in str(reply.headers).encode()


def raw(port: int, text: str) -> bytes:
    """What the server answers to these very bytes."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as connection:
        connection.sendall(text.encode("latin-1"))
        found = b""
        with suppress(ConnectionResetError):
            while part := connection.recv(65536):
                found += part
        return found


# -- who may ask --

OTHER_HOSTS = (
    "evil.example",
    f"evil.example:{PORT}",
    "127.0.0.1",
    "127.0.0.1:80",
    f"127.0.0.1:{PORT}0",
    f"127.0.0.1.:{PORT}",
    f"localhost.:{PORT}",
    f"127.0.0.1:{PORT}.evil.example",
    f"127.0.0.1:{PORT}@evil.example",
    f"127.0.0.1:{PORT}, evil.example",
    f"127.0.0.1.nip.io:{PORT}",
    f"127.1:{PORT}",
    f"0.0.0.0:{PORT}",
    f"2130706433:{PORT}",
    f"[::ffff:127.0.0.1]:{PORT}",
    f"LOCALHOST:{PORT}",
    f"127.0.0.1:{PORT} ",
    "",
)


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_under_another_name_nothing_is_answered(browser: Inside, host: str) -> None:
    """A name that somebody else owns can be made to lead to this machine."""
    for path in (f"{browser.root}/", f"/?key={browser.key}", "/static/app.js", "/nowhere"):
        reply = browser.get(path, Host=host)
        assert reply.status in (400, 421) and not is_page(reply), (path, reply)
        assert is_guarded(reply)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_under_its_own_names_it_answers(browser: Inside, host: str) -> None:
    here = f"{host}:{PORT}"
    assert browser.get(f"{browser.root}/", Host=here).status == 200
    path = f"{browser.root}/do/receive"
    sent = browser.post(path, {"form": "none"}, Host=here, Origin=f"http://{here}")
    assert sent.status == 403 and "This form cannot be taken" in sent.said


@pytest.mark.slow
def test_a_host_that_is_missing_twofold_or_in_the_line_itself(server: Outside) -> None:
    here, evil = f"127.0.0.1:{server.port}", "evil.example"
    path, cookie = f"{server.root}/", f"Cookie: {server.cookie}\r\nConnection: close\r\n\r\n"
    assert b" 200 OK" in raw(server.port, f"GET {path} HTTP/1.1\r\nHost: {here}\r\n{cookie}")
    for attack in (
        f"GET {path} HTTP/1.1\r\n{cookie}",
        f"GET {path} HTTP/1.0\r\n{cookie}",
        f"GET {path} HTTP/1.1\r\nHost: {here}\r\nHost: {evil}\r\n{cookie}",
        f"GET {path} HTTP/1.1\r\nHost: {evil}\r\nHost: {here}\r\n{cookie}",
        f"GET {path} HTTP/1.1\r\nHost: {evil}\r\nX-Forwarded-Host: {here}\r\n{cookie}",
        f"GET {path} HTTP/1.1\r\nHost: {evil}\r\nForwarded: host={here}\r\n{cookie}",
        f"GET http://{here}{path} HTTP/1.1\r\nHost: {evil}\r\n{cookie}",
        f"GET {path} HTTP/1.1\r\nHost : {here}\r\n{cookie}",
        f"GET {path} HTTP/1.1\r\n Host: {here}\r\n{cookie}",
        f"GET {path} HTTP/1.1\r\nHost: {evil}\r\nHost_: {here}\r\n{cookie}",
    ):
        answer = raw(server.port, attack)
        assert answer.split(b" ")[1] in (b"400", b"421"), (attack, answer[:300])
        assert b"<html" not in answer and b"frame-ancestors 'none'" in answer, answer[:300]


def test_without_the_cookie_of_this_start_nothing_is_answered(browser: Inside) -> None:
    name, _, value = browser.cookie.partition("=")
    earlier = Inside(port=PORT).cookie
    for cookie in (None, "", f"{name}=", f"{name}={value[:-1]}", f"{name}={value}x", earlier):
        for path in (f"{browser.root}/", f"{browser.root}/do", "/", "/static/app.css", "/x"):
            reply = browser.get(path, Cookie=cookie)
            assert reply.status == 403 and not is_page(reply) and is_guarded(reply)
            assert "Open the link that ccmcost app printed" in reply.content.decode()
    odd = browser.get(f"{browser.root}/", Cookie=f'{name}=\xff\xfe; {name}="\\xe9"')
    assert odd.status == 403


def test_only_the_link_gives_the_cookie(browser: Inside) -> None:
    for key in ("", "x", browser.key[:-1], f"{browser.key}x", "%FF%00", Guard(PORT).key):
        reply = browser.get(f"/?key={key}", Cookie=None)
        assert reply.status == 403 and not is_page(reply), key
    again = browser.get(f"/?key={browser.key}", Cookie=None)  # as a second window opens it
    given = again.headers["Set-Cookie"]
    assert given.partition(";")[0] == browser.cookie and browser.key not in given
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {*given.split("; ")}
    assert not {"Domain", "Expires", "Max-Age"} & {
        each.partition("=")[0] for each in given.split("; ")
    }
    assert browser.key not in again.headers["Location"]
    assert browser.get(f"{browser.root}/?key={browser.key}", Cookie=None).status == 403


STRANGERS = (
    {"Origin": "http://evil.example"},
    {"Origin": f"http://evil.example:{PORT}"},
    {"Origin": "null"},
    {"Origin": None},
    {"Origin": ""},
    {"Origin": "http://127.0.0.1"},
    {"Origin": f"http://127.0.0.1:{PORT + 1}"},
    {"Origin": f"https://127.0.0.1:{PORT}"},
    {"Origin": f"http://localhost:{PORT}"},
    {"Origin": f"http://127.0.0.1:{PORT}.evil.example"},
    {"Origin": f"http://127.0.0.1:{PORT}, http://evil.example"},
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"},
    {"Sec_Fetch_Site": "none, cross-site"},
)


@pytest.mark.parametrize("headers", STRANGERS)
def test_what_another_page_sends_is_refused(
    office: Office, browser: Inside, headers: dict[str, str | None]
) -> None:
    path = f"{browser.root}/do/receive"
    form = {"form": browser.get(path).hidden["form"], **RECEIPT}
    for target in (path, f"{browser.root}/turn/x", "/", "/nowhere", f"{browser.root}/"):
        reply = browser.post(target, form, **headers)
        assert reply.status == 403 and not is_page(reply) and is_guarded(reply)
    assert browser.office.work._turns == {}


def test_a_form_that_this_server_did_not_make_is_refused(office: Office, browser: Inside) -> None:
    path = f"{browser.root}/do/receive"
    good = browser.get(path).hidden["form"]
    token, _, mark = good.partition(".")
    other = Guard(PORT).form()
    for form in ("", ".", token, f"{token}.", f".{mark}", f"x{good}", f"{good}0", other, "é.é"):
        assert browser.post(path, {"form": form, **RECEIPT}).status == 403, form
    assert browser.post(path, RECEIPT).status == 403
    assert browser.post(f"{path}?form={good}", RECEIPT).status == 403
    assert browser.office.work._turns == {}


# -- what is answered --


def every_path(browser: Browser) -> list[str]:
    """An address of each page, with nothing in its parts that there is."""
    found = [f"{browser.root}{re.sub(r'<.*?>', 'msp12', rule)}" for rule in PAGES]
    return [*found, f"{browser.root}/do", f"{browser.root}/do/receive", f"{browser.root}/turn/x"]


def test_every_answer_forbids_frames_and_foreign_code(office: Office, browser: Inside) -> None:
    assert "'unsafe" not in HEADERS["Content-Security-Policy"]
    replies = [browser.get(path) for path in every_path(browser)]
    replies += [browser.get(path) for path in ("/", "/static/app.css", "/static/x", "/x", "//x/")]
    replies += [browser.ask(each, f"{browser.root}/") for each in ("PUT", "DELETE", "OPTIONS")]
    replies += [browser.get(browser.root), browser.get(f"/?key={browser.key}")]
    assert {200, 303, 308, 404, 405, 410} <= {each.status for each in replies}
    assert all(map(is_guarded, replies)), [each for each in replies if not is_guarded(each)]


@pytest.mark.slow
def test_so_does_what_the_server_refuses_by_itself(server: Outside) -> None:
    head = f"Host: 127.0.0.1:{server.port}\r\n"
    for attack, status in (
        ("nonsense\r\n\r\n", b"400"),
        (f"GET / HTTP/1.1\r\n{head}X: {'x' * 70000}\r\n\r\n", b"431"),
        (f"POST / HTTP/1.1\r\n{head}Content-Length: {LARGEST}\r\n\r\n", b"413"),
        (f"POST / HTTP/1.1\r\n{head}Content-Length: -1\r\n\r\n", b"400"),
        (f"POST / HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n", b"400"),
        (f"POST / HTTP/1.1\r\n{head}Transfer-Encoding: gzip\r\n\r\n", b"501"),
        (f"GET / HTTP/1.1\r\n{head}A: b\r\nA\nSet-Cookie: x=y\r\n\r\n", b"400"),
    ):
        answer = raw(server.port, attack)
        assert status in answer.partition(b"\r\n")[0], answer[:200]
        assert b"frame-ancestors 'none'" in answer and b"waitress" not in answer.lower()
    assert server.get(f"{server.root}/").status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PATCH", "OPTIONS", "CONNECT", "X"])
def test_another_method_does_nothing(office: Office, browser: Inside, method: str) -> None:
    form = {"form": browser.get(f"{browser.root}/do/receive").hidden["form"], **RECEIPT}
    body = "&".join(f"{name}={value}" for name, value in form.items()).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    reply = browser.ask(method, f"{browser.root}/do/receive", body, **kind)
    assert reply.status in (200, 405) and (method == "OPTIONS" or "no such page" in reply.said)
    assert body not in reply.content and b"Cookie" not in reply.content
    assert browser.ask(method, f"{browser.root}/do/receive", Origin=None).status == 403
    assert browser.office.work._turns == {}
    assert browser.ask("HEAD", f"{browser.root}/").content == b""


HOSTILE_PATHS = (
    "..",
    "../..",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/ledger.sqlite",
    "..%5c..%5cdata",
    "....//....//ledger.sqlite",
    "%00",
    "ledger.sqlite%00.css",
    "/etc/passwd",
    "C:%5cWindows%5cwin.ini",
    "%252e%252e%252fledger.sqlite",
    "~root",
    "data/issuer.toml",
    "<script>alert(1)</script>",
    "%0d%0aSet-Cookie:x=y",
    "{{7*7}}",
    "x" * 3000,
    "%ff%fe",
    "%E2%80%AE",
)


@pytest.mark.parametrize("path", HOSTILE_PATHS)
def test_no_address_leads_out_of_the_office(browser: Inside, path: str) -> None:
    rules = [rule.partition("<")[0] for rule in PAGES]
    for before in (
        "/",
        "/static/",
        *(f"{browser.root}{each}" for each in (*rules, "/do/", "/turn/")),
    ):
        reply = browser.get(f"{before.rstrip('/')}/{path}")
        assert reply.status in (303, 308) or 400 <= reply.status < 500, (before, path, reply)
        told = reply.content.decode()
        for leaked in ("root:x", "SQLite format", "beneficiary", "Traceback", "<script>alert"):
            assert leaked not in told
        assert "49" not in reply.said or "{{7*7}}" not in path
        if "Location" in reply.headers:  # never to another host
            assert reply.headers["Location"].startswith((f"http://127.0.0.1:{PORT}/", "/"))
            assert not reply.headers["Location"].startswith("//")
        assert "Set-Cookie" not in reply.headers


def test_no_page_lies_below_another_name(office: Office, browser: Inside) -> None:
    for path in every_path(browser):
        other = path.replace(browser.root, "/other", 1)
        assert browser.get(other).status == 404, other
    form = {"form": browser.get(f"{browser.root}/do/receive").hidden["form"], **RECEIPT}
    assert browser.post("/other/do/receive", form).status == 404
    assert browser.office.work._turns == {}


def test_a_page_that_fails_says_what_to_do_and_nothing_else(
    browser: Inside, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret\nof /home/clerk")

    monkeypatch.setattr(room, "tie_out", fail)
    reply = browser.get(f"{browser.root}/do")
    assert reply.status == 500 and is_guarded(reply) and "fault of ccmcost" in reply.said
    assert "All actions" in reply.said  # in the frame of all pages
    for internal in ("secret", "RuntimeError", "Traceback", "test_app_guard", ".py"):
        assert internal not in reply.content.decode()
    (line,) = capsys.readouterr().err.splitlines()
    assert (
        f"GET {browser.root}/do failed: RuntimeError (secret\\x0aof" in line and ".py, line" in line
    )


def test_a_folder_that_is_gone_is_told(office: Office) -> None:
    browser = Inside(Settings(data=(str(office.folder / "data"),)))
    (office.folder / "data").rename(office.folder / "moved")
    reply = browser.get(f"{browser.root}/")
    assert reply.status == 409 and is_guarded(reply) and "Traceback" not in reply.said
    assert "there is no folder" in reply.said
    (office.folder / "moved").rename(office.folder / "data")
    assert browser.get(f"{browser.root}/").status == 200


def test_read_only_refuses_every_form(office: Office) -> None:
    browser = Inside(Settings(read_only=True))
    for path in (f"{browser.root}/do/receive", f"{browser.root}/turn/x"):
        form = {"form": browser.guard.form(), "file": ("a.csv", b"x"), "stop": "yes", **RECEIPT}
        reply = browser.post(path, form)
        assert reply.status == 405 and "--read-only" in reply.said
    assert "disabled" in browser.get(f"{browser.root}/do/receive").content.decode()
    found = browser.office
    assert found.work._turns == {} and found.uploads._paths == {}
    assert browser.get(f"{browser.root}/").status == 200
