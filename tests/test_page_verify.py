"""A notice that is dropped on the page for delegates: recalculated and held against the list of the
office, in Chromium, without a network.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ccmcost.documents.page.files import PageWish, write_page
from ccmcost.sharing.request import Request
from ccmcost.words.catalogue import LANGUAGES, catalogue
from ccmcost.workspace import open_workspace
from tests.browser import CHROMIUM, MISSING, chromium
from tests.conftest import DATA, ROOT
from tests.notice_forgeries import ATTACHED, REMADE, TEXT, UNPROVED, genuine, genuine_draft, printed
from tests.pdfs import need_chinese

NODE = shutil.which("node")
MEETINGS = ("msp10", "msp12", "rc2")
NOT_OF_DATA = ("data, day", "data, other form", "data, another file", "data, text of the amount")
"""What the command finds and the page does not, as it says."""
UNSEEN = ("addressee", "rate", "annex, step", "annex, total", "result")
"""Texts that the page does not compare, as it says."""


@pytest.mark.skipif(NODE is None, reason="node is missing: Debian package nodejs")
@pytest.mark.slow
def test_the_hash_of_the_page_is_sha_256(tmp_path: Path) -> None:
    sizes = (0, 1, 55, 56, 63, 64, 65, 119, 1000, 70_000)
    script = tmp_path / "hash.mjs"
    module = (ROOT / "ccmcost/assets/page/sha256.js").as_uri()
    script.write_text(
        f'import {{ sha256 }} from "{module}";\n'
        f"for (const size of {list(sizes)})\n"
        "  console.log(sha256(new Uint8Array(size).fill(size)));\n",
        encoding="utf-8",
    )
    done = subprocess.run([str(NODE), str(script)], capture_output=True, text=True, check=True)
    wanted = [hashlib.sha256(bytes([size % 256]) * size).hexdigest() for size in sizes]
    assert done.stdout.split() == wanted


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip(MISSING)
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for meeting in MEETINGS:
        request = Request(cost="412345.67")
        write_page(open_workspace(DATA), meeting, request, PageWish(), folder)
    return folder


DROP = """drops => {
  const place = document.getElementById("verify-hint");
  for (const files of drops) {
    const dataTransfer = new DataTransfer();
    for (const [name, bytes] of files) {
      dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
    }
    for (const kind of ["dragover", "drop"]) {
      const happens = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer });
      if (place.dispatchEvent(happens)) throw new Error(`the page leaves ${kind} to the browser`);
    }
  }
}"""
"""Files dragged over the words of the section and let go there, once or several times."""
File = tuple[str, bytes]


class Desk:
    """The page of a meeting, on which files are dropped."""

    def __init__(self, browser: Any, path: Path, language: str = "en") -> None:
        self.page = browser.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(f"{path.as_uri()}#lang={language}")

    def verify(self, content: bytes, listed: str = "") -> tuple[str, str]:
        """The verdict and what is said beside it."""
        self.page.evaluate("document.getElementById('verified').hidden = true")
        issued = {"name": "SHA256SUMS.txt", "mimeType": "text/plain", "buffer": listed.encode()}
        self.page.set_input_files("#issued", [issued] if listed else [])
        notice = {"name": "n.pdf", "mimeType": "application/pdf", "buffer": content}
        self.page.set_input_files("#notice", [])
        self.page.set_input_files("#notice", [notice])
        self.page.wait_for_selector("#verified:not([hidden])", timeout=30_000)
        return self.page.inner_text("#verdict"), self.page.inner_text("#checked")

    def drop(self, *drops: tuple[File, ...]) -> tuple[str, str]:
        """The same for files that are let go over the section, each drop right after the other."""
        self.page.evaluate("document.getElementById('verified').hidden = true")
        thrown = [[(name, list(content)) for name, content in files] for files in drops]
        self.page.evaluate(DROP, thrown)
        self.page.wait_for_selector("#verified:not([hidden])", timeout=30_000)
        return self.page.inner_text("#verdict"), self.page.inner_text("#checked")

    def close(self) -> None:
        assert self.complaints == []
        assert [url for url in self.asked if not url.startswith(("file:", "blob:"))] == []
        self.page.close()


def listing(*contents: bytes) -> str:
    return "".join(f"{hashlib.sha256(each).hexdigest()}  x.pdf\n" for each in contents)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "meeting"), [*zip(LANGUAGES, (*MEETINGS, *MEETINGS), strict=True)]
)
def test_true_notices_of_three_meetings(
    browser: Any, folder: Path, language: str, meeting: str
) -> None:
    if language == "zh":
        need_chinese()
    words = catalogue(language, "proof", "page")
    desk = Desk(browser, folder / f"{meeting}.html", language)
    for kind in ("notice", "annex"):
        content = genuine(kind, language, meeting=meeting)
        verdict, told = desk.verify(content)
        assert verdict == words["page_verify_consistent"], (kind, told)
        assert words["page_verify_text"] in told and words["page_verify_not_here"] in told
        verdict, told = desk.verify(content, listing(content))
        assert "Office of Examples" in verdict and "SHA256SUMS.txt" in verdict, told
        assert words["proof_list_source"] in told
    desk.close()


@pytest.mark.slow
def test_forged_notices_are_named_or_unproved(browser: Any, folder: Path) -> None:
    desk = Desk(browser, folder / "msp12.html")
    words = catalogue("en", "proof", "page")
    list_of_office = listing(genuine(), genuine("annex"))
    for forgery in (*TEXT, *ATTACHED, *REMADE, *UNPROVED):
        forged = forgery.make()
        verdict, told = desk.verify(forged)
        if forgery.name in (*NOT_OF_DATA, *UNSEEN) or forgery in UNPROVED:
            assert verdict in (words["proof_refused"], words["page_verify_consistent"]), told
        else:
            assert verdict == words["proof_refused"], (forgery.name, told)
        verdict, told = desk.verify(forged, list_of_office)
        assert verdict == words["proof_refused"] and "does not contain this file" in told
    desk.close()


@pytest.mark.slow
def test_a_draft_is_true_and_never_issued(browser: Any, folder: Path) -> None:
    """Its issuer leaves the address of the bank empty, which is nothing to look for."""
    words = catalogue("en", "proof", "page")
    draft, listed = genuine_draft(), words["proof_unissued_listed"].partition("(")[0]
    for meeting in ("msp12", "msp10"):
        desk = Desk(browser, folder / f"{meeting}.html")
        for list_of_office in ("", listing(draft)):
            verdict, told = desk.verify(draft, list_of_office)
            assert verdict == words["page_verify_unissued"], told
            assert (listed in told) is bool(list_of_office)
            assert (words["page_verify_text"] in told) is (meeting == "msp12")
            assert (words["page_verify_other"] in told) is (meeting != "msp12")
        desk.close()


@pytest.mark.slow
def test_what_is_dropped_is_told_as_what_is_chosen(browser: Any, folder: Path) -> None:
    chosen, dropped = (Desk(browser, folder / "msp12.html") for _ in range(2))
    notice, forged = genuine(), TEXT[0].make()
    sums = listing(notice)
    for content, listed in ((notice, ""), (forged, ""), (notice, sums), (forged, sums)):
        office = (("SHA256SUMS.txt", listed.encode()),) if listed else ()
        told = dropped.drop((*office, ("CCM-MSP12-JPN.pdf", content)))
        assert told == chosen.verify(content, listed)
    # the answer is on what was dropped last, though the first takes longer
    told = dropped.drop((("CCM-MSP12-JPN.pdf", notice),), (("n.pdf", b""),))
    dropped.page.wait_for_timeout(1000)
    assert told == chosen.verify(b"", sums)
    assert dropped.page.inner_text("#verdict") == told[0]
    # the list that lies there counts for the next notice
    assert dropped.drop((("other.PDF", notice),)) == chosen.verify(notice, sums)
    assert "Office of Examples" in dropped.page.inner_text("#verdict")
    dropped.page.set_input_files("#notice", [])
    assert not dropped.page.is_visible("#verified")
    for desk in (chosen, dropped):
        desk.close()


@pytest.mark.slow
def test_of_an_arabic_notice_is_told_what_the_page_cannot_compare(
    browser: Any, folder: Path
) -> None:
    """Figures, reference and bank details run from left to right and are compared; dates not."""
    desk = Desk(browser, folder / "msp12.html", "ar")
    words = catalogue("ar", "proof", "page")
    unread = words["page_verify_unread"].partition("{")[0]
    verdict, told = desk.verify(genuine(language="ar"))
    assert verdict == words["page_verify_consistent"] and unread in told
    assert "1 أيار/مايو 2024" in told and "SAMPXX00" not in told
    for place, new in (
        ("key/amount", "73\u00a0475,76\u00a0USD"),
        ("key/facts/1/1", "CCM-MSP12-FRA"),
        ("payment/details/3/1", "XX00 9999 5678"),
    ):
        verdict, told = desk.verify(printed(place, new, language="ar")())
        assert verdict == words["proof_refused"], place
    day = printed("key/facts/0/1", "1 آذار/مارس 2024", language="ar")()
    assert desk.verify(day)[0] == words["page_verify_consistent"]
    assert "1 أيار/مايو 2024" in desk.page.inner_text("#checked")
    desk.close()
    desk = Desk(browser, folder / "msp12.html")
    assert (
        catalogue("en", "page")["page_verify_unread"].partition("{")[0]
        not in (desk.verify(genuine())[1])
    )
    desk.close()


@pytest.mark.slow
def test_what_the_page_cannot_read_is_said(browser: Any, folder: Path) -> None:
    desk = Desk(browser, folder / "msp12.html")
    words = catalogue("en", "proof", "page")
    half = genuine()[: len(genuine()) // 2]
    for unreadable in (b"no PDF at all", b"\x89PNG\r\n\x1a\n", half):
        verdict, told = desk.verify(unreadable)
        assert verdict == words["proof_refused"] and words["page_verify_unread_file"] in told
    verdict, told = desk.verify(genuine(), "no list")
    assert verdict == words["proof_refused"] and words["page_verify_no_list"] in told
    other = genuine(meeting="msp10")
    assert desk.verify(other)[0] == words["page_verify_other"]
    assert words["page_verify_other"] in desk.verify(other, listing(genuine()))[1]
    verdict, _ = desk.verify(other, listing(other))
    assert verdict.startswith("Issued, but not recalculated")
    assert words["page_verify_large"] in desk.verify(bytes(8 * 1024 * 1024 + 1))[1]
    desk.page.select_option("#language", "fr")
    assert desk.page.inner_text("#verdict") == catalogue("fr", "proof")["proof_refused"]
    desk.close()
