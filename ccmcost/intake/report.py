"""Final reports: "The following States Parties participated in the work of the Meeting: A, B, C and D" and the like.

A report lists States for many reasons. Those of a sentence that says they took part are taken; those of one that says they
were absent, in arrears, yet to report or invited are left out, with that reason; a list in other words is a question.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ccmcost.intake.account import SETTLE_NAME, Account
from ccmcost.intake.belonging import Sought
from ccmcost.intake.enumeration import items_of, state_of
from ccmcost.intake.found import Mention, Place, Taken, TextLine, shown
from ccmcost.intake.names import LEFT_OUT, NameIndex, normal
from ccmcost.intake.number_words import counts_in
from ccmcost.intake.phrases import LEFT_OUT_REASONS, heading_of, is_other_matter
from ccmcost.intake.sentences import COUNT, LONGEST_LIST, VERB, Listed, joined_lines, left_out_of, lists_of

_SENTENCE = re.compile(rf"[^.:]{{12,{LONGEST_LIST}}}")
_BROKEN = re.compile(r"\w-\n$")
_INTRODUCTION = 600
_FEWEST = 3
"""A sentence with this many names of States is a list of States."""


class _Text:
    """Lines joined into one text, with the way back from a position to the line."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self.lines = lines
        self.starts: list[int] = []
        self.gaps: list[int] = []
        pieces: list[str] = []
        length = 0
        for line in lines:
            self.starts.append(length)
            self.gaps += [length] if line.gap and not line.top else []
            piece = line.text.strip() + "\n"
            if pieces and _BROKEN.search(pieces[-1]) and piece[:1].islower():
                pieces[-1] = pieces[-1][:-2]  # a word parted at the end of a line, as in "partici-" "pated"
                length -= 2
                self.starts[-1] = length
            pieces.append(piece)
            length += len(piece)
        self.text = "".join(pieces)

    def places(self, first: int, last: int) -> list[Place]:
        """The places of the lines from one position to another."""
        lines = self.lines[max(0, bisect_right(self.starts, first) - 1) : bisect_right(self.starts, last - 1)]
        return [line.place for line in lines]

    def place_at(self, position: int) -> Place:
        return self.lines[max(0, bisect_right(self.starts, position) - 1)].place


def read_report(lines: Sequence[TextLine], index: NameIndex, account: Account, sought: Sought | None = None) -> Taken | None:
    """The States of a final report, or None if the text has no sentence that lists who took part.

    A name in such a list that is neither a State nor a known organization is a finding, unless the list is of
    organizations. The account gets every State of a list, taken or left out; a list in words not known here, with States
    that no other one names, is a finding unless a person has settled it.
    """
    text = _Text([line for line in lines if not line.unseen])
    listed = _not_all_but(text, lists_of(text.text, index, sought, text.gaps), index, account)
    mentions: list[Mention] = []
    organizations: list[tuple[str, Place]] = []
    doubtful = [each for each in listed if each.section == "doubtful"]
    present = [each for each in listed if each.section not in LEFT_OUT_REASONS and each.section != "doubtful"]
    for each in present:
        mentions += _take(each, text, index, account, organizations, quiet=True)
    if not mentions and not doubtful:
        return Taken("report", (), ()) if account.of("open") and _ALL_BUT.search(normal(text.text)) else None
    mentions = []
    organizations = []
    for each in present:
        mentions += _take(each, text, index, account, organizations)
    taken = {mention.iso3 for mention in mentions}
    for each in listed:
        if each.section in LEFT_OUT_REASONS:
            _leave_out(each, text, index, account, taken)
    for each in doubtful:
        mentions += _ask_about(each, text, index, account, taken)
    spans = [(each.start, each.start + len(each.text)) for each in listed]
    mentions += _passed_over(text, spans, taken, index, account)
    read = frozenset(place for first, last in spans for place in text.places(first, last))
    return Taken("report", tuple(mentions), tuple(organizations), read=read)


_ALL_BUT = re.compile(
    r"\b(?:all|every\w*) but\b|"
    r"\b(?:all|every|tous|toutes|todos|todas)\b.*?\b(?:except|excepting|exception|excepcion|excepte|excepto|hormis|sauf|salvo"
    r"|apart from|other than|a part|menos|lexception)\b"
)


def _not_all_but(text: _Text, listed: Sequence[Listed], index: NameIndex, account: Account) -> list[Listed]:
    """The lists without those whose sentence says that all took part except the States that it names: always a question."""
    kept = list(listed)
    for sentence in re.finditer(rf"[^.]{{12,{LONGEST_LIST}}}", text.text):
        named = [code for code, _ in index.named_in(sentence[0])]
        if not named or VERB.search(sentence[0]) is None or not _ALL_BUT.search(normal(sentence[0])):
            continue
        kept = [each for each in kept if not sentence.start() <= each.start < sentence.end()]
        place = text.place_at(sentence.start() + len(sentence[0]) - len(sentence[0].lstrip()))
        message = (
            f'"{shown(sentence[0], 60)}" says who did not take part, and the document does not name all those that did.'
        )
        left: dict[str, str] = {}
        for code, name in index.named_in(sentence[0]):
            if account.says(name.title()) == LEFT_OUT:
                account.leave_out(name.title(), place, "left out as you answered", code)
            else:
                left[code] = name.title()
        if left:
            some = next(iter(left))
            advice = f'If it does, say of each of the exceptions --alias "{left[some]}=-"; else import a list of the States.'
            account.open("name-doubtful", f"{message} {advice}", sentence[0], place, ", ".join(sorted(left)[:6]))
    return kept


def _take(
    each: Listed,
    text: _Text,
    index: NameIndex,
    account: Account,
    organizations: list[tuple[str, Place]],
    quiet: bool = False,
) -> list[Mention]:
    mentions: list[Mention] = []
    for item in items_of(each.text, index):
        place = text.place_at(each.start + item.start)
        match = item.match or (state_of(item.text, index) if each.section != "organization" else None)
        if each.section == "organization" or item.is_organization:
            organizations.append((shown(item.text), place))
            if not quiet:
                settled = index.is_left_out(item.text)
                account.leave_out(item.text, place, "as you answered" if settled else "an organization")
        elif match is not None:
            until = match.until.isoformat() if match.until else ""
            mentions.append(Mention(match.iso3, each.section, item.text, place, match.kind, until))
        elif not quiet and heading_of(item.text) is None:  # "Angola and Haiti, signatory States" names two
            message = f'"{shown(item.text)}" is not recognised as the name of a State.{index.hint(item.text)}'
            named = index.named_in(item.text)
            state = named[0][0] if len(named) == 1 else ""
            account.open("name-unknown", f"{message} {SETTLE_NAME}", item.text, place, state)
    read = len({mention.iso3 for mention in mentions})
    stated = _stated(each.announced, read) if mentions and not quiet else None
    if stated is not None:
        what = f'States after "{shown(each.announced.strip()[-60:], 60)}"'
        account.check(what, str(stated), str(read), text.place_at(each.start))
    return mentions


def _stated(announced: str, read: int) -> int | None:
    """The number of States that an announcing sentence states, in figures or words: `the following 112 States Parties`.

    Where it states several, their sum if that is what was read, as in `nine States Parties and two signatories`.
    """
    found = [int(match["n"]) if match["n"] else 1 for match in COUNT.finditer(announced)] + counts_in(normal(announced))
    return (read if sum(found) == read else found[-1]) if found else None


def _leave_out(each: Listed, text: _Text, index: NameIndex, account: Account, taken: set[str]) -> None:
    for item in items_of(each.text, index):
        match = item.match or state_of(item.text, index)
        place = text.place_at(each.start + item.start)
        if match is None:
            for code, name in index.named_in(item.text):
                if code not in taken:
                    account.leave_out(name.title(), place, LEFT_OUT_REASONS[each.section], code)
        elif each.section == "absent" and match.iso3 in taken:
            message = f'"{shown(item.text)}" is listed among those that took part and among those that did not.'
            advice = 'Settle it with --alias "NAME=STATE" if it took part, or "NAME=-" if it did not.'
            if match.kind != "alias":
                account.open("name-doubtful", f"{message} {advice}", item.text, place, match.iso3)
        elif match.iso3 not in taken:
            account.leave_out(item.text, place, LEFT_OUT_REASONS[each.section], match.iso3)


def _ask_about(each: Listed, text: _Text, index: NameIndex, account: Account, taken: set[str]) -> list[Mention]:
    """Those of whom a sentence says that they took part and that they did not are a question; an alias settles it."""
    settled: list[Mention] = []
    for item in items_of(each.text, index):
        match = item.match or state_of(item.text, index)
        if match is None or match.iso3 in taken:
            continue
        place = text.place_at(each.start + item.start)
        message = f'The sentence that names "{shown(item.text)}" leaves it open whether it took part in the meeting itself.'
        if account.doubt(message, "said to have taken part and not", item.text, place, match.iso3):
            settled.append(Mention(match.iso3, "by_status", item.text, place, match.kind))
    return settled


def _passed_over(
    text: _Text, spans: Sequence[tuple[int, int]], named: set[str], index: NameIndex, account: Account
) -> list[Mention]:
    """States of sentences that say neither that they took part nor that they did not: settled, left out or a question."""
    settled: list[Mention] = []
    for match in _SENTENCE.finditer(text.text):
        if any(match.start() < last and first < match.end() for first, last in spans):
            continue
        names = dict(index.named_in(match[0]))
        new = names.keys() - named
        if not new:
            continue
        left = left_out_of(match[0])
        left = None if left == "doubtful" else left
        attended = VERB.search(match[0]) is not None and left is None
        codes = [item.match.iso3 for item in items_of(joined_lines(match[0], index), index) if item.match is not None]
        if left is None and not attended and (len(codes) < 2 or len(new.union(codes)) < _FEWEST):
            continue
        before = text.text[max(0, match.start() - _INTRODUCTION) : match.start()]
        whole = re.split(r"\.\s", before)[-1] + match[0] if before.endswith(":") else match[0]
        if left is None and VERB.search(whole) is None and is_other_matter(whole):
            continue  # the account names these States with all others that lines about other matters name
        place = text.place_at(match.start() + len(match[0]) - len(match[0].lstrip()))
        what = "a sentence about taking part" if attended else f"a list of {len(codes)} States"
        asked: dict[str, str] = {}
        for code in sorted(new):
            name = names[code].title()
            if left is not None:
                account.leave_out(name, place, LEFT_OUT_REASONS[left], code)
                continue
            message = f'{what} names "{name}", which no list of those taking part names.'
            answer = account.answer(message, "in a list that does not say they took part", name, place, code)
            if answer is None:
                asked[code] = name
            elif answer:
                settled.append(Mention(code, "by_status", name, place, "alias"))
        if asked:
            listed = ", ".join([*asked][:6]) + (" ..." if len(asked) > 6 else "")
            message = f"{what} names States that no list of those taking part names: {listed}."
            some = next(iter(asked))
            advice = f'For each that took part say --alias "{asked[some]}={some}"; if none did, --leave-doubtful.'
            account.open("name-doubtful", f"{message} {advice}", listed, place, listed)
    return settled
