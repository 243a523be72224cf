"""Attacks by what is written into forms: a value is a value, a line is recorded once, and nobody
says yes to anything but what was shown.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from ccmcost.app.forms import NEVER, NO_FORM, command_of, commands_below, is_asked, line_of
from ccmcost.app.office import Settings
from ccmcost.cli.commands import COMMANDS
from tests.app_browser import RECEIPT, Inside, copied, inside, is_harmless
from tests.ledger_office import Office

ASKED = "Record this?"
FORMS = [words for name in COMMANDS if name not in NO_FORM for words, _ in commands_below(name)]
SMUGGLED = (
    "--yes",
    "--data=/etc",
    "--help",
    "-h",
    "-y",
    "--",
    "- -yes",
    "\u2014yes",
    "x --yes",
    "=x",
    "$(id)",
    "`id`; id | id",
    "'--yes'",
    "%2d%2dyes",
    "@/etc/passwd",
)
MARKUP = (
    '"><script>alert(1)</script>',
    "</textarea></select></pre></title><img src=x onerror=alert(1)>",
    "' onfocus=alert(1) autofocus x='",
    "javascript:alert(1)",
    "{{ 7*1429637 }}{% raw %}",
    "<!--",
    "&lt;b&gt;",
)


@pytest.fixture
def office(billed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    return copied(billed, tmp_path, monkeypatch)


@pytest.fixture
def browser(office: Office) -> Iterator[Inside]:
    with inside() as made:
        yield made


def events(office: Office) -> list[tuple[int, str]]:
    with closing(connect(office.folder / "ledger.sqlite")) as connection:
        return connection.execute("SELECT seq, kind FROM event ORDER BY seq").fetchall()


# -- a value is a value --


@pytest.mark.parametrize("words", FORMS, ids=" ".join)
def test_nothing_that_is_written_becomes_an_option(words: tuple[str, ...]) -> None:
    command = command_of(words)
    assert command is not None
    for text in SMUGGLED:
        for one in filter(is_asked, command.parameters):
            if one.kind is bool:
                continue
            line = line_of(words, command, {one.name: (text,), "kept:" + one.name: (text,)}, str)
            said = {(each.name, each.words[-1]) for each in line.pieces}
            assert said == {(one.name, text)} and len(line.pieces) <= 2
            assert {name for name, _ in line.faults} <= {one.name}
            line.close()


@pytest.mark.parametrize("words", FORMS, ids=" ".join)
def test_what_no_form_asks_is_left_out_and_no_file_is_named(words: tuple[str, ...]) -> None:
    command = command_of(words)
    assert command is not None
    mine = dict.fromkeys((*NEVER, "file", "listed", "participants"), ("/etc/passwd",))
    line = line_of(words, command, {**mine, "data:x": ("y",), "out:x": ("y",)})
    said = {each.name for each in line.pieces}
    line.close()
    assert said <= {"yes", "file", "participants"}
    if "yes" in said:
        assert words == ("match",)
    if said & {"file", "participants"}:  # a file that is to be written, or several names
        assert words in (("ledger", "export"), ("ledger", "backup"), ("compare",))


@pytest.mark.slow
def test_a_form_sent_by_hand_still_asks_and_stays_in_the_office(
    office: Office, browser: Inside, tmp_path: Path
) -> None:
    before = events(office)
    more = {"data": str(tmp_path), "yes": "yes", "dry_run": "yes", "out": "/tmp", "format": "csv"}
    asked = browser.do("receive", **RECEIPT, **more)
    assert ASKED in asked.said and str(tmp_path) not in asked.said.partition(ASKED)[0]
    assert events(office) == before
    path = f"{browser.root}/do/receive?data={tmp_path}&amount=7.00"
    assert 'value="7.00"' in browser.get(path).content.decode()


@pytest.mark.slow
def test_the_folder_and_the_form_count_and_not_the_environment(
    office: Office, billed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCMCOST_DATA", str(billed / "data"))
    monkeypatch.setenv("CCMCOST_REQUEST", "of-whoever-started-it")
    before = (billed / "ledger.sqlite").read_bytes()
    with inside(Settings(data=(str(office.folder / "data"),))) as browser:
        for number in (3, 4):
            done = browser.do(
                "receive", ["y"], **RECEIPT | {"amount": f"{number}.00", "reference": f"B{number}"}
            )
            assert f"event {number}" in done.said
    assert len(events(office)) == 4 and (billed / "ledger.sqlite").read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "field"), [("ledger export", "file"), ("ledger backup", "file"), ("issue", "rule")]
)
def test_a_file_that_is_named_lies_in_the_office(
    office: Office, browser: Inside, command: str, field: str
) -> None:
    for name in (
        "/tmp/x.json",
        "../x.json",
        "a/../../x.json",
        "~/x.json",
        "C:\\x.json",
        "c:x.json",
        "\\\\host\\x.json",
        "..\\x.json",
        " /tmp/x.json",
        "..",
    ):
        reply = browser.do(command, **{field: name})
        assert reply.status == 422 and "Write the name of a file in the folder" in reply.said, name
    assert browser.office.work._turns == {}


@pytest.mark.slow
def test_a_file_field_takes_a_file_and_no_name_of_one(office: Office, browser: Inside) -> None:
    (office.folder / "bank.csv").write_text("statement,line\n")
    for named in (
        {"file": "bank.csv"},
        {"file": "/etc/passwd"},
        {"file": "-"},
        {"kept:file": "/etc/passwd"},
        {"kept:file": "../../office/bank.csv"},
        {"kept:file": str(office.folder / "bank.csv")},
    ):
        reply = browser.do("import receipts", **named, recorded_by="A. Clerk")
        assert reply.status == 422 and "FILE is missing" not in reply.said.replace(
            "is missing: ", ""
        )
        assert "root:" not in reply.said and len(events(office)) == 2


@pytest.mark.slow
def test_words_that_a_shell_or_the_framework_knows_are_texts(
    office: Office, browser: Inside
) -> None:
    for text in ("--help", "-h", "--"):
        reply = browser.do("show", meeting=text)
        assert reply.status == 422 and "no meeting" in reply.said, (text, reply.said)
    done = browser.do("receive", ["y"], **{**RECEIPT, "reference": "$(id) --yes\n--data=/etc"})
    assert "was recorded" in done.said or "event 3" in done.said
    assert "$(id) --yes,--data=/etc" in office.ok("ledger list --format json")


def test_what_is_left_out_gives_its_place_to_nothing_else(office: Office, browser: Inside) -> None:
    reply = browser.do("receive", **RECEIPT | {"meeting": ""})
    assert reply.status == 422 and "SWE" not in reply.said.partition("Nothing was done yet")[0]
    faulty = [said["id"] for tag, said in reply.page.tags if said.get("aria-invalid")]
    assert faulty == ["f-meeting"] and browser.office.work._turns == {}


# -- nothing that is written is part of a page --


@pytest.mark.slow
@pytest.mark.parametrize("words", FORMS, ids=" ".join)
def test_markup_in_every_field_is_shown_as_it_was_written(
    office: Office, browser: Inside, words: tuple[str, ...]
) -> None:
    from urllib.parse import urlencode

    command = command_of(words)
    assert command is not None
    names = [one.name for one in command.parameters if is_asked(one)]
    for text in MARKUP:
        query = urlencode(dict.fromkeys(names, text) | {text: text})
        reply = browser.get(f"{browser.root}/do/{'/'.join(words)}?{query}")
        assert reply.status == 200 and is_harmless(reply)
        assert "10007459" not in reply.content.decode()
    if words != ("init",):
        reply = browser.do(" ".join(words), **dict.fromkeys(names, MARKUP[0]))
        assert is_harmless(reply), words


@pytest.mark.slow
def test_markup_in_the_data_is_shown_as_it_stands(office: Office) -> None:
    from ccmcost.app.pages import PAGES

    bad = MARKUP[0]
    office.ok(f"record unidentified 9.00 --on 2024-03-05 --reference {shlex.quote(bad)}")
    office.ok(f"receive msp12 SWE 3.00 --on 2024-03-05 --reference {shlex.quote(MARKUP[1])}")
    meetings = office.folder / "data" / "meetings.toml"
    text = re.sub(r'city = "[^"]*"', f"city = '{MARKUP[1]}'", meetings.read_text("utf-8"))
    meetings.write_text(text, "utf-8")
    issuer = office.folder / "data" / "issuer.toml"
    issuer.write_text(issuer.read_text().replace("Bank of Examples", MARKUP[1]))
    with inside() as browser:
        seen = ""
        for rule in PAGES:
            path = rule.replace("<meeting>", "msp12").replace("<event>", "3")
            reply = browser.get(f"{browser.root}{re.sub('<.*?>', 'SWE', path)}")
            if "text/html" in reply.headers["Content-Type"]:
                assert is_harmless(reply), path
                seen += reply.said
        for line in ("meetings", "show", "ledger list", "match", "statement", "cost lines"):
            reply = browser.do(line, meeting="msp12", state="SWE", who="SWE", **{"yes": ""})
            assert is_harmless(reply), line
            seen += reply.said
        assert bad in seen and MARKUP[1] in seen


# -- once, and only what was shown --


@pytest.mark.slow
def test_the_same_form_twice_is_recorded_once(office: Office, browser: Inside) -> None:
    """By Back, by Reload, by a second window: the second one says which event it was."""
    path = f"{browser.root}/do/receive"
    form = {"form": browser.get(path).hidden["form"], **RECEIPT}
    first, first_at = browser.followed(browser.post(path, form)), browser.at
    second, second_at = browser.followed(browser.post(path, form)), browser.at
    assert ASKED in first.said and ASKED in second.said and first_at != second_at
    yes = {"form": first.hidden["form"], "answer": "y"}
    done = browser.followed(browser.post(first_at, yes))
    assert "event 3" in done.said
    for at in (first_at, second_at):
        again = browser.followed(browser.post(at, yes))
        assert "This was recorded already, as event 3" in again.said
    again = browser.followed(browser.post(path, form))
    assert "This was recorded already, as event 3" in again.said
    other = {**form, "amount": "6.00", "reference": "ANOTHER"}
    assert "recorded already" in browser.followed(browser.post(path, other)).said
    assert len(events(office)) == 3
    assert ASKED in browser.do("receive", **RECEIPT | {"amount": "6.00"}).said  # a new form


@pytest.mark.slow
def test_what_has_changed_since_is_shown_again(office: Office, browser: Inside) -> None:
    asked, at = browser.do("receive", **RECEIPT), browser.at
    office.ok("receive msp12 SWE 7.00 --on 2024-03-06 --reference OTHER")
    before = events(office)
    sent = {"form": asked.hidden["form"], "answer": "y"}
    again = browser.followed(browser.post(at, sent))
    assert "has changed since. Nothing was done" in again.said and ASKED in again.said
    assert events(office) == before
    done = browser.followed(browser.post(browser.at, {**sent, "form": again.hidden["form"]}))
    assert "event 4" in done.said


@pytest.mark.slow
def test_the_time_that_passes_changes_nothing_that_was_shown(
    office: Office, browser: Inside
) -> None:
    """The clock is said to the second where it is doubted."""
    office.on("2044-03-01")
    asked = browser.do("receive", **RECEIPT)
    assert "Check the clock" in asked.said
    office.patch.setenv("SOURCE_DATE_EPOCH", str(2340480000 + 1001))
    sent = {"form": asked.hidden["form"], "answer": "it is right"}
    again = browser.followed(browser.post(browser.at, sent))
    assert ASKED in again.said and "has changed since" not in again.said


@pytest.mark.slow
def test_no_is_no(office: Office, browser: Inside) -> None:
    before = events(office)
    for answer in ("n", "yes, please"):
        reply = browser.do("receive", [answer], **RECEIPT)
        assert events(office) == before and "Traceback" not in reply.said
