"""Final reports: "The following States Parties participated in the work of the Meeting: A, B, C and
D" and the like.

A report lists States for many reasons. Those of a sentence that says they took part are taken;
those of one that says they were absent, in arrears, yet to report or invited are left out, with
that reason; a list in other words is a question.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ccmcost.intake.account import SETTLE_NAME, Account
from ccmcost.intake.belonging import Sought
from ccmcost.intake.doubles import further
from ccmcost.intake.found import Mention, Place, Taken, TextLine, mention_of, shown
from ccmcost.intake.names import LEFT_OUT, NameIndex, normal
from ccmcost.intake.phrases import (
    LEFT_OUT_REASONS,
    Item,
    heading_of,
    is_other_matter,
    items_of,
    state_of,
)
from ccmcost.intake.sentences import (
    COUNT,
    LONGEST_LIST,
    VERB,
    Listed,
    joined_lines,
    left_out_of,
    lists_of,
)
from ccmcost.intake.vocabulary import counts_in, pattern

_SENTENCE = re.compile(rf"[^.:]{{12,{LONGEST_LIST}}}")
_WHOLE_SENTENCE = re.compile(rf"[^.]{{12,{LONGEST_LIST}}}")
_BROKEN = re.compile(r"\w-\n$")
_INTRODUCTION = 600
_FEWEST = 3
"""A sentence with this many names of States is a list of States."""
_ALL_BUT = pattern("all_but")
_Items = list[tuple[Item, Place]]


def read_report(
    lines: Sequence[TextLine], index: NameIndex, account: Account, sought: Sought | None = None
) -> Taken | None:
    """The States of a final report, or None if the text has no sentence that lists who took part.

    A name in such a list that is neither a State nor a known organization is a finding, unless the
    list is of organizations. The account gets every State of a list, taken or left out; a list in
    words not known here, with States that no other one names, is a finding unless a person has
    settled it.
    """
    return _Report([line for line in lines if not line.unseen], index, account).read(sought)


class _Report:
    """Lines joined into one text, with the way back from a position to the line,
    and what its lists name.
    """

    def __init__(self, lines: Sequence[TextLine], index: NameIndex, account: Account) -> None:
        self.index, self.account = index, account
        self.mentions: list[Mention] = []
        self._again: list[Mention] = []
        self.organizations: list[tuple[str, Place]] = []
        self._places = [line.place for line in lines]
        self._starts: list[int] = []
        self._gaps: list[int] = []
        pieces: list[str] = []
        length = 0
        for line in lines:
            self._starts.append(length)
            self._gaps += [length] if line.gap and not line.top else []
            piece = line.text.strip() + "\n"
            if pieces and _BROKEN.search(pieces[-1]) and piece[:1].islower():
                # a word parted at the end of a line, as in "partici-" "pated"
                pieces[-1] = pieces[-1][:-2]
                length -= 2
                self._starts[-1] = length
            pieces.append(piece)
            length += len(piece)
        self.text = "".join(pieces)

    def _line_at(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def _place_of(self, sentence: re.Match[str]) -> Place:
        return self._places[self._line_at(sentence.end() - len(sentence[0].lstrip()))]

    def _items(self, each: Listed) -> _Items:
        """The names of a list with their places."""
        items = (
            item._replace(match=state_of(item.text, self.index))
            for item in items_of(each.text, self.index)
        )
        return [(item, self._places[self._line_at(each.start + item.start)]) for item in items]

    def read(self, sought: Sought | None) -> Taken | None:
        """What the lists of the text say, then the States that stand in other sentences."""
        kept = self._not_all_but(lists_of(self.text, self.index, sought, self._gaps))
        listed = [(each, self._items(each)) for each in kept]
        present = [
            (each, items)
            for each, items in listed
            if each.section not in (*LEFT_OUT_REASONS, "doubtful")
        ]
        names = [
            item for each, items in present if each.section != "organization" for item, _ in items
        ]
        takes = any(item.match for item in names)
        if not takes and all(each.section != "doubtful" for each in kept):
            return (
                Taken("report", (), ())
                if self.account.of("open") and _ALL_BUT.search(normal(self.text))
                else None
            )
        for each, items in present:
            self._take(each, items)
        taken = {mention.iso3 for mention in self.mentions}
        for each, items in listed:
            if each.section in LEFT_OUT_REASONS:
                self._leave_out(each, items, taken)
        for _, items in (pair for pair in listed if pair[0].section == "doubtful"):
            self._ask_about(items, taken)
        spans = [(each.start, each.start + len(each.text)) for each in kept]
        self._passed_over(spans, taken)
        read = (
            self._places[self._line_at(first) : bisect_left(self._starts, last)]
            for first, last in spans
        )
        return Taken(
            "report",
            tuple(self.mentions),
            tuple(self.organizations),
            read=frozenset(place for places in read for place in places),
            again=tuple(self._again),
        )

    def _not_all_but(self, listed: Sequence[Listed]) -> list[Listed]:
        """The lists without those whose sentence says that all took part except the States that it
        names: a question.
        """
        kept = list(listed)
        for sentence in _WHOLE_SENTENCE.finditer(self.text):
            named = self.index.named_in(sentence[0])
            if (
                not named
                or not VERB.search(sentence[0])
                or not _ALL_BUT.search(normal(sentence[0]))
            ):
                continue
            kept = [each for each in kept if each.start not in range(*sentence.span())]
            place = self._place_of(sentence)
            left: dict[str, str] = {}
            for code, name in named:
                if self.account.says(name.title()) == LEFT_OUT:
                    self.account.leave_out(name.title(), place, "left out as you answered", code)
                else:
                    left[code] = name.title()
            if left:
                self.account.open(
                    "name-doubtful",
                    f'"{shown(sentence[0], 60)}" says who did not take part, and the document '
                    "does not name all those "
                    "that did. If it does, say of each of the exceptions --alias "
                    f'"{next(iter(left.values()))}=-"; '
                    "else import a list of the States.",
                    sentence[0],
                    place,
                    ", ".join(sorted(left)[:6]),
                )
        return kept

    def _take(self, each: Listed, items: _Items) -> None:
        """The States and organizations of a list of those taking part;
        the number that announces it must be theirs.
        """
        codes, before = set[str](), len(self.mentions)
        for item, place in items:
            if each.section == "organization" or item.is_organization:
                self.organizations.append((shown(item.text), place))
                settled = self.index.is_left_out(item.text)
                self.account.leave_out(
                    item.text, place, "as you answered" if settled else "an organization"
                )
            elif item.match:
                codes.add(item.match.iso3)
                self.mentions.append(mention_of(item.match, each.section, item.text, place))
            elif not heading_of(item.text):  # "Angola and Haiti, signatory States" names two
                message = (
                    f'"{shown(item.text)}" is not recognised as the name of a '
                    f"State.{self.index.hint(item.text)}"
                )
                named = self.index.named_in(item.text)
                state = named[0][0] if len(named) == 1 else ""
                self.account.open(
                    "name-unknown", f"{message} {SETTLE_NAME}", item.text, place, state
                )
        self._again += further(self.mentions[before:])
        # where several numbers are stated, their sum may be meant, as in `nine States Parties and
        # two signatories`
        stated = [int(match["n"]) if match["n"] else 1 for match in COUNT.finditer(each.announced)]
        stated += counts_in(normal(each.announced))
        if codes and stated:
            meant = len(codes) if sum(stated) == len(codes) else stated[-1]
            what = f'States after "{shown(each.announced.strip()[-60:], 60)}"'
            self.account.check(
                what, str(meant), str(len(codes)), self._places[self._line_at(each.start)]
            )

    def _leave_out(self, each: Listed, items: _Items, taken: set[str]) -> None:
        """The States of a list of those who took no part; one that stands among those taking part
        as well is asked.
        """
        reason = LEFT_OUT_REASONS[each.section]
        for item, place in items:
            match = item.match
            if not match:
                for code, name in self.index.named_in(item.text):
                    if code not in taken:
                        self.account.leave_out(name.title(), place, reason, code)
            elif match.iso3 not in taken:
                self.account.leave_out(item.text, place, reason, match.iso3)
            elif each.section == "absent" and match.kind != "alias":
                self.account.open(
                    "name-doubtful",
                    f'"{shown(item.text)}" is listed among those that took part and among those '
                    "that did not. "
                    'Settle it with --alias "NAME=STATE" if it took part, or "NAME=-" if it did '
                    "not.",
                    item.text,
                    place,
                    match.iso3,
                )

    def _ask_about(self, items: _Items, taken: set[str]) -> None:
        """Those of whom a sentence says that they took part and that they did not are a question;
        an alias settles it.
        """
        for item, place in items:
            match, name = item.match, shown(item.text)
            if not match or match.iso3 in taken:
                continue
            if self.account.doubt(
                f'The sentence that names "{name}" leaves it open whether it took part in the '
                "meeting itself.",
                "said to have taken part and not",
                item.text,
                place,
                match.iso3,
            ):
                self.mentions.append(Mention(match.iso3, "by_status", item.text, place, match.kind))

    def _passed_over(self, spans: Sequence[tuple[int, int]], taken: set[str]) -> None:
        """States of sentences that say neither that they took part nor that they did not."""
        index = self.index
        for sentence in _SENTENCE.finditer(self.text):
            if any(sentence.start() < last and first < sentence.end() for first, last in spans):
                continue
            names = dict(index.named_in(sentence[0]))
            new = names.keys() - taken
            if not new:
                continue
            left = left_out_of(sentence[0])
            left = None if left == "doubtful" else left
            attended = VERB.search(sentence[0]) is not None
            codes = [
                item.match.iso3
                for item in items_of(joined_lines(sentence[0], index), index)
                if item.match
            ]
            if not left and not attended and (len(codes) < 2 or len(new.union(codes)) < _FEWEST):
                continue
            before = self.text[max(0, sentence.start() - _INTRODUCTION) : sentence.start()]
            whole = (
                re.split(r"\.\s", before)[-1] + sentence[0] if before.endswith(":") else sentence[0]
            )
            if not left and not VERB.search(whole) and is_other_matter(whole):
                # the account names these States with all others that lines about other matters name
                continue
            what = "a sentence about taking part" if attended else f"a list of {len(codes)} States"
            reason = LEFT_OUT_REASONS[left] if left else None
            self._name(
                {code: names[code].title() for code in sorted(new)},
                what,
                reason,
                self._place_of(sentence),
            )

    def _name(self, names: dict[str, str], what: str, reason: str | None, place: Place) -> None:
        """States that only a further sentence names: left out for a reason, settled,
        or asked together.
        """
        asked: dict[str, str] = {}
        for code, name in names.items():
            if reason is not None:
                self.account.leave_out(name, place, reason, code)
                continue
            answer = self.account.answer(
                f'{what} names "{name}", which no list of those taking part names.',
                "in a list that does not say they took part",
                name,
                place,
                code,
            )
            if answer is None:
                asked[code] = name
            elif answer:
                self.mentions.append(Mention(code, "by_status", name, place, "alias"))
        if asked:
            listed = ", ".join([*asked][:6]) + (" ..." if len(asked) > 6 else "")
            message = f"{what} names States that no list of those taking part names: {listed}."
            some, name = next(iter(asked.items()))
            advice = (
                f'For each that took part say --alias "{name}={some}"; if none did, '
                "--leave-doubtful."
            )
            self.account.open("name-doubtful", f"{message} {advice}", listed, place, listed)
