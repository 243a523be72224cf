"""What words say in an estimate: whether a row is a total, the kind of a line, the currency and the unit of its sums."""

from __future__ import annotations

import re

from ccmcost.intake.names import normal
from ccmcost.model.cost_lines import LineKind

_NUMBERED = re.compile(r"^\s*(?:[0-9]{1,2}|[A-Za-z]|[IVX]+)\s*[.)]\s+")
_KINDS: tuple[tuple[LineKind, re.Pattern[str]], ...] = (
    (
        "non_conference_servicing",
        re.compile(
            r"\bnon conference|hors (?:services de )?conference|(?:servicios )?(?:distintos|ajenos|no relacionados)\b"
        ),
    ),
    ("conference_servicing", re.compile(r"\bconference servic|\bservices? de conference|\bservicios? de conferencias?")),
    (
        "programme_support",
        re.compile(r"\bprogram(?:me)? support|\bpsc\b|\bappui aux? programmes?|\bapoyo a(?: los)? programas?"),
    ),
    ("contingency", re.compile(r"\bcontingenc|\bimprevus?\b|\bimprevistos?\b|\breserve\b|\breserva\b")),
    ("rounding", re.compile(r"\brounding|\brounded|\barrondi|\bredondeo")),
)
_TOTAL = re.compile(
    r"^(?:(?:grand|overall|estimated|gross|net|final|adjusted|revised|new|sous|montant|monto|importe|cout|costo|coste|gran"
    r"|costs?) |sub ?)*(?:totals?|totaux)\b|^sum of\b|^somme\b|^suma\b|^(?:net|gross|brut|neto|bruto)$"
)
_NET = re.compile(
    r"^(?:net|gross) (?:amounts?|costs?|sums?|requirements?|estimates?|expenditures?|balance|payable|due|to be)\b"
    r"|^(?:montant|cout|solde|depenses|besoins) nets?\b|^(?:monto|importe|costo|coste|gasto|saldo) neto\b"
    r"|^(?:(?:amounts?|costs?|sum|balance|remainder|montant|cout|solde|somme|monto|importe|costo|saldo) )?"
    r"(?:to be (?:assessed|apportioned|shared|distributed|divided)|a (?:repartir|prorratear|distribuir)|por repartir)\b"
)
_SUBTOTAL = re.compile(r"^(?:net |gross )?(?:sub ?total|sous total|total partiel|total parcial)")
_ROUNDED = re.compile(r"\brounded\b|\barrondie?\b|\bredondead[oa]\b")

_SYMBOLS = (
    (re.compile(r"(?<![A-Z])US\s?\$|\$\s?(?:US|[EÉ]\.?-?U)\b|\bk?USD\b", re.IGNORECASE), "USD"),
    (re.compile(r"€|\bk?EUR\b", re.IGNORECASE), "EUR"),
    (re.compile(r"\bk?CHF\b|\bSFr\b|\bFr\.", re.IGNORECASE), "CHF"),
    (re.compile(r"£|\bGBP\b", re.IGNORECASE), "GBP"),
    (re.compile(r"(?<![A-Za-z$])CA?\$"), "CAD"),
    (re.compile(r"(?<![A-Za-z$])AU?\$"), "AUD"),
    (re.compile(r"(?<![A-Za-z$])NZ\$"), "NZD"),
    (re.compile(r"(?<![A-Za-z$])\$(?!\s?(?:US|[EÉ]\.?-?U)\b)"), "USD"),
)
_CODE = re.compile(r"\b(AUD|CAD|CNY|DKK|INR|JPY|KRW|KWD|MXN|NOK|NZD|PLN|SEK|SGD|THB|XAF|XOF|ZAR)\b")
_NAMES = (
    (
        re.compile(
            r"\b(?:united states(?: of america)?|us|u s|usa|american) dollars?\b"
            r"|\bdollars? (?:des etats unis|us|u s|eu|e u|americains?)\b"
            r"|\bdolares? (?:(?:de )?(?:los )?(?:estados unidos|ee ?uu|e e u u)|estadounidenses?|americanos?|us)\b"
        ),
        "USD",
    ),
    (re.compile(r"\bcanadian dollars?\b|\bdollars? canadiens?\b|\bdolares? canadienses?\b"), "CAD"),
    (re.compile(r"\baustralian dollars?\b|\bdollars? australiens?\b|\bdolares? australianos?\b"), "AUD"),
    (re.compile(r"\bnew zealand dollars?\b|\bdollars? neo zelandais\b|\bdolares? neozelandeses?\b"), "NZD"),
    (re.compile(r"\beuros?\b"), "EUR"),
    (re.compile(r"\bswiss francs?\b|\bfrancs? suisses?\b|\bfrancos? suizos?\b"), "CHF"),
    (re.compile(r"\bpounds? sterling\b|\blivres? sterling\b|\blibras? esterlinas?\b"), "GBP"),
    (re.compile(r"\b(?:japanese )?yens?\b"), "JPY"),
    (
        re.compile(
            r"\b(?:hong kong|singapore|fiji(?:an)?|jamaican|namibian|taiwan) dollars?\b|\b(?:dollars?|dolares?) de \w+"
            r"|\bfrancs?\b|\bfrancos?\b|\bcouronnes?\b|\bkron(?:er|or|ur)\b|\bpesos?\b|\brupees?\b|\broupies?\b|\brands?\b"
            r"|\bpounds?\b|\byuans?\b|\brou?bles?\b|\bdirhams?\b|\bdinars?\b"
        ),
        "?",
    ),
)
"""Names of currencies as `normal` writes them; the last ones are those of several countries. Earlier ones go first."""

_THOUSANDS = re.compile(
    r"\bthousands?\b|\b(?:USD|EUR|CHF|US)\s?\$?\s?\(?k\b|\bk\s?[$€]|\bT(?:USD|EUR|CHF)\b|\bx\s?1[, ]?000\b"
    r"|\bmilliers?\b|\b(?:en|in) miles\b|\bmiles de\b"
    r"|['\u2019\u2018]000\b|\(000s?\)|\b000s\b|\bk(?:USD|EUR|CHF)\b",
    re.IGNORECASE,
)
_MILLIONS = re.compile(r"\bmillions?\b|\bmillones\b|\bmio\b", re.IGNORECASE)
_UNIT = re.compile(
    r"\b(?:in|en)\s+(?:(thousands|milliers|miles)|millions|millones)\b"
    r"|\b(?:(thousands|milliers|miles)|millions|millones)\s+(?:of|de|d[\u2019'])\s*"
    r"(?:US|USD|EUR|CHF|united states|dollars?|euros?|swiss|francs?|d[oó]lares|\$|€)",
    re.IGNORECASE,
)
_NOUGHTS = re.compile(r"['\u2019\u2018]000\b|\(000s?\)|\b000s\b|\bk(?:USD|EUR|CHF)\b")


def words_of(label: str) -> str:
    """The normalised words of an item, without its number."""
    return normal(_NUMBERED.sub("", label))


def is_sum_row(words: str) -> bool:
    """Whether the words of a row say that it sums others: a total, a sub-total, what remains to be assessed."""
    return _TOTAL.match(words) is not None or _NET.match(words) is not None


def is_subtotal(words: str) -> bool:
    """Whether the words of a row of a sum say that it is of a part only."""
    return _SUBTOTAL.match(words) is not None


def is_rounded(words: str) -> bool:
    """Whether the words of a row of a sum say that it is rounded."""
    return _ROUNDED.search(words) is not None


def kind_of_line(words: str) -> LineKind | None:
    """The kind of a line of a cost, if its words say one."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def currency_of_text(text: str) -> str:
    """The one currency that a text names; empty if it names none, `?` if it names several or one of several countries."""
    found = {code for pattern, code in _SYMBOLS if pattern.search(text)} | set(_CODE.findall(text))
    words = normal(re.sub(r"['\u2019]", " ", text))
    for pattern, code in _NAMES:
        words, times = pattern.subn(" ", words)
        found |= {code} if times else set()
    return found.pop() if len(found) == 1 else "?" if found else ""


def power_of_heading(text: str) -> int:
    """The power of ten of the unit that the heading of a column names: 3 for thousands."""
    return 3 if _THOUSANDS.search(text) else 6 if _MILLIONS.search(text) else 0


def power_of_text(text: str) -> int:
    """The power of ten of the unit that a text above a table names: 3 for `in thousands of dollars`, `US$ '000`."""
    found = {3 if match[1] or match[2] else 6 for match in _UNIT.finditer(text)} | ({3} if _NOUGHTS.search(text) else set())
    return found.pop() if len(found) == 1 else 0
