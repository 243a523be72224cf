"""What people type: days, sums, names of States, meetings, years and currencies, nearly right. What
is accepted must be read to the one meaning: that of what it was made from, or that of its letters.
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from ccmcost.cli.commands import COMMANDS, declared
from ccmcost.cli.declared import Group, Option, Parameter
from ccmcost.model.calendar import MONTHS
from tests.hostile.nasty import DATES, NUMBERS, PATHS, value
from tests.hostile.room import Case, Dice, Judge, Outcome, Room
from tests.hostile.texts import CLERK, LEDGER

DATA = Path(__file__).parent.parent.parent / "data"
_SAID_DAY = re.compile(rf"\b([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})")
_NAMED = {
    "en": MONTHS,
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_LIKE = str.maketrans("AaEeOoPpCcJjIiTHMB0123456789", "АаЕеОоРрСсЈјІіТНМВ０１２３４５６７８９")
_BLANKS = (" ", "\u00a0", "\u2009", "\u202f", "\u3000", "  ", "\t", "\n", "\u200b", "\u202e", "\0")


def bent_text(text: str, dice: Dice) -> str:
    """A text with one letter gone, doubled, changed, exchanged or of another script; in other
    capitals, accents, digits or blanks; or as it was.
    """
    at, how = dice.randrange(len(text)), dice.randrange(14)
    near = {
        0: text[:at] + text[at + 1 :],
        1: text[:at] + text[at] + text[at:],
        2: text[:at] + dice.choice("abcxyz0123456789.,-/ '") + text[at + 1 :],
        3: text[:at] + dice.choice("abcxyz0123456789.,-/ '") + text[at:],
        4: text[:at] + text[at : at + 2][::-1] + text[at + 2 :],
        5: text[:at] + text[at].translate(_LIKE) + text[at + 1 :],
        6: text.translate(_LIKE),
        7: text.swapcase(),
        8: unicodedata.normalize(dice.choice(("NFD", "NFKC")), text),
        9: text.replace(" ", dice.choice(_BLANKS)),
        10: dice.choice(_BLANKS) + text + dice.choice(_BLANKS),
        11: text[:at] + value(dice)[:20_000] + text[at:],
        12: text[: at + 1],
    }
    return near.get(how, text)


def _day(dice: Dice) -> tuple[str, date]:
    day = date(2023, 1, 1) + timedelta(dice.randrange(700))
    language = dice.choice(sorted(_NAMED))
    names = _NAMED[language]
    month = (names if isinstance(names, tuple) else names.split())[day.month - 1]
    text = dice.choice(
        (
            day.isoformat(),
            f"{day.year}/{day.month:02}/{day.day:02}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.day} {month} {day.year}",
            f"{day.day}-{month[:3]}-{day.year}",
            f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
            f"{day.day} de {month} de {day.year}",
            f"{day.day:02}.{day.month:02}.{day.year}",
            f"{day.month}/{day.day}/{day.year}",
            f"{day.isoformat()} 00:00:00",
            f"{day.day:02}.{day.month:02}.{day.year % 100}",
        )
    )
    return text, day


def reads_day(text: str) -> Judge:
    """A day that is said back must have the figures of what was typed: its year, its day, and its
    month or the beginning of its name.
    """

    def judge(outcome: Outcome, room: Room) -> str:
        found = _SAID_DAY.search(outcome.out)
        if outcome.code or found is None:
            return ""
        day = date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
        plain = re.sub(r"[ T]0?0:00(:00(\.0+)?)?\s*$", "", text)
        figures = sorted(int(each) for each in re.findall("[0-9]+", plain))
        if figures == sorted((day.year, day.month, day.day)):
            return ""
        words = _letters("".join(re.findall(r"[^\W\d_]+", plain)))
        names = [_letters(each[day.month - 1]) for each in _months()]
        is_named = any(len(part) > 2 and part in words for name in names for part in _begun(name))
        is_right = figures == sorted((day.year, day.day)) and is_named
        return "" if is_right else f"{text!r} was read as {day}"

    return judge


@cache
def _months() -> tuple[tuple[str, ...], ...]:
    others = "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني"
    found = [
        names if isinstance(names, tuple) else tuple(names.split()) for names in _NAMED.values()
    ]
    return (*found, (*others.split(), "كانون_الأول"))


def _begun(name: str) -> list[str]:
    return [name[:length] for length in range(min(3, len(name)), len(name) + 1)]


def _letters(text: str) -> str:
    flat = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in flat if each.isalpha())


def _sum(dice: Dice) -> tuple[str, Decimal]:
    minor = dice.choice((50, 100, 1050, 123456, 41234567, dice.randrange(1, 10**9)))
    whole, cents = divmod(minor, 100)
    grouped = f"{whole:,}"
    text = dice.choice(
        (
            f"{whole}.{cents:02}",
            f"{whole},{cents:02}",
            f"{grouped}.{cents:02}",
            f"{grouped.replace(',', ' ')},{cents:02}",
            f"{grouped.replace(',', '.')},{cents:02}",
            f"{grouped.replace(',', chr(39))}.{cents:02}",
            grouped,
            grouped.replace(",", "."),
            f"{whole}",
        )
    )
    text = dice.choice(("", "", "USD ", "US$ ", "$", "EUR ", "-", "+")) + text
    return text + dice.choice(("", "", "", " USD", "usd", " €")), Decimal(minor) / 100


def reads_sum(text: str) -> Judge:
    """A sum that is taken must have the digits of what was typed, and no others, with at most one
    place where its decimals can begin.
    """

    def judge(outcome: Outcome, room: Room) -> str:
        if outcome.code:
            return ""
        if outcome.out.startswith("{"):
            got = Decimal(json.loads(outcome.out)["cost"]["amount"])
        else:
            found = re.search(r"receipt USD ([0-9,]+\.[0-9]{2})", outcome.out)
            if found is None:
                return f"{text!r}: nothing says what was read"
            got = Decimal(found[1].replace(",", ""))
        typed = "".join(re.findall("[0-9]+", text))
        plain = f"{abs(got):.2f}".replace(".", "")
        is_same = typed.strip("0") == plain.strip("0")
        marks = re.findall(r"[.,](?=[0-9])", text)
        part = re.search(r"[.,]([0-9]+)\D*$", text)
        is_group = re.search(r"(?<![0-9])0+[.,][0-9]+\D*$", text) is None  # none begins with 0
        is_whole = not part or (len(part[1]) == 3 and is_group and len({*marks}) < 2)
        value = Decimal(int(typed or 0)).scaleb(0 if is_whole else -len(part[1]) if part else 0)
        return "" if is_same and value == abs(got) else f"{text!r} was read as {got}"

    return judge


@cache
def _names() -> dict[str, list[str]]:
    """All names and codes of each State in the data."""
    with (DATA / "states.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = {row["iso3"]: [row[key] for key in row if key.startswith("name")] for row in rows}
    for row in rows:
        found[row["iso3"]] += [row["iso3"], row["iso2"]]
    with (DATA / "state_names.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["iso3"], []).append(row["name"])
    return {code: [name for name in names if name] for code, names in found.items()}


def reads_state(text: str, code: str) -> Judge:
    """A State that is found must be the one whose name was bent, or have just this name."""

    def judge(outcome: Outcome, room: Room) -> str:
        found = re.search(r"\(([A-Z]{3})\)", outcome.out)
        if outcome.code or found is None or found[1] == code:
            return ""
        same = {_flat(name) for name in _names().get(found[1], [])}
        return "" if _flat(text) in same else f"{text!r} (of {code}) was read as {found[1]}"

    return judge


def _flat(text: str) -> str:
    return "".join(each for each in _letters(unicodedata.normalize("NFKC", text)) if each.isalnum())


_MEETINGS = {
    "msp11": ("msp11", "MSP 11", "msp-11", "11MSP", "Eleventh Meeting of States Parties"),
    "msp12": ("MSP12", "Twelfth Meeting of States Parties", "msp_12"),
    "rc1": ("rc1", "RC 1", "First Review Conference"),
    "rc2-pm1": ("rc2-pm1", "RC2 PM1", "rc2pm1"),
    "msp3": ("msp3", "MSP-3", "Third Meeting of States Parties"),
}


def reads_meeting(text: str, meeting: str) -> Judge:
    """A meeting that is found must be the one that was bent, or have just this id or name."""

    def judge(outcome: Outcome, room: Room) -> str:
        found = re.search(r"\(((?:msp|rc)[0-9][a-z0-9-]*)\)", outcome.out)
        if outcome.code or found is None or found[1] == meeting:
            return ""
        plain = re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", text).casefold())
        is_same = _parted(plain) == _parted(found[1].replace("-", ""))  # 1MSP is MSP1
        return "" if is_same else f"{text!r} (of {meeting}) was read as {found[1]}"

    return judge


def _parted(name: str) -> tuple[str, ...]:
    """The letters and the figures of an id, whichever come first."""
    return "".join(filter(str.isalpha, name)), "".join(filter(str.isdecimal, name))


def _currency(text: str) -> Judge:
    def judge(outcome: Outcome, room: Room) -> str:
        if outcome.code:
            return ""
        got = json.loads(outcome.out)["cost"]["currency"]
        return "" if got == text.strip().upper() else f"{text!r} was read as {got}"

    return judge


def _year(text: str) -> Judge:
    def judge(outcome: Outcome, room: Room) -> str:
        is_year = re.fullmatch(r"\s*[0-9]{4}(\s*[-–—/]\s*[0-9]{2,4})?\s*", text, re.ASCII)
        return f"{text!r} was taken as a year" if not outcome.code and not is_year else ""

    return judge


_JSON = ("--no-files", "--format", "json")
_OTHERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("apportion {} --no-files", ("Msp 11", "RC 1")),
    ("apportion msp11 --no-files --with={}", ("USA,China", "Brazil")),
    ("apportion msp11 --no-files --rule={}", ("Article 14-1", "ARTICLE-14-2")),
    ("apportion msp11 --no-files --scale={}", ("UN 2022-2024", "2022-2024")),
    ("apportion msp11 --no-files --format={}", ("CSV", "Json")),
    ("apportion msp11 --no-files --as-of={}", ("30 June 2024",)),
    ("forecast msp13 --trials=50 --cost={}", ("400,000; 450,000; 500,000", "400000,450000,500000")),
    ("forecast msp13 --trials={}", ("100", "1e3")),
    ("whatif msp13 --without={}", ("Sweden", "France, Japan")),
    ("compare msp11 --rules={}", ("article-14-1,article-14-2",)),
    ("ledger list --amount={}", ("5.00", "5,00")),
    ("ledger list --kind={}", ("Receipt", "issue")),
    ("ledger list --since={}", ("1.1.2024",)),
    ("record identify 5 SWE msp12 --amount={} --document=D", ("5.00",)),
    ("record refund msp12 SWE {} --on=2024-05-02 --document=D --approved-by=B", ("5.00",)),
    ("record bank-charge msp12 SWE {} --on=2024-05-02 --document=D", ("1,25",)),
    ("record reverse {} --on=2024-06-02 --reason=R", ("3", "3-4", "3,4")),
    ("record reverse 3 --on=2024-06-02 --reason={}", ("An error",)),
    ("cost set {} --status=estimate --amount=5 --source=D --adopted-on=2024-01-01", ("MSP 13",)),
    ("cost set msp13 --status={} --amount=5 --source=D --adopted-on=2024-01-01", ("Estimate",)),
    ("meeting set msp13 --city={}", ("Vientiane",)),
    ("meeting set msp13 --country={}", ("Suisse", "LAO")),
    ("meeting set msp13 --start={}", ("14.09.2026",)),
)


def _other(dice: Dice) -> Case:
    line, texts = dice.choice(_OTHERS)
    word = bent_text(dice.choice(texts), dice)
    words = tuple(part.replace("{}", word) for part in line.split(" "))
    records = line.startswith(("record", "cost"))
    writes = (*LEDGER, "office/data") if records or line.startswith("meeting") else ()
    return Case((*words, *(CLERK if records else ())), {}, writes, line)


_NEVER = (
    "app",
    "help",
    "report",
    "audit-pack",
    "chart",
    "--show-completion",
    "--install-completion",
)


@cache
def _examples() -> tuple[tuple[tuple[str, ...], tuple[Parameter, ...]], ...]:
    """The examples of every command, each with all that the command takes."""
    found = []
    for name in COMMANDS:
        each = declared(name)
        inside = each.commands if isinstance(each, Group) else {"": each}
        for command in inside.values():
            lines = [text.partition("    ")[0] for text in command.examples]
            words = [tuple(shlex.split(line)[1:]) for line in lines if line.startswith("ccmcost ")]
            found += [(line, tuple(command.parameters)) for line in words]
    return tuple(line for line in found if not {*line[0]} & {*_NEVER})


def _every(dice: Dice) -> Case:
    """An example of any command, with one of its words bent, or an option more."""
    line, parameters = dice.choice(_examples())
    words = list(line)
    for _ in range(dice.choice((0, 1, 1))):
        at = dice.randrange(1, len(words)) if len(words) > 1 else 0
        option, equals, text = words[at].partition("=")
        bent = dice.choice((bent_text, _worst))(text or option, dice)
        words[at] = f"{option}={bent}" if equals else bent
    for one in dice.sample(parameters, min(len(parameters), dice.choice((0, 0, 1, 1)))):
        if isinstance(one.said, Option):
            usual = dice.choice(("msp12", "SWE", "2024-06-30", "1000", "USD", "en", "x", "12"))
            text = dice.choice((bent_text, _worst))(usual, dice)
            words += [one.names[0]] if one.said.metavar is None else [f"{one.names[0]}={text}"]
    return Case(tuple(words), {}, ("",), line[0])


def _worst(usual: str, dice: Dice) -> str:
    return dice.choice((value(dice), *map(dice.choice, (NUMBERS, DATES, PATHS)), usual * 2))


def inputs_case(dice: Dice, room: Room) -> Case:
    """One thing that a person types, nearly right, and how it was read."""
    kind = dice.choice(
        ("day", "day", "sum", "sum", "state", "state", "meeting", "word", *("other",) * 4)
    )
    if kind == "other":
        return _other(dice) if dice.random() < 0.3 else _every(dice)
    if kind == "day":
        text = bent_text(_day(dice)[0], dice)
        line = dice.choice((("status",), ("statement", "SWE"), ("next",)))
        return Case((*line, f"--as-at={text}"), {}, (), kind, judge=reads_day(text))
    if kind == "sum":
        text = bent_text(_sum(dice)[0], dice)
        if dice.random() < 0.7:
            line = ("apportion", "msp11", f"--cost={text}", *_JSON)
            return Case(line, {}, (), kind, judge=reads_sum(text))
        line = ("receive", "msp12", "AUS", "--on=2024-05-01", "--reference=R", "--overpaid", *CLERK)
        return Case((*line, "--", text), {}, LEDGER, kind, judge=reads_sum(text))
    if kind == "state":
        code = dice.choice(("SWE", "AUS", "NER", "NGA", "COD", "COG", "KOR", "PRK", "GIN", "LAO"))
        text = bent_text(dice.choice(_names()[code]), dice)
        return Case(("state", "--", text), {}, (), kind, judge=reads_state(text, code))
    if kind == "meeting":
        meeting = dice.choice(sorted(_MEETINGS))
        text = bent_text(dice.choice(_MEETINGS[meeting]), dice)
        return Case(("show", "--", text), {}, (), kind, judge=reads_meeting(text, meeting))
    if dice.random() < 0.6:
        text = bent_text(dice.choice(("USD", "eur", "CHF", "JPY", "Kwd")), dice)
        line = ("apportion", "msp11", "--cost=5000", f"--currency={text}", *_JSON)
        return Case(line, {}, (), "currency", judge=_currency(text))
    text = bent_text(dice.choice(("2024", "2025", "2023", "2024-25")), dice)
    return Case(("calendar", "--", text), {}, (), "year", judge=_year(text))
