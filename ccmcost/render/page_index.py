"""The index of the pages: every meeting of the register, with a link where there is a page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from string import Template

from ccmcost.model.convention import Convention
from ccmcost.model.states import States
from ccmcost.render.page import asset, policy
from ccmcost.render.page_data import shown
from ccmcost.statement.page import IndexRow
from ccmcost.words.catalogue import catalogue
from ccmcost.words.numbers import habit
from ccmcost.words.speaker import Speaker


def index_html(convention: Convention, states: States, rows: Iterable[IndexRow], language: str) -> bytes:
    """The index as one self-contained file without a script. Same rows, same bytes."""
    words, said = catalogue(language, "page"), Speaker(language, convention, states)
    style = asset("page.css")
    slots = {
        "lang": language,
        "dir": "rtl" if habit(language).right_to_left else "ltr",
        "policy": policy(style),
        "style": style,
        "title": escape(f"{words['page_title']} – {shown(said.convention_name)}"),
        "convention": escape(shown(said.convention_name)),
        "heading": escape(words["page_title"]),
        "disclaimer": escape(words["page_disclaimer"]),
        "note": escape(words["page_index_note"]),
        "rows": "\n".join(_row(row, said) for row in rows),
    }
    return Template(asset("index.html")).substitute(slots).encode()


def _row(row: IndexRow, said: Speaker) -> str:
    words, meeting = catalogue(said.language, "page"), said.meeting(row.meeting)
    name = escape(shown(meeting["name"]))
    when = [meeting["dates"] or words["page_index_no_day"], shown(meeting["place"])]
    if row.is_specimen:
        when.append(words["page_index_specimen"])
    if not row.file:
        when.append(words["page_index_absent"])
    title = f'<a href="{escape(row.file)}">{name}</a>' if row.file else f"<span>{name}</span>"
    return f"      <li>{title} <small>{escape(' · '.join(part for part in when if part))}</small></li>"
