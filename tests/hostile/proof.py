"""Forged, cut and swapped documents, pages, lists and folders for `verify`: what was changed is
never called right.
"""

from __future__ import annotations

import json
import re
import zlib
from functools import cache, partial

from ccmcost.words.catalogue import LANGUAGES
from ccmcost.words.speaker import Phrases
from tests.hostile.nasty import PATHS, broken, value
from tests.hostile.room import Case, Dice, Judge, Outcome, Room

_LIST = "2024/SHA256SUMS.txt"
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def _swapped(content: bytes, dice: Dice) -> bytes:
    """A PDF with figures or texts of its streams changed, as one who forges it would."""
    streams = list(_STREAM.finditer(content))
    opened = []
    for each in streams:
        try:
            opened.append((each, zlib.decompress(each[1])))
        except zlib.error:
            continue
    if not opened:
        return broken(content, dice)
    texts = [each for each in opened if b'"document"' in each[1]]
    found, plain = dice.choice(texts if texts and dice.random() < 0.6 else opened)
    made = _forged(plain, dice)
    if b'"document"' in plain and dice.random() < 0.4:
        made = _bent_data(plain, dice)
    packed = zlib.compress(made)
    return content[: found.start(1)] + packed + content[found.end(1) :]


def _forged(plain: bytes, dice: Dice) -> bytes:
    figures = list(re.finditer(rb"[0-9]+", plain))
    if not figures or dice.random() < 0.2:
        return broken(plain, dice)
    at = dice.choice(figures)
    new = str((int(at[0][:18]) + dice.choice((1, -1, 1000))) % 10 ** len(at[0][:18]))
    return plain[: at.start()] + new.rjust(len(at[0]), "0").encode() + plain[at.end() :]


def _bent_data(plain: bytes, dice: Dice) -> bytes:
    from tests.hostile.texts import bent_json

    try:
        return json.dumps(bent_json(json.loads(plain), dice)).encode("utf-8", "replace")
    except ValueError:
        return broken(plain, dice)


def _never(outcome: Outcome, room: Room) -> str:
    """What was changed is refused; or it is said first that its look was compared with nothing, as
    of a document that names other templates or fonts than are here.
    """
    said = " ".join(outcome.out.split())
    if outcome.code or any(each in said for each in _not_compared()):
        return ""
    return f"what was changed is called right: {outcome.out[-300:]}"


@cache
def _not_compared() -> tuple[str, ...]:
    """How that begins in each language."""
    verdicts = (Phrases(language, "proof")("proof_readable") for language in LANGUAGES)
    return tuple(" ".join(verdict[:40].split()) for verdict in verdicts)


def _right(outcome: Outcome, room: Room) -> str:
    return f"what was not changed is refused: {outcome.err[-300:]}" if outcome.code else ""


def _judge(was: bytes, now: bytes) -> Judge:
    return _never if was != now else _right


def _pdf_case(dice: Dice, room: Room, files: dict[str, bytes]) -> Case:
    names = sorted(name for name in files if name.endswith(".pdf"))
    name = dice.choice(names)
    was, how = files[name], dice.randrange(10)
    made = {
        0: lambda: was + dice.choice((b"\n", b"%", b"\0", value(dice).encode("utf-8", "replace"))),
        1: lambda: was[: dice.randrange(len(was))],
        2: lambda: was,
        3: lambda: files[dice.choice(names)],
    }
    bend = partial(_swapped if how < 8 else broken, was, dice)
    now = made.get(how, bend)()
    given = {"in/x.pdf": now}
    line = ["verify", "in/x.pdf"]
    if dice.random() < 0.4 or how == 3:
        listed = files[_LIST]
        target = name.rpartition("/")[2]
        given = {f"in/{target}": now, "in/list.txt": _list(listed, dice, how == 3)}
        line = ["verify", f"in/{target}", "--list", "in/list.txt"]
        if given["in/list.txt"] != listed:
            judge = _never if was != now and how != 3 else None
            return Case(tuple(line), given, (), "list", judge=judge)
    if dice.random() < 0.1:
        line += ["--lang", dice.choice(("fr", "en,es", "ru"))]
    # a notice under another name is still the one that the office issued, and says whose it is
    return Case(tuple(line), given, (), "pdf", judge=_right if how == 3 else _judge(was, now))


def _list(listed: bytes, dice: Dice, as_it_was: bool) -> bytes:
    if as_it_was or dice.random() < 0.4:
        return listed
    if dice.random() < 0.5:
        return broken(listed, dice)
    lines = listed.decode().splitlines()
    dice.shuffle(lines)
    at = dice.randrange(len(lines))
    digest, _, name = lines[at].partition("  ")
    lines[at] = dice.choice(
        (f"{digest.upper()}  {name}", f"{digest[:-1]}0  {name}", f"{digest}  {value(dice)}", name)
    )
    return "\n".join(lines).encode("utf-8", "replace")


def _folder_case(dice: Dice, room: Room, files: dict[str, bytes]) -> Case:
    """A folder with a manifest: a file changed, gone, more, or the manifest itself bent."""
    from tests.hostile.texts import bent_json

    given = {f"in/set/{name}": content for name, content in files.items()}
    manifest, how = "in/set/SPECIMEN-manifest.json", dice.randrange(6)
    others = sorted(set(given) - {manifest})
    name, judge = dice.choice(others), _never
    if how == 0:
        judge = _right
    elif how == 1:
        given[name] = broken(given[name], dice)
        judge = _judge(files[name.removeprefix("in/set/")], given[name])
    elif how == 2:
        del given[name]
    elif how == 3:
        other = dice.choice(others)
        given[name], given[other] = given[other], given[name]
        judge = _judge(files[name.removeprefix("in/set/")], given[name])
    elif how == 4:
        told = bent_json(json.loads(given[manifest]), dice)
        given[manifest] = json.dumps(told).encode("utf-8", "replace")
        return Case(("verify", "in/set"), given, (), "manifest")
    else:
        told = json.loads(given[manifest])
        told["outputs"][0]["path"] = dice.choice(PATHS)
        given[manifest] = json.dumps(told).encode("utf-8", "replace")
    return Case(("verify", "in/set"), given, (), "folder", judge=judge)


def proof_case(dice: Dice, room: Room) -> Case:
    """A notice, an annex, a list or a folder that was changed, or was not."""
    if dice.random() < 0.35:
        return _folder_case(dice, room, SET)
    return _pdf_case(dice, room, ISSUED)


ISSUED: dict[str, bytes] = {}
"""What the office issued, by name; put here by `load_issued`."""
SET: dict[str, bytes] = {}
"""A folder of results."""


def load_issued(room: Room) -> None:
    """Take what the office issued, and a folder of results that it wrote."""
    for kept, folder in ((ISSUED, room.office / "notices"), (SET, room.office / "reports")):
        kept.clear()
        top = next(folder.iterdir()) if kept is SET else folder
        kept.update(
            {
                path.relative_to(top).as_posix(): path.read_bytes()
                for path in sorted(top.rglob("*"))
                if path.is_file()
            }
        )
