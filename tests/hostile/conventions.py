"""Data folders of other conventions: instruments, kinds of meetings, words, parties, and `init`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.hostile.nasty import bent, value
from tests.hostile.room import Case, Dice, Room
from tests.hostile.texts import bent_table, bent_toml
from tests.kites import ANSWERS

MADE_UP = Path(__file__).parent.parent / "second_convention" / "data"
_MORE = """
[instruments.p2]
names.en = "Protocol on Kites as Amended"
chapter = "XXVI-2-b"
source = "Register of the Kite Depositary, chapter 2"
entry_into_force = { article = "5", first = 2014-12-03, months_to_the_day = 6 }
[instruments.p2.cost_article]
number = "10"
title = "Consultations"
source = "Protocol on Kites, art. 10"
paragraph_1.en = "The costs shall be borne by those that take part."
"""
_PROTOCOL = (
    'protocol = { prefix = "pro", title = "Conference", basis = "art. 10", instrument = "p2", '
    'rule = "pooled-23" }\n'
)
_KIND = (
    'budget = { prefix = "fy", title = "Budget", basis = "art. 23", list = "by_status", '
    'currency = "CHF", rule = "parties-23" }\n'
)
_CONFERENCE = """
[[meeting]]
id = "pro1"
kind = "protocol"
city = "Geneva"
country = "CHE"
source = "made up"
names.en = "First Conference"
[meeting.held]
start = 2023-11-13
end = 2023-11-13
"""
_MEETINGS = """
[[meeting]]
id = "fy2023"
kind = "budget"
source = "made up"
names.en = "Budget 2023"
[meeting.held]
start = 2023-01-01
end = 2023-12-31
"""
_FORCE = ("months = 3", "days = 90", "days = 0", "given = true", "months_to_the_day = 6")
_FORCE += ("months = -1", "days = 99999", "given = false", "months = 3\ndays = 5", "days = 1.5")
_WORDS = (
    '"Convention" = ""',
    '"" = "x"',
    '"e" = "eee"',
    '"{state}" = "{0}"',
    '"Treaty" = "Treaty"',
)
_WORDS += ('"State" = "Convention"', '"a" = "b"', '"%s" = "{}"', '"Convention" = "{meeting}"')
_COMMANDS = (
    ("check",),
    ("meetings",),
    ("apportion", "asm1", "--no-files"),
    ("apportion", "asm2", "--no-files", "--format", "csv"),
    ("apportion", "pro1", "--no-files", "--participants", "in/list.csv"),
    ("apportion", "fy2023", "--no-files", "--cost", "1000"),
    ("explain", "asm1", "BRA"),
    ("explain", "kday1", "DEU"),
    ("compare", "asm2"),
    ("show", "asm3"),
    ("calendar",),
    ("state", "BRA"),
    ("next",),
    ("meeting", "expect", "asm3"),
)


def open_convention(room: Room) -> None:
    """Put the made-up convention into the office: with a budget (`kites`), and with instruments
    (`proto`).
    """
    for name in ("kites", "proto"):
        folder = room.office / name / "data"
        shutil.copytree(MADE_UP, folder)
        own = (folder / "convention.toml").read_text("utf-8") + _KIND
        meetings = (folder / "meetings.toml").read_text("utf-8") + _MEETINGS
        status = (folder / "treaty_status.csv").read_text("utf-8").splitlines()
        if name == "proto":
            own = re.sub('(basis = "(art. 23|the)[^"]*")', r'\1, instrument = "p1"', own)
            own = own + _PROTOCOL + _MORE + _MORE.replace("p2", "p1").replace("chapter 2", "1")
            meetings += _CONFERENCE
            rows = [f"{row},p1" for row in status[1:]] + [f"{row},p2" for row in status[1:4]]
            status = [f"{status[0]},instrument", *rows]
        (folder / "convention.toml").write_text(own, "utf-8")
        (folder / "treaty_status.csv").write_text("\n".join((*status, "")), "utf-8")
        (folder / "meetings.toml").write_text(meetings, "utf-8")
        (folder / "organizations.csv").write_text(ORGANIZATIONS, "utf-8")


ORGANIZATIONS = "iso3,name,short,name_fr\nEUU,European Union,EU,Union européenne\n"
_FILES = ("convention.toml",) * 6 + ("treaty_status.csv",) * 3 + ("organizations.csv",) * 2
_FILES += ("meetings.toml", "costs.toml", "rules/pooled-23.toml")


def _bent(text: str, name: str, dice: Dice) -> bytes:
    if name.endswith(".csv"):
        return bent_table(text, dice)
    if name == "convention.toml" and dice.random() < 0.6:
        how = dice.randrange(4)
        if how == 0:
            return text.replace("months = 3", dice.choice(_FORCE), 1).encode()
        if how == 1:
            return text.replace("[words.en]", f"[words.en]\n{dice.choice(_WORDS)}", 1).encode()
        lines = text.splitlines()
        at = dice.choice([at for at, line in enumerate(lines) if "{" in line or "instr" in line])
        words = lines[at].split('"')
        pick = dice.randrange(len(words))
        words[pick] = dice.choice(
            (bent(words[pick], dice)[:500], "p2", "asm", "by_status", "x", "", "parties-23")
        )
        lines[at] = '"'.join(words)
        return "\n".join(lines).encode("utf-8", "replace")
    return bent_toml(text, dice)


def conventions_case(dice: Dice, room: Room) -> Case:
    """A folder of another convention with something wrong in it, or a new one from answers."""
    if dice.random() < 0.3:
        return _init_case(dice)
    name = dice.choice(_FILES)
    home = dice.choice(("kites", "proto"))
    text = (room.office / home / "data" / name).read_text("utf-8")
    line = (*dice.choice(_COMMANDS), "--data", f"{home}/data")
    content = text.encode() if dice.random() < 0.05 else _bent(text, name, dice)
    files = {f"{home}/data/{name}": content, "in/list.csv": b"iso3\nBRA\nDEU\nJPN\n"}
    return Case(line, files, (f"office/{home}/data/participants",), name)


_ANSWERS = (
    *ANSWERS,
    "entry_into_force.months=6",
    "treaty_status.chapter=XXVI-5",
    "residual=none",
)


def _init_case(dice: Dice) -> Case:
    said = [each for each in _ANSWERS if dice.random() < 0.5]
    said = said or [dice.choice(_ANSWERS)]
    if dice.random() < 0.6:
        at = dice.randrange(len(said))
        key, _, text = said[at].partition("=")
        how = dice.randrange(5)
        if how == 0:
            said[at] = f"{bent(key, dice)}={text}"
        elif how < 4:
            said[at] = f"{key}={bent(text, dice)}"
        else:
            said[at] = value(dice)
    line = ["init", "made", "--convention", "kites" if dice.random() < 0.9 else bent("kites", dice)]
    line += [word for each in said for word in ("--set", each)]
    if dice.random() < 0.2:
        line += ["--currency", dice.choice(("EUR", "eur", "XXX", value(dice)))]
    then = (("check", "--data", "made/data"), ("meetings", "--data", "made/data"))
    return Case(tuple(line), {}, ("office/made",), "init", then)
