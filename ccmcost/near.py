"""What a word that is not known was meant for: said in one way by every place that refuses a word.

A word that is a known one but for capitals, blanks, hyphens or the order of letters and number is
taken (`MSP 12`, `12MSP` for msp12); a misspelling or a part is only suggested. A suggestion that is
wrong is worse than none: another number is another thing, so `msp14` does not suggest msp4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ccmcost.errors import UsageError
from ccmcost.text import printable

_RUNS = re.compile(r"[^\W\d_]+|\d+")
_PLAIN = re.compile(r"[\w\s.‐-―-]*")  # letters, numbers, blanks and hyphens of every kind
_LIKE = 0.7
"""So much of a misspelling must agree (difflib, 0 to 1)."""

_MARGIN = 0.1
MOST = 3
"""More suggestions than this help nobody; the list of all that is known follows anyway."""

LONGEST_LIST, LONGEST_WORD = 40, 100


def meant(word: str, known: Iterable[str]) -> str | None:
    """The one of the known words that is written otherwise, or None.

    A blank between two numbers parts them: `msp1 2` is not msp12.
    """
    known = tuple(known)
    if word in known:
        return word
    runs = _runs(word)
    if not runs or not _PLAIN.fullmatch(word):
        return None
    same = [each for each in known if _runs(each) == runs]
    if not same and len(runs) == 2 and runs[0].isdigit() and not runs[1].isdigit():
        same = [each for each in known if _runs(each) == runs[::-1]]
    return same[0] if len(same) == 1 else None


def near(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words of which a word is a part or a misspelling, likeliest first; none if nothing
    is near, or more than three are a misspelling's or a part's equals.
    """
    known, runs = tuple(known), _runs(word)
    if not runs or len(word) > LONGEST_WORD:
        return ()
    parts = [each for each in known if _holds(_runs(each), runs)]
    if parts:
        return tuple(sorted(parts, key=lambda each: len(_runs(each)))) if len(parts) <= MOST else ()
    from difflib import SequenceMatcher  # only what is refused needs it

    letters, numbers = "".join(runs), [run for run in runs if run.isdigit()]
    likeness = {}
    for each in known:
        others = _runs(each)
        if [run for run in others if run.isdigit()] == numbers:
            likeness[each] = SequenceMatcher(None, "".join(others), letters).ratio()
    best = max(likeness.values(), default=0.0)
    close = [each for each, like in likeness.items() if like >= max(_LIKE, best - _MARGIN)]
    return tuple(sorted(close, key=lambda each: -likeness[each])) if len(close) <= MOST else ()


def did_you_mean(suggested: Sequence[str]) -> str:
    """A question that follows a refusal: ` Did you mean msp11?`; empty if nothing is suggested."""
    *others, last = suggested or ("",)
    shown = f"{', '.join(others)} or {last}" if others else last
    return f" Did you mean {shown}?" if shown else ""


def hint(word: str, known: Iterable[str], what: str = "Known") -> str:
    """What follows a refusal: what was probably meant, and all that is known where that is no long
    list. ` Did you mean reminder1? Known: cover, reminder1.`
    """
    known = tuple(known)
    suggested = near(word, known)
    whole = f" {what}: {', '.join(known)}." if known and len(known) <= LONGEST_LIST else ""
    return did_you_mean(suggested) + whole


def one_of(word: str, known: Sequence[str], option: str) -> str:
    """The known word that an option names, written in any way that has only one meaning.
    Raises UsageError with what is near.
    """
    found = meant(word, known)
    if found is None:
        raise UsageError(
            f'{option}: "{printable(word)}" is not one of {", ".join(known)}.'
            f"{did_you_mean(near(word, known))}"
        )
    return found


def _runs(text: str) -> list[str]:
    """The words and numbers of a text, in small letters and without leading zeros: `MSP-12` as
    msp and 12.
    """
    return [
        run.lstrip("0") or "0" if run.isdigit() else run for run in _RUNS.findall(text.casefold())
    ]


def _holds(whole: list[str], part: list[str]) -> bool:
    """Whether some words stand in a row in others; the last one may be cut short, unless it is a
    number.
    """
    *firsts, last = part
    for at in range(len(whole) - len(part) + 1):
        end = whole[at + len(firsts)]
        if whole[at : at + len(firsts)] == firsts and (
            end == last or (len(last) > 2 and not last.isdigit() and end.startswith(last))
        ):
            return True
    return False
