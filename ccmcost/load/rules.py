"""Rules: `data/rules/*.toml`, or any file given with --rule. Unknown keys are refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar, get_args

from ccmcost.errors import DataError
from ccmcost.findings import Findings
from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader
from ccmcost.load.states import ORGANIZATION
from ccmcost.model.money import LARGEST_TOTAL, Money, decimals_of, scaled_int
from ccmcost.model.rates import Rate, parse_rate, share_of_per_cent
from ccmcost.model.rule import (
    Level,
    Liable,
    Limits,
    Relief,
    Residual,
    Rule,
    ShareResidual,
    StatesNotParty,
)
from ccmcost.model.source import SourceFile
from ccmcost.model.states import States

T = TypeVar("T")
FOLDER = "rules"
_LIMITS = ("ceiling", "ldc_ceiling", "floor", "minimum")
_SUM = re.compile(r"([A-Z]{3}) ([0-9.]+)")


def rule_ids(reader: Reader) -> tuple[str, ...]:
    """Ids of the rules in the data folder, sorted."""
    return tuple(name.removesuffix(".toml") for name in reader.names(FOLDER, ".toml"))


def load_rule(reader: Reader, rule_id: str, states: States) -> Rule | None:
    """A rule of the data folder by its id; what is wrong goes to the reader's findings."""
    return rule_in(reader.file(f"{FOLDER}/{rule_id}.toml"), reader.findings, states, rule_id)


def read_rule(reader: Reader, path: Path, states: States) -> Rule | None:
    """A rule file that the user gave; what is wrong goes to the reader's findings."""
    return rule_in(reader.given(path), reader.findings, states)


def rule_in(
    source: SourceFile | None, findings: Findings, states: States | None, rule_id: str = ""
) -> Rule | None:
    """The rule that a file holds; what is wrong goes to the findings.
    Without `states` any code may have a rate.
    """
    document = read_document(source, findings)
    if document is None:
        return None
    before = len(findings.errors)
    rule = _rule(document, states)
    if rule_id and rule.id != rule_id:
        document.error(
            "value-bad", f'the file is called {rule_id}.toml but its id is "{rule.id}".', "id"
        )
    if len(findings.errors) == before:
        _refuse_contradictions(document, rule)
    return rule


def rule_as_issued(rule_id: str, text: str) -> Rule:
    """The rule of which an issue kept the text. Raises DataError if this ccmcost cannot read it.

    The States that it names were checked when it was used; their table may have changed since.
    """
    name, findings = f"{FOLDER}/{rule_id}.toml", Findings()
    rule = rule_in(SourceFile(name, "workspace", text.encode(), name), findings, None)
    findings.stop_on_errors()
    assert rule is not None
    return rule


def same_formula(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two rules, each as id and text, are one by their meaning: comments, line ends and
    titles do not count.

    A text that cannot be read means nothing, and is one with itself only.
    """
    try:
        return one == other or rule_as_issued(*one).formula == rule_as_issued(*other).formula
    except DataError:
        return False


def _rule(document: Document, states: States | None) -> Rule:
    rule = Rule(
        id=document.text("id"),
        title=document.text("title"),
        legal_source=document.text("legal_source"),
        liable=document.choice("liable", get_args(Liable), "participants"),
        states_not_party=document.choice("states_not_party", get_args(StatesNotParty), "pooled"),
        unit=_unit(document),
        residual=document.choice("residual", get_args(Residual), "largest_amounts"),
        ceiling=_per_cent(document, "ceiling"),
        ldc_ceiling=_per_cent(document, "ldc_ceiling"),
        floor=_per_cent(document, "floor"),
        hold_minimum=_per_cent(document, "hold_minimum"),
        limits=document.choice("limits", get_args(Limits), "iterated"),
        share_decimals=(
            None
            if document.get("share_decimals", int) is None
            else document.within("share_decimals", range(13))
        ),
        share_residual=document.choice(
            "share_residual", get_args(ShareResidual), "largest_remainder"
        ),
        fixed=_set_by_code(document, "fixed", _share),
        fixed_amounts=_set_by_code(document, "fixed_amounts", _sum),
        minimum=_minimum(document),
        threshold=_per_cent(document, "threshold"),
        relief=_relief(document.inside("relief"), states),
        rates=_rates(document.inside("rates"), states),
        paragraph=document.string("paragraph"),
        file=document.source.shown,
        text=document.content,
    )
    document.done()
    return rule


def _unit(document: Document) -> Fraction | None:
    text = document.get("unit", str)
    value = scaled_int(text, 9) if text is not None else None
    if text is None or (value is not None and value > 0):
        return Fraction(value, 10**9) if value else None
    message = f'"{text}" is not a valid billing unit. Write a sum as text, such as "0.01" or "1".'
    document.error("number-bad", message, "unit")
    return None


def _per_cent(document: Document, key: str) -> Fraction | None:
    text = document.get(key, str)
    return None if text is None else _share(document, text, key)


def _share(document: Document, text: object, key: str) -> Fraction | None:
    share = share_of_per_cent(text) if isinstance(text, str) else None
    if share is not None and 0 < share <= 1:
        return share
    message = f'"{text}" is not a percentage above 0 and up to 100. Write it as text, such as "22".'
    document.error("number-bad", message, key)
    return None


def _minimum(document: Document) -> Money | None:
    text = document.get("minimum", str)
    return None if text is None else _sum(document, text, "minimum")


def _sum(document: Document, text: object, key: str) -> Money | None:
    match = _SUM.fullmatch(text) if isinstance(text, str) else None
    decimals = decimals_of(match[1]) if match else None
    minor = scaled_int(match[2], decimals) if match and decimals is not None else None
    if match and decimals is not None and minor is not None and 0 < minor <= LARGEST_TOTAL:
        return Money(minor, match[1], decimals)
    message = (
        f'"{text}" is not a sum of money. Write the currency and the sum as text, such as '
        '"USD 100" or "EUR 92500.00".'
    )
    document.error("number-bad", message, key)
    return None


def _set_by_code(
    document: Document, key: str, read: Callable[[Document, object, str], T | None]
) -> dict[str, T]:
    """What a table sets for each code of a State or an organization."""
    table = document.inside(key)
    if table is None:
        return {}
    found = {}
    for code, text in table.values.items():
        value = read(table, text, code)
        if not ORGANIZATION.fullmatch(code):
            message = f'"{code}" in [{key}] is no code (capital letters, such as EUU).'
            table.error("value-bad", message, code)
        elif value is not None:
            found[code] = value
    return found


def _relief(table: Document | None, states: States | None) -> Relief | None:
    if table is None:
        return None
    levels, seen = {}, set(bearing := _codes(table, "borne_by", states))
    for name in table.values:
        level = table.inside(name) if name != "borne_by" else None
        if level is None:
            continue
        discount = _share(level, level.text("discount"), "discount")
        codes = _codes(level, "states", states)
        level.done()
        for code in sorted(seen & set(codes)):
            message = f"{code} stands twice in [relief]; it can have one level, or bear the relief."
            level.error("rule-contradiction", message, "states")
        seen |= set(codes)
        if discount is not None:
            levels[name] = Level(discount, tuple(sorted(set(codes))))
    if list(table.values) == ["borne_by"]:
        message = "[relief] has no level, such as [relief.A] with a discount and its States."
        table.error("key-missing", message)
    return Relief(tuple(sorted(set(bearing))), levels)


def _codes(table: Document, key: str, states: States | None) -> list[str]:
    """The codes of States in a list that must be there."""
    codes: list[Any] = table.need(key, list, [])
    for code in codes:
        if not isinstance(code, str) or (states is not None and code not in states):
            table.error("state-unknown", f'"{code}" in {key} is not in states.csv.', key)
    if not codes and key in table.values:
        table.error("value-bad", f'"{key}" names no State.', key)
    return [code for code in codes if isinstance(code, str)]


def _rates(table: Document | None, states: States | None) -> dict[str, Rate]:
    if table is None:
        return {}
    rates = {}
    for code in table.values:
        entry = table.inside(code)
        if entry is None:
            continue
        text, basis = entry.text("rate"), entry.text("basis")
        entry.done()
        rate = parse_rate(text)
        if states is not None and code not in states and code not in states.organizations:
            message = (
                f'"{code}" in [rates] is neither in states.csv nor a code in organizations.csv.'
            )
            entry.error("state-unknown", message)
        elif rate is None:
            message = (
                f'"{text}" is not a valid rate. Write per cent with at most three decimals, such '
                'as "0.001".'
            )
            entry.error("number-bad", message)
        else:
            rates[code] = Rate(rate, "rule", basis)
    return rates


def _refuse_contradictions(document: Document, rule: Rule) -> None:
    def refuse(message: str, key: str) -> None:
        document.error("rule-contradiction", message, key)

    floor = rule.floor
    for key, limit in (("ceiling", rule.ceiling), ("ldc_ceiling", rule.ldc_ceiling)):
        if floor is not None and limit is not None and floor > limit:
            refuse(f"the floor is above the {key}: no share can keep both.", "floor")
    if rule.liable == "parties_only" and rule.states_not_party == "straight":
        refuse(
            "states_not_party is straight, but with parties_only no State not party bears any "
            "cost.",
            "states_not_party",
        )
    if "limits" in document.values and not rule.has_limits:
        refuse(f"limits is set, but none of {', '.join(_LIMITS)}.", "limits")
    if "share_residual" in document.values and rule.share_decimals is None:
        refuse(
            "share_residual is set, but shares are not rounded: share_decimals is missing.",
            "share_residual",
        )
    for code in sorted(set(rule.fixed) & set(rule.rates)):
        refuse(f"{code} has a fixed share and a rate in [rates]; it can have one of them.", code)
    for code in sorted(set(rule.fixed_amounts) & {*rule.fixed, *rule.rates}):
        refuse(f"{code} has a fixed amount and a share or rate; it can have one of them.", code)
    if sum(rule.fixed.values()) > 1:
        refuse("the fixed shares sum to more than 100 per cent.", "fixed")
    _refuse_mixtures(rule, refuse)


def _refuse_mixtures(rule: Rule, refuse: Callable[[str, str], None]) -> None:
    """What a minimum and relief cannot go with."""
    kept = {
        "hold_minimum": rule.hold_minimum,
        "states_not_party": rule.states_not_party == "straight",
    }
    if rule.minimum is not None:
        kept_too = {**kept, "fixed": rule.fixed}
        for key in (key for key, apart in kept_too.items() if apart):
            refuse(f"a minimum holds for all who share, but {key} sets some shares apart.", key)
        if rule.limits == "single_pass":
            refuse("a minimum holds for all who share, so limits cannot be tested once.", "limits")
        if rule.share_decimals is not None:
            refuse("a minimum is a sum of money, which rounded shares miss.", "share_decimals")
    if rule.relief is not None:
        for key in (key for key, apart in kept.items() if apart):
            refuse(f"[relief] changes rates, but {key} keeps some of them as they are.", key)
        for code in sorted(rule.relief.codes & {*rule.fixed, *rule.fixed_amounts}):
            refuse(f"{code} has relief or bears it, but the rule sets what it pays.", code)
