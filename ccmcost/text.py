r"""The one table of characters that no text of an office needs, and the few questions that are
asked of it.

Such a character cannot be seen, or makes what stands beside it read otherwise than it is: controls,
marks that turn the direction of writing, separators of lines, blanks without width, joiners, tags,
variation selectors, fillers, lone halves of a pair. The table is Unicode's
`Default_Ignorable_Code_Point` (DerivedCoreProperties.txt) with the controls, the separators of
lines, the blank of braille, the marks of annotations and what is no character at all. It is written
out, so that a text means the same under every version of Python.

    may it stand in data?                    `hidden_in`: the first that may not, tab and line ends
    apart in an argument, a name, one cell?        `is_line`: nothing hidden, and one line
    on a terminal, in a message?             `spelt_out`: as `\x202e`; `quoted`
    in a document that is made here?         `blanked`, `without_hidden`
    in a cell of a spreadsheet?              `disarmed`, and back: `armed`
    are two names those of one person?       `same_person`, `mixed_scripts`
    where does it stand in an index?         `alphabetical`
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls; tab, line feed and carriage return have a use
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
) + "".join(
    chr(plane | last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)  # no characters
_DATA = f"[{_HIDDEN}]"  # compiled by `re` when first used: most commands meet nothing hidden
_LINE = f"[{_HIDDEN}\t\n\r]"
_NOT_A_BLANK = f"[{_HIDDEN}\t\n\r\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"


def hidden_in(text: str) -> str:
    """The first character that may not stand in data, or nothing; tabs and line ends may."""
    found = None if _is_plain(text) else re.search(_DATA, text)
    return found[0] if found else ""


def is_line(text: str) -> bool:
    """Whether a text is one line without anything hidden: fit for an argument, a cell,
    the name of a person or office.
    """
    return _is_plain(text) or re.search(_LINE, text) is None


LONGEST_ARGUMENT = 10_000


def unreadable(text: str) -> str:
    """Why a text that was typed can be no id, name, sum or path of an office, before anything looks
    at it: a sentence, or nothing.
    """
    if len(text) > LONGEST_ARGUMENT:
        return f"an argument is {len(text):,} characters long; {LONGEST_ARGUMENT:,} is the most."
    if not is_line(text):
        return (
            f'"{printable(text)}" holds a control character or a hidden one, or is no UTF-8. Write '
            "it in plain text."
        )
    return ""


def spelt_out(text: str, kept: str = "") -> str:
    """Text safe for a terminal: what is hidden or ends a line as its code (U+202E as x202e),
    but for the `kept`.
    """
    return _replaced(text, _LINE, _code, kept)


def quoted(text: str) -> str:
    """As `spelt_out`, for what somebody typed: blanks that are no plain blank are spelt out too,
    for they are the fault.
    """
    return _replaced(text, _NOT_A_BLANK, _code)


def printable(text: str, longest: int = 60) -> str:
    """Text from outside, safe to show: control and direction characters escaped,
    cut to a length.
    """
    return quoted(text[:longest]) + ("..." if len(text) > longest else "")


def blanked(text: str, kept: str = "", by: str = " ") -> str:
    """Text with a blank (or `by`) for each character that is hidden or ends a line,
    but for the `kept`.
    """
    return _replaced(text, _LINE, lambda _: by, kept)


def without_hidden(text: str, kept: str = "") -> str:
    """Text on one line without what is hidden, but for the `kept`;
    a tab or a line end becomes a blank.
    """
    return _replaced(text, _LINE, lambda char: " " if char in "\t\n\r" else "", kept)


def _replaced(text: str, pattern: str, by: Callable[[str], str], kept: str = "") -> str:
    if _is_plain(text):
        return text
    return re.sub(pattern, lambda found: found[0] if found[0] in kept else by(found[0]), text)


def _code(char: str) -> str:
    return f"\\x{ord(char):02x}"


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


_FORMULA = (
    "'*[^\\S\\t\\r\\n]*(?:\"[^\\S\\t\\r\\n]*)*[=+\\-@\ufe62\ufe63\ufe66\ufe6b"
    "\uff0b\uff0d\uff1d\uff20]"
)
"""How a cell begins that a spreadsheet would run, after blanks and quotes."""
_BEGIN = r"(?:\A(?!'*\s*[+-][0-9 .,]*%?\s*\Z)|(?<=[;|\t\r\n]))"
"""Where a cell may begin: the text, unless it is a number with a sign,
and what follows a separator of any country.
"""
_ARMED = f"{_BEGIN}(?={_FORMULA})"
_DISARMED = f"{_BEGIN}'(?={_FORMULA})"


def disarmed(cell: str) -> str:
    """The text of a cell that no spreadsheet runs as a formula: an apostrophe before it, such as
    `'=1+1`.

    What separates columns in some country or program (`;`, `|`, a tab, a line end) may begin a cell
    there, so it counts as well. `armed` gives back the very text.
    """
    return re.sub(_ARMED, "'", cell)


def armed(cell: str) -> str:
    """The text that `disarmed` made a cell from."""
    return re.sub(_DISARMED, "", cell) if "'" in cell else cell


_LOOKS_LIKE = {
    # Cyrillic
    "АВЕЗІЈКМНОРСТУХЅԌԚԜҮ": "ABEZIJKMHOPCTYXSGQWY",
    "аԁеһіӏјкмнорԛгѕтихуѵԝьпвҫғ": "adehiljkmhopqrstuxyvwbnbcf",
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺαβγηικνορτυχωϲϳσ": "ABEZHIKMNOPTYXCMaBynikvoptuxwcjo",  # Greek
    "ՕՏՍԼօոսհգցյզր": "OSULonuhqgjqn",  # Armenian
    "ᎪᏴᏟᎠᎬᎰᏀᎻᏆᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎩᏃ": "ABCDEFGHIJKLMPRSTVWYZ",  # Cherokee
    "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ": "ABCDEFGHIJKLMNOPRSTUVWXYZ",  # Lisu
    "ⲀⲂⲤⲈⲎⲒⲔⲘⲚⲞⲢⲦⲨⲬⲌⲁⲉⲟⲣⲥⲭ": "ABCEHIKMNOPTYXZaeopcx",  # Coptic
    # Latin and digits
    "ɑɡıȷłøđħŧƒᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢƖǀ|01": "agijlodhtfabcdeghijklmnoprstuvwyzllloi",
}
"""What looks like a letter of the Latin alphabet, by script;
the forms that NFKC unfolds are not named here.
"""
_EAST_ASIAN = frozenset(
    {"BOPOMOFO", "CJK", "HANGUL", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA", "KATAKANA-HIRAGANA"}
)


_TITLES = re.compile(r"mr|mrs|ms|miss|dr|prof|sir|madam|mme|mlle|monsieur|madame|sr|sra")
_ASIDE = re.compile(r"\([^()]*\)|\[[^][]*\]")
_BETWEEN = re.compile(r"[\s.,;:/_-]+")


def same_person(one: str, other: str) -> bool:
    """Whether two names may be those of one person: equal but for case, blanks, dots, other signs
    and what cannot be seen, or equal to the eye, as are a Cyrillic and a Latin A; in another order,
    with a title or with a remark in brackets.

    A name without a letter is nobody's: it may be anyone's.
    """
    if not all(any(map(str.isalpha, name)) for name in (one, other)):
        return True
    return any(
        a == b
        for form in (str, _in_order)
        for a, b in zip(_keys(form(one)), _keys(form(other)), strict=True)
    )


def _in_order(name: str) -> str:
    """A name without titles and remarks in brackets, its words in the order of the alphabet."""
    from unicodedata import normalize

    words = _BETWEEN.split(_ASIDE.sub(" ", normalize("NFKC", without_hidden(name)).casefold()))
    kept = sorted(word for word in words if word and not _TITLES.fullmatch(word))
    return " ".join(kept or words)


@lru_cache(maxsize=1024)
def mixed_scripts(name: str) -> tuple[str, ...]:
    """The scripts of a name's letters if there are several (`("CYRILLIC", "LATIN")`), else nothing.

    Chinese, Japanese and Korean writing count as one: names of those languages mix it.
    """
    from unicodedata import name as title
    from unicodedata import normalize

    words = {
        title(char, "UNKNOWN").split()[0] for char in normalize("NFKC", name) if char.isalpha()
    } - {"MODIFIER"}
    scripts = {"CJK" if word in _EAST_ASIAN else word for word in words}
    return tuple(sorted(scripts)) if len(scripts) > 1 else ()


def _keys(name: str) -> tuple[str, str]:
    """What of a name counts: by its letters, and by what they look like."""
    from unicodedata import normalize

    text = normalize("NFKC", without_hidden(normalize("NFKC", without_hidden(name))))
    seen = text.translate(_as_latin())
    return _bare(text), _bare(seen).translate(_as_latin()).translate({ord("i"): "l"})


def _bare(text: str) -> str:
    """Letters and digits alone, in lower case, without accents."""
    from unicodedata import category, combining, decimal, normalize

    flat = normalize("NFKD", normalize("NFKC", text).casefold())
    kept = (
        char
        for char in flat
        if char.isalnum() or (category(char)[0] == "M" and not combining(char))
    )
    return "".join(str(decimal(char)) if char.isdecimal() else char for char in kept)


def _as_latin() -> dict[int, str]:
    return {
        ord(char): latin
        for chars, latins in _LOOKS_LIKE.items()
        for char, latin in zip(chars, latins, strict=True)
    }


def alphabetical(name: str) -> str:
    """A key that sorts names as an English index does, accents aside."""
    from unicodedata import combining, normalize

    return "".join(c for c in normalize("NFD", name.casefold()) if not combining(c))
