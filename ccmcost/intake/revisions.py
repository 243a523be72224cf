"""What a document says against its own list: names not yet agreed, notes that somebody did not come, corrections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ccmcost.intake.account import Account
from ccmcost.intake.found import Mention, Place, Taken, TextLine, shown
from ccmcost.intake.names import NameIndex, normal
from ccmcost.intake.phrases import left_out_section
from ccmcost.intake.rows import Headings, is_person

_NOTE_MARK = re.compile(r"\[\w{1,2}\]")
_LONGEST = 300
_TAKEN_OUT = re.compile(
    r"\b(?:delet\w+|remov\w+|struck out|should not (?:appear|be listed)|supprim\w+|suprim\w+|elimin\w+"
    r"|ne (?:doit|devrait) pas figurer|no debe figurar)\b"
)
_PART = re.compile(r"(?:Add|Corr)\.\s?[0-9]{1,2}$")
_PART_TITLES = frozenset(("addendum", "corrigendum", "additif", "rectificatif", "adicion", "correccion"))


def without_drafts(taken: Taken, account: Account) -> Taken:
    """What was taken without States in square brackets, as in a text not yet agreed; each is asked, unless all stand so."""
    is_open, bracketed = False, []
    for mention in sorted(taken.mentions, key=lambda mention: mention.place):
        printed = _NOTE_MARK.sub("", mention.printed)
        if is_open or "[" in printed or "]" in printed:
            bracketed.append(mention)
        is_open = (is_open or "[" in printed) and "]" not in printed
    agreed = {mention.iso3 for mention in taken.mentions} - {mention.iso3 for mention in bracketed}
    drafts: set[str] = set()
    for mention in bracketed if agreed else ():
        if mention.iso3 not in drafts | agreed and not _is_agreed(mention, account):
            drafts.add(mention.iso3)
    return _without(taken, drafts)


def _is_agreed(mention: Mention, account: Account) -> bool:
    how = "stands in square brackets, as what is not yet agreed does"
    name = re.sub(r"[^\w)]+$", "", mention.printed.replace("[", "").replace("]", ""))
    return account.doubt(f'"{shown(mention.printed)}" {how}.', how, name, mention.place, mention.iso3)


def without_revoked(lines: Sequence[TextLine], taken: Taken, index: NameIndex, account: Account) -> Taken:
    """What a list or table takes, without States of which a line below says that they did not come or are to be deleted."""
    if taken.how == "report":
        return taken
    named = {mention.iso3 for mention in taken.mentions}
    told = {mention.place for mention in taken.mentions} | {line.place for line in account.lines} | taken.read
    gone: set[str] = set()
    for line in lines:
        words = normal(line.text) if len(line.text) <= _LONGEST and line.place not in told and not line.unseen else ""
        if not words or is_person(line.text) or (left_out_section(words) != "absent" and not _TAKEN_OUT.search(words)):
            continue
        for code, _ in index.named_in(line.text):
            message = f'"{shown(line.text)}" speaks against {index.own_name(code)}, which the list names.'
            if code in named - gone and not account.doubt(
                message, "said not to have taken part", index.own_name(code), line.place, code
            ):
                gone.add(code)
    return _without(taken, gone)


def _without(taken: Taken, codes: set[str]) -> Taken:
    return taken._replace(mentions=tuple(mention for mention in taken.mentions if mention.iso3 not in codes))


def ask_about_part(symbol: str, lines: Sequence[TextLine], taken: Taken, headings: Headings, account: Account) -> None:
    """An addendum or a corrigendum, by symbol or title, changes a list; it is not the list of those who took part."""
    first = min((mention.place for mention in taken.mentions), default=Place(0))
    found = [(match[0], symbol, Place(0)) for match in [_PART.search(symbol)] if match is not None]
    found += [
        (line.text.strip(), line.text.strip(), line.place)
        for line in lines
        if line.place < first and _is_part_title(line.text)
    ]
    for words, text, place in found[:1]:
        if normal(words) in headings:
            continue
        message = (
            f'"{shown(text)}" adds to a list or corrects one, and does not replace it. Import the whole list as changed.'
        )
        advice = f'If all States that took part stand in this document, say --section "{shown(words)}=none".'
        account.open("heading-unknown", f"{message} {advice}", text, place)


def _is_part_title(text: str) -> bool:
    words = normal(text).split()
    return 0 < len(words) <= 2 and words[0] in _PART_TITLES and all(word.isdigit() for word in words[1:])
