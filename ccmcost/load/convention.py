"""`data/convention.toml`: everything that is a convention's own."""

from __future__ import annotations

import re
from datetime import date

from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader
from ccmcost.model.convention import (
    ANCHORS,
    PRACTICED,
    Appeal,
    Convention,
    CostArticle,
    MeetingKind,
    Practice,
)
from ccmcost.model.states import EntryIntoForce
from ccmcost.workspace import MARK

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")
_KEYS = (
    "id",
    "prefix",
    "languages",
    "default_rule",
    "rules",
    "go_no_go_days",
    "go_no_go_basis",
    "illustrative_amount",
    "currency",
    "names",
    "cost_article",
    "entry_into_force",
    "treaty_status",
    "meeting_kinds",
    "practice",
    "appeal",
)

LONGEST_PRACTICE = 3660
"""Days; a practice that counts further than ten years is a slip of the pen."""


def load_convention(reader: Reader) -> Convention:
    """The convention of the data folder; stops on errors, since nothing else can be read without
    it.
    """
    source = reader.file(MARK)
    document = read_document(source, reader.findings)
    convention = _convention(document) if document else None
    reader.findings.stop_on_errors()
    assert convention is not None
    return convention


def _convention(document: Document) -> Convention:
    document.only(_KEYS)
    names = document.texts("names")
    if "en" not in names:
        document.error(
            "key-missing", 'the key "names.en" is missing: the English name of the convention.'
        )
    status = document.inside("treaty_status")
    prefix = _for_names(document, "prefix")
    return Convention(
        id=document.need("id", str, ""),
        prefix=prefix,
        names=names,
        languages=_text_list(document, "languages"),
        default_rule=document.need("default_rule", str, ""),
        rules=_text_list(document, "rules"),
        cost_article=_cost_article(document),
        entry_into_force=_entry_into_force(document),
        meeting_kinds=_meeting_kinds(document),
        go_no_go_days=document.within("go_no_go_days", range(3651)),
        go_no_go_basis=document.need("go_no_go_basis", str, ""),
        illustrative_amount=document.need("illustrative_amount", str, ""),
        currency=document.need("currency", str, ""),
        treaty_status_source=status.need("source", str, "") if status else "",
        treaty_chapter=(status.string("chapter")) if status else "",
        practices=tuple(_practice(entry) for entry in document.each("practice")),
        appeal=_appeal(document),
    )


def _appeal(document: Document) -> Appeal | None:
    table = document.inside("appeal")
    if table is None:
        return None
    table.only(("since", "source", "words"))
    return Appeal(
        table.need("since", date, date.min), table.need("source", str, ""), table.texts("words")
    )


def _practice(entry: Document) -> Practice:
    entry.only(("date", "counted_from", "days", "basis"))
    days = entry.need("days", int, 0)
    if abs(days) > LONGEST_PRACTICE:
        entry.error(
            "value-bad",
            f'"days" must lie between -{LONGEST_PRACTICE} and {LONGEST_PRACTICE}, not {days}.',
            "days",
        )
    return Practice(
        entry.choice("date", PRACTICED, ""),
        entry.choice("counted_from", ANCHORS, ""),
        days,
        entry.need("basis", str, ""),
    )


def _for_names(document: Document, key: str) -> str:
    """A text that file names begin with: letters, digits and hyphens,
    so that no name leads out of its folder.
    """
    text = document.need(key, str, "")
    if text and not _NAME.fullmatch(text):
        document.error(
            "value-bad",
            f'"{key}" must be letters, digits and hyphens, 20 at most: file names begin with it.',
            key,
        )
        return ""
    return text


def _text_list(document: Document, key: str) -> tuple[str, ...]:
    values = document.need(key, list, [])
    if not all(isinstance(value, str) for value in values):
        document.error("value-bad", f'"{key}" must be a list of texts.', key)
        return ()
    return tuple(values)


def _cost_article(document: Document) -> CostArticle:
    article = document.inside("cost_article")
    if article is None:
        document.error(
            "key-missing",
            'the table "cost_article" is missing: the article that shares the costs, in its words.',
        )
        return CostArticle("", "", "", {})
    numbers = [
        key.removeprefix("paragraph_") for key in article.values if key.startswith("paragraph_")
    ]
    article.only(("number", "title", "source", *(f"paragraph_{number}" for number in numbers)))
    paragraphs = {number: article.texts(f"paragraph_{number}") for number in numbers}
    for number, texts in paragraphs.items():
        if "en" not in texts:
            key = f"paragraph_{number}"
            article.error(
                "key-missing",
                f'"{key}" lacks its English words (en), which other languages fall back on.',
                key,
            )
    return CostArticle(
        article.need("number", str, ""),
        article.need("title", str, ""),
        article.need("source", str, ""),
        paragraphs,
    )


def _entry_into_force(document: Document) -> EntryIntoForce:
    table = document.inside("entry_into_force")
    if table is None:
        document.error(
            "key-missing", 'the table "entry_into_force" is missing: article, first, months.'
        )
        return EntryIntoForce("", date.min, 0)
    table.only(("article", "first", "months"))
    return EntryIntoForce(
        table.need("article", str, ""),
        table.need("first", date, date.min),
        table.within("months", range(121)),
    )


def _meeting_kinds(document: Document) -> dict[str, MeetingKind]:
    kinds = document.inside("meeting_kinds")
    if kinds is None:
        document.error("key-missing", 'the table "meeting_kinds" is missing.')
        return {}
    found = {}
    for key in kinds.values:
        table = kinds.inside(key)
        if table is not None:
            table.only(("prefix", "title", "basis"))
            found[key] = MeetingKind(
                _for_names(table, "prefix"),
                table.need("title", str, ""),
                table.need("basis", str, ""),
            )
    if not found:
        document.error(
            "value-bad", 'the table "meeting_kinds" names no kind of meeting.', "meeting_kinds"
        )
    return found
