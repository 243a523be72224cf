"""Numbers written as words in English, French and Spanish, as documents write how many States took part."""

from __future__ import annotations

import re

_UNITS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve",
}
_TENS = {
    "en": {2: "twenty", 3: "thirty", 4: "forty", 5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty", 9: "ninety"},
    "fr": {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre vingt"},
    "es": {3: "treinta", 4: "cuarenta", 5: "cincuenta", 6: "sesenta", 7: "setenta", 8: "ochenta", 9: "noventa"},
}
_HUNDREDS = {"en": ("one hundred", "one hundred and", "hundred"), "fr": ("cent",), "es": ("ciento", "cien")}
_LINKS = {"en": ("",), "fr": ("", "et "), "es": ("y ",)}


def _table() -> dict[str, int]:
    words: dict[str, int] = {}
    for language, units in _UNITS.items():
        small = {name.replace("-", " "): number for number, name in enumerate(units.split(), 1)}
        small |= {"una": 1, "veintiun": 21, "veintiuna": 21} if language == "es" else {"une": 1} if language == "fr" else {}
        for ten, name in _TENS[language].items():
            small.setdefault(name, 10 * ten)
            most = 19 if language == "fr" and ten in (6, 8) else 9
            for link in _LINKS[language]:
                small |= {f"{name} {link}{unit}": 10 * ten + n for unit, n in small.copy().items() if n <= most}
        small |= {"quatre vingts": 80} if language == "fr" else {}
        small |= {"un": 1, "treinta y un": 31} if language == "es" else {}
        for hundred in _HUNDREDS[language]:
            small |= {f"{hundred} {unit}": 100 + n for unit, n in small.copy().items() if n < 100}
            small[hundred] = 100
        words |= small
    return words


_NUMBERS = _table()
_BETWEEN = frozenset(
    ("other", "observer", "signatory", "following", "further", "additional", "remaining", "member", "participating", "new")
)
_BETWEEN |= frozenset(("high", "contracting", "autres", "otros", "siguientes", "suivants", "more"))
_NOUN = re.compile(
    r"states?|etats?|estados?|countries|pays|paises|delegations|delegaciones|parties|signator\w+|signatair\w+"
)
_LONGEST = 6


def counts_in(words: str) -> list[int]:
    """The numbers of two and more that normalised words write out before States: `following nine States Parties`."""
    given, found, at = words.split(), [], 0
    while at < len(given):
        length = next((n for n in range(_LONGEST, 0, -1) if " ".join(given[at : at + n]) in _NUMBERS), 0)
        number = _NUMBERS[" ".join(given[at : at + length])] if length else 0
        at += max(length, 1)
        after = at
        while after < len(given) and given[after] in _BETWEEN:
            after += 1
        if number > 1 and after < len(given) and _NOUN.fullmatch(given[after]):
            found.append(number)
    return found
