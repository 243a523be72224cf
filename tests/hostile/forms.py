"""Requests that the pages of the office were not made for: fields missing, doubled, huge or of
other types, forged tokens, paths, uploads, cookies, methods and headers.

The pages are asked in this process. What a form may run is run here too, in place of a process of
its own.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from typing import Any
from urllib.parse import quote

from tests.hostile.nasty import DATES, NUMBERS, PATHS, TEXTS, bent, value
from tests.hostile.room import Case, Dice, Room
from tests.hostile.texts import LEDGER, RECEIPTS

_PAGES = (
    *("/", "/take", "/receipts", "/meeting/{m}", "/meeting/{m}/{s}", "/meeting/{m}/compare"),
    *("/meeting/{m}/whatif", "/meeting/{m}/joining", "/meeting/{m}/apportionment.csv", "/status"),
    *(
        "/status/{f}",
        "/states",
        "/state/{s}",
        "/state/{s}/{f}",
        "/file/{f}",
        "/files",
        "/files/{f}",
    ),
    *("/draft/{f}", "/help/{t}", "/ledger", "/ledger/{n}", "/ledger/events/{t}", "/do", "/do/{c}"),
    *("/turn/{t}", "/static/app.js", "/{t}", "/meeting/{m}/notice/{s}.pdf"),
)
_ASKED = (
    "as_at",
    "known_on",
    "state",
    "kind",
    "meeting",
    "cost",
    "without",
    "with",
    "rule",
    "page",
)
_ASKED += (
    "scale",
    "lang",
    "since",
    "until",
    "amount",
    "edit",
    "ticked",
    "nothing",
    "sort",
    "event",
)
_FILES = ("2024/SHA256SUMS.txt", "register.csv", "status.csv", "2024/manifest.json", "x.csv")
_COMMANDS: Mapping[str, Mapping[str, str]] = {
    "receive": {"meeting": "msp12", "state": "SWE", "amount": "5.00", "on": "2024-03-05",
                "reference": "BANK 1"},
    "record/unidentified": {"amount": "5.00", "on": "2024-03-05", "reference": "X"},
    "record/reverse": {"event": "3", "on": "2024-06-01", "reason": "R"},
    "record/write-off": {"meeting": "msp12", "state": "AUS", "amount": "1", "on": "2024-06-01",
                         "document": "D", "approved_by": "B"},
    "cost/set": {"meeting": "msp13", "status": "estimate", "amount": "1,000", "source": "D",
                 "adopted_on": "2024-01-01"},
    "meeting/set": {"meeting": "msp13", "city": "Vientiane", "country": "Lao"},
    "meeting/add": {"meeting": "msp14", "name": "Fourteenth", "start": "14.09.2026", "source": "L"},
    "import/receipts": {"dry_run": "yes"},
    "import/costs": {"meeting": "msp13", "document": "D", "adopted_on": "2024-01-01"},
    "import/participants": {"meeting": "msp11", "dry_run": "yes"},
    "apportion": {"meeting": "msp11", "no_files": "yes"},
    "issue": {"name": "msp12", "rule": "article-14-1", "adopted_by": "D, para. 1",
              "approved_by": "B", "issued_on": "2024-02-01", "pay_by": "2024-05-01"},
    "match": {},
    "init": {"folder": "x"},
    "ledger/export": {"file": "x.json"},
    "settle": {"meeting": "msp12", "adopted_by": "D", "approved_by": "B"},
}  # fmt: skip
_UPLOADS = ("import/receipts", "import/costs", "import/participants", "match", "receive")


_WRITES = (*LEDGER, "office/data", "office/reports", "office/drafts")
_WRITES += ("office/.ccmcost-remembered.json",)


class AtOnce:
    """A line that is run in this process, in the place of `Turn`."""

    def __init__(self, line: Any) -> None:
        from ccmcost.app.turn import take
        from ccmcost.app.work import _read
        from ccmcost.cli import asking

        self.id, self.line, self.progress = os.urandom(8).hex(), line, ""
        streams = sys.stdin, sys.stdout, sys.stderr, sys.argv
        try:
            told = take([*line.words], [*line.answers])
        except SystemExit as end:
            told = {"code": int(end.code or 0), "message": ""}
        finally:
            sys.stdin, sys.stdout, sys.stderr, sys.argv = streams
            asking._Asked.form = False  # the next line is typed, not filled in
        told = json.loads(json.dumps(told))
        assert told.get("code") in (0, 1, 2), told
        self.done = _read(told)

    def wait(self, seconds: float) -> bool:
        return True

    def stop(self) -> None:
        pass


def _word(dice: Dice, usual: str) -> str:
    if dice.random() < 0.6:
        return usual
    return dice.choice(
        (bent(usual, dice), value(dice), *map(dice.choice, (DATES, NUMBERS, PATHS, TEXTS)))
    )[:50_000]


def _path(dice: Dice) -> str:
    parts = {
        "m": ("msp11", "msp12", "rc1"),
        "s": ("SWE", "AUS", "JPN"),
        "f": _FILES,
        "t": ("method", "csv", "x"),
        "n": ("3", "4", "999"),
        "c": tuple(_COMMANDS),
    }
    found = dice.choice(_PAGES)
    for key, words in parts.items():
        if f"{{{key}}}" in found:
            word = _word(dice, dice.choice(words))
            found = found.replace(f"{{{key}}}", quote(word.encode("utf-8", "replace"), safe="/.%"))
    return found


def _query(dice: Dice) -> str:
    usual = ("2024-06-30", "SWE", "msp12", "1000", "x", "")
    asked = [
        f"{dice.choice(_ASKED)}={quote(_word(dice, dice.choice(usual)).encode('utf-8', 'replace'))}"
        for _ in range(dice.choice((0, 1, 1, 3, 200)))
    ]
    return ("?" + "&".join(asked)) if asked else ""


def _fields(dice: Dice, command: str) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: _word(dice, text) if dice.random() < 0.3 else text
        for name, text in {**_COMMANDS[command], "recorded_by": "A. Clerk"}.items()
        if dice.random() < 0.93
    }
    for _ in range(dice.choice((0, 0, 1, 3))):
        how, name = dice.randrange(6), dice.choice(sorted(fields) or ["amount"])
        if how == 0:
            fields[name] = [str(fields.get(name, "")), value(dice)]
        elif how == 1:
            fields[value(dice)[:200]] = "x"
        elif how == 2:
            fields[dice.choice(("data", "yes", "out", "dry_run", "help", "kept:file"))] = value(
                dice
            )
        elif how == 3:
            fields[name] = "A" * dice.choice((10_000, 1_000_000))
        elif how == 4:
            fields[f"kept:{dice.choice(('file', 'list', name))}"] = _word(dice, "/etc/passwd")
        else:
            fields["begin"] = "yes"
    if command in _UPLOADS:
        from tests.hostile.nasty import broken
        from tests.hostile.texts import bent_table

        content = bent_table(RECEIPTS, dice)
        content = broken(content, dice) if dice.random() < 0.3 else content
        fields["file"] = (_word(dice, "x.csv")[:300] or "x", content)
    return fields


class Faulty(AssertionError):
    """An answer that no page may give."""


class Refusal(Exception):
    """A page that says why nothing was done."""


def _answered(reply: Any) -> None:
    from tests.app_browser import is_guarded, is_harmless

    if reply.status >= 500 and reply.status != 503:
        raise Faulty(f"status {reply.status}: {reply.content[:500]!r}")
    if reply.status not in range(300, 400) and "text/html" in reply.headers.get("Content-Type", ""):
        is_harmless(reply)
    if not is_guarded(reply):
        raise Faulty(f"an answer without its headers: {reply.headers}")
    if b"Traceback" in reply.content:
        raise Faulty("a traceback")


def forms_case(dice: Dice, room: Room) -> Case:
    """A page that is asked for, or a form that is sent."""
    plan, writes = Plan(dice), list[str]()
    writes += _WRITES if plan.is_sent else ()
    if plan.is_sent and plan.command in ("init", "ledger/export"):
        writes = [""]
    return Case((), {}, tuple(writes), plan.what, call=plan.done)


class Plan:
    """What is asked, chosen before anything is asked."""

    def __init__(self, dice: Dice) -> None:
        self.command, self.fields = "", dict[str, Any]()
        self.method = "GET"
        chance = dice.random()
        self.path = _path(dice) + _query(dice)
        self.token: str | None = None
        self.headers: dict[str, str | None] = {}
        self.answer = ""
        self.is_sent = chance > 0.5
        self.what = self.path.partition("?")[0].split("/")[1] if not self.is_sent else "form"
        if self.is_sent:
            self.command = dice.choice(sorted(_COMMANDS))
            self.method, self.path = "POST", f"/do/{self.command}"
            self.fields = _fields(dice, self.command)
            self.answer = dice.choice(("y", "y", "n", "", _word(dice, "yes")))
            self.what = self.command
        self.is_forged = dice.random() < 0.15
        if self.is_forged:
            self._forge(dice)

    def _forge(self, dice: Dice) -> None:
        how = dice.randrange(6)
        bad = dice.choice(("", "x", "x.y", "é", "0" * 5000, "." * 9, value(dice)[:500]))
        plain = "".join(each for each in bad if each.isprintable()).encode("utf-8", "ignore")
        text = plain.decode("latin-1")
        if how == 0:
            self.token = bad
        elif how == 1:
            self.headers = {"Origin": dice.choice(("http://evil.example", "null", text))}
        elif how == 2:
            self.headers = {"Host": dice.choice(("evil.example", "127.0.0.1", text or "x"))}
        elif how == 3:
            self.headers = {"Cookie": dice.choice((None, "ccmcost-8765=x", text))}
        elif how == 4:
            self.headers = {"Sec-Fetch-Site": "cross-site"}
        else:
            self.method = dice.choice(("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"))

    def done(self, room: Room) -> int:
        """Ask, follow once, answer once; 0 if a page was shown or something was done."""
        from ccmcost.app import work
        from tests.app_browser import Inside

        browser, turn = Inside(), work.Turn
        work.Turn = AtOnce  # type: ignore[assignment, misc]
        told = io.StringIO()
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(told):
                reply = self._asked(browser)
                _answered(reply)
                self._followed(browser, reply)
                return 0
        except Refusal as refusal:
            print(f"status {refusal}")
            return 1
        finally:
            work.Turn = turn  # type: ignore[misc]
            browser.office.uploads.end()
            if " failed: " in told.getvalue():
                raise Faulty(told.getvalue())

    def _asked(self, browser: Any) -> Any:
        path = f"{browser.root}{self.path}" if not self.path.startswith("/static") else self.path
        if self.method != "POST":
            return browser.ask(self.method, path, **self.headers)
        token = browser.guard.form() if self.token is None else self.token
        return browser.post(path, {"form": token, **self.fields}, **self.headers)

    def _followed(self, browser: Any, reply: Any) -> None:
        is_refused = reply.status >= 400
        if self.is_sent and self.is_forged and not is_refused and self.method == "POST":
            raise Faulty(f"a forged form was taken: {self.headers} {self.token!r} {reply.status}")
        for _ in range(2):
            if reply.status == 303:
                at = reply.headers["Location"]
                reply = browser.get(at)
                _answered(reply)
        if b'name="answer"' in reply.content:
            sent = {"form": browser.guard.form(), "answer": self.answer}
            reply = browser.post(at, sent)
            _answered(reply)
            if reply.status == 303:
                _answered(browser.get(reply.headers["Location"]))
        if is_refused or reply.status >= 400:
            raise Refusal(reply.status)
