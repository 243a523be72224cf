"""Attacks on the office in Chromium: nothing that is written is run, and a page of another server
that is open in the same browser can neither read, send nor frame anything.
"""

from __future__ import annotations

import shlex
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.app_browser import RECEIPT, Outside, copied
from tests.app_processes import events
from tests.browser import chromium
from tests.ledger_office import Office

pytestmark = pytest.mark.slow
CODE = '"><img src=x onerror=alert(1)><script>alert(1)</script><svg onload=alert(1)>'


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office.billed(tmp_path / "kept", monkeypatch)
    return copied(made.folder, tmp_path, monkeypatch)


@pytest.fixture
def server(office: Office) -> Iterator[Outside]:
    made = Outside(office.folder)
    yield made
    made.end()


def test_nothing_that_was_written_runs(office: Office, server: Outside, tmp_path: Path) -> None:
    office.ok(f"record unidentified 9.00 --on 2024-03-05 --reference {shlex.quote(CODE)}")
    office.ok(f"receive msp12 SWE 3.00 --on 2024-03-05 --reference {shlex.quote(CODE)}")
    hostile = tmp_path / CODE.replace("/", "")
    hostile.write_text("no list")
    ran: list[str] = []
    asked: set[str] = set()
    with chromium() as browser:
        page = browser.new_page()
        page.on("dialog", lambda each: (ran.append(each.message), each.dismiss()))
        page.on("request", lambda each: asked.add(each.url.partition("?")[0]))
        page.goto(f"http://127.0.0.1:{server.port}/?key={server.key}")
        here = f"http://127.0.0.1:{server.port}{server.root}"
        query = urlencode(dict.fromkeys(RECEIPT, CODE))
        for path in (
            "/",
            f"/do/receive?{query}",
            f"/meeting/msp12?{urlencode({'cost': CODE, 'rule': CODE, 'with': CODE})}",
            "/receipts",
            "/ledger",
            "/ledger/3",
            "/state/SWE",
            f"/states?{urlencode({'find': CODE})}",
            f"/ledger?{urlencode({'text': CODE})}",
        ):
            page.goto(f"{here}{path}")
            page.wait_for_load_state("networkidle")
        page.goto(f"{here}/do/receive")
        for name in ("reference", "recorded_by", "meeting", "state", "amount", "on"):
            field = page.locator(f"[name={name}]")
            if field.evaluate("each => each.tagName") == "INPUT":
                field.evaluate("(each, text) => { each.type = 'text'; each.value = text }", CODE)
        page.click("main form button[type=submit]")
        assert CODE in page.content() or "&lt;img" in page.content()
        page.goto(f"{here}/do/import/receipts")
        page.set_input_files("input[type=file]", str(hostile))
        page.click("main form button[type=submit]")
        page.wait_for_load_state("networkidle")
        added = page.evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit=1\">')"
            " || new Promise(done => setTimeout(() => done(window.hit), 500))"
        )
        assert added is None  # the policy stops what would have been written into a page too
    assert ran == []
    assert all(url.startswith((f"http://127.0.0.1:{server.port}/", "data:")) for url in asked)


EVIL = """<!doctype html><title>evil</title><iframe id="f" src="{here}{root}/"></iframe>
<form id="x" method="post" action="{here}{root}/do/receive" target="t">{fields}</form>
<iframe name="t"></iframe><script>
window.got = [];
const say = what => window.got.push(what);
(async () => {{
  for (const mode of ["cors", "no-cors"])
    for (const method of ["GET", "POST"])
      try {{
        const form = new URLSearchParams({{form: "{token}", meeting: "msp12"}});
        const body = method == "POST" ? form : null, credentials = "include";
        const told = await fetch("{here}{root}/do/receive", {{method, mode, body, credentials}});
        say(await told.text());
      }} catch (error) {{ say("refused"); }}
  document.getElementById("x").submit();
  setTimeout(() => {{
    let framed = "refused";
    const frame = document.getElementById("f");
    try {{ framed = frame.contentDocument.body.innerText; }} catch (error) {{}}
    say(framed);
    window.done = true;
  }}, 1500);
}})();
</script>"""


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_a_page_of_another_server_reaches_nothing(
    office: Office, server: Outside, name: str
) -> None:
    """Of another site, which gets no cookie; and of another port of this machine, which does."""
    token = server.get(f"{server.root}/do/receive").hidden["form"]  # even if it leaked
    fields = {"form": token, **RECEIPT}
    here = f"http://127.0.0.1:{server.port}"
    inputs = "".join(f'<input name="{key}" value="{text}">' for key, text in fields.items())
    evil = EVIL.format(here=here, root=server.root, fields=inputs, token=token).encode()

    class Evil(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(evil)

        def log_message(self, *_: object) -> None:
            pass

    other = ThreadingHTTPServer(("127.0.0.1", 0), Evil)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    before = events(office)
    with chromium() as browser:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{here}/?key={server.key}")
        assert page.title()
        answers: list[tuple[str, int]] = []
        attack = context.new_page()
        attack.on("response", lambda each: answers.append((each.request.method, each.status)))
        attack.goto(f"http://{name}:{other.server_address[1]}/")
        attack.wait_for_function("window.done", timeout=30_000)
        got = attack.evaluate("window.got")
        assert not [text for text in got if "msp12" in text or "Record" in text], got
        assert not attack.frames[1].url.startswith(here) or "refused" in got[-1]
        posts = [status for method, status in answers if method == "POST"]
        assert posts and set(posts) == {403}, answers
        page.reload()
        assert page.locator("h1").count() == 1  # who has the link goes on
    other.shutdown()
    assert events(office) == before
