"""The page as one self-contained file: words, figures, style and script inside, and a policy that allows nothing else.

The policy names the one script and the one style by their hashes, so neither a changed nor an added script runs, and no
request leaves the page. Text reaches the document only as JSON or escaped.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from ccmcost.render.page_data import data_json, plain_text
from ccmcost.statement.page import PageView
from ccmcost.words.catalogue import catalogue
from ccmcost.words.numbers import habit
from ccmcost.words.speaker import Speaker

ASSETS = Path(__file__).resolve().parent.parent / "assets" / "page"
FIRST = "main.js"
_IMPORT = re.compile(r'^import \{ [\w, ]+ \} from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|class|const) )", re.MULTILINE)


def page_html(view: PageView, language: str) -> bytes:
    """The page of one meeting, in the language to begin with. Same view, same bytes."""
    assert view.base.meeting is not None
    words = catalogue(language, "page")
    meeting = plain_text(Speaker(language, view.base.convention, view.base.states).of(view.base.meeting.names))
    script, style = joined_script(), asset("page.css")
    slots = {
        "lang": language,
        "dir": "rtl" if habit(language).right_to_left else "ltr",
        "policy": policy(style, script),
        "title": escape(f"{words['page_title']} – {meeting}"),
        "heading": escape(words["page_title"]),
        "asleep": escape(words["page_asleep"]),
        "style": style,
        "data": data_json(view, language),
        "script": script,
    }
    return Template(asset("page.html")).substitute(slots).encode()


@cache
def asset(name: str) -> str:
    """A file of the page, as text with line feeds."""
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def joined_script() -> str:
    """All modules as one script: each after those it imports, without import and export, in one function of its own."""
    parts: dict[str, str] = {}
    _join(FIRST, parts)
    return '"use strict";\n(() => {\n' + "\n".join(parts.values()) + "})();\n"


def _join(name: str, parts: dict[str, str]) -> None:
    if name in parts:
        return
    text = asset(name)
    for needed in _IMPORT.findall(text):
        _join(needed, parts)
    parts[name] = _EXPORT.sub("", _IMPORT.sub("", text)).lstrip("\n")


def policy(style: str, script: str = "") -> str:
    """A Content-Security-Policy that allows this style and this script and nothing else."""
    rules = ["default-src 'none'", f"style-src {_hash(style)}", "base-uri 'none'", "form-action 'none'"]
    if script:
        rules.insert(1, f"script-src {_hash(script)}")
    return "; ".join(rules)


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
