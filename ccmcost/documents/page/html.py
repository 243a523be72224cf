"""Page and index as self-contained files: words, figures, style and script inside, and a policy
that allows nothing else.

The policy names the one script and the one style by their hashes, so neither a changed nor an added
script runs, and no request leaves the page. Text reaches the document only as JSON or escaped.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from ccmcost.documents.page.content import Names, page_json, shown
from ccmcost.manifest import SPECIMEN
from ccmcost.model.assessment import Apportionment
from ccmcost.model.convention import Convention
from ccmcost.model.meeting import Meeting
from ccmcost.model.rule import Rule
from ccmcost.model.states import States
from ccmcost.text import spelt_out
from ccmcost.words.speaker import Speaker

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets" / "page"
FIRST = "main.js"
_IMPORT = re.compile(r'^import \{ [\w, ]+ \} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|class|const) )", re.MULTILINE)


def page_html(
    base: Apportionment, others: tuple[Rule, ...] | None, names: Names, language: str
) -> bytes:
    """The page of one meeting, in the language to begin with; see `page_json`.
    Same case, same bytes.
    """
    assert base.meeting is not None
    words = Speaker(language, base.convention, base.states, "page")
    slots = {
        "asleep": escape(words("page_asleep")),
        "data": page_json(base, others, names, language),
    }
    return _filled(
        "page.html", words, spelt_out(words.of(base.meeting.names)), slots, joined_script()
    )


def index_html(
    convention: Convention, states: States, pages: Iterable[tuple[Meeting, str]], language: str
) -> bytes:
    """The index of the pages: every meeting of the register,
    with a link to the file of its page if there is one.
    """
    words = Speaker(language, convention, states, "page")
    name = shown(words.convention_name)
    slots = {
        "convention": escape(name),
        "disclaimer": escape(words("page_disclaimer")),
        "note": escape(words("page_index_note")),
        "rows": "\n".join(_row(meeting, file, words) for meeting, file in pages),
    }
    return _filled("index.html", words, name, slots)


def _row(meeting: Meeting, file: str, words: Speaker) -> str:
    said = words.meeting(meeting)
    when = [said["dates"] or words("page_index_no_day"), shown(said["place"])]
    if file.startswith(SPECIMEN):
        when.append(words("page_index_specimen"))
    if not file:
        when.append(words("page_index_absent"))
    name = escape(shown(said["name"]))
    title = f'<a href="{escape(file)}">{name}</a>' if file else f"<span>{name}</span>"
    return (
        f"      <li>{title} <small>{escape(' · '.join(part for part in when if part))}</small></li>"
    )


def _filled(
    template: str, words: Speaker, about: str, slots: Mapping[str, str], script: str = ""
) -> bytes:
    """A template with what every page has: language, policy, title, style and script."""
    style, heading = asset("page.css"), escape(words("page_title"))
    common = {
        "lang": words.language,
        "dir": words.direction,
        "policy": _policy(style, script),
        "title": f"{heading} – {escape(about)}",
        "heading": heading,
        "style": style,
        "script": script,
    }
    return Template(asset(template)).substitute(common, **slots).encode()


@cache
def asset(name: str) -> str:
    """A file of the page, as text with line feeds."""
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def joined_script() -> str:
    """All modules as one script: each after those it imports, without import and export,
    in one function of its own.
    """
    parts: dict[str, str] = {}

    def join(name: str) -> None:
        if name not in parts:
            text = asset(name)
            for needed in _IMPORT.findall(text):
                join(needed)
            parts[name] = _EXPORT.sub("", _IMPORT.sub("", text)).lstrip("\n")

    join(FIRST)
    return '"use strict";\n(() => {\n' + "\n".join(parts.values()) + "})();\n"


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows this style and this script and nothing else."""
    allowed = [f"script-src {_hash(script)}"] if script else []
    return "; ".join(
        [
            "default-src 'none'",
            *allowed,
            f"style-src {_hash(style)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
