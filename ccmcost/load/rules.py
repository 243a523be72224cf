"""Rules: `data/rules/*.toml`, or any file given with --rule. Unknown keys are refused."""

from __future__ import annotations

import re
from collections.abc import Container
from fractions import Fraction
from pathlib import Path
from typing import cast, get_args

from ccmcost.errors import DataError
from ccmcost.findings import Findings
from ccmcost.load.document import Document, read_document
from ccmcost.load.reader import Reader
from ccmcost.model.money import scaled_int
from ccmcost.model.rates import Rate, parse_rate, share_of_per_cent
from ccmcost.model.rule import Liable, Limits, Residual, Rule, ShareResidual, StatesNotParty
from ccmcost.model.source import SourceFile
from ccmcost.model.states import States

FOLDER = "rules"
_KEYS = (
    "id",
    "title",
    "legal_source",
    "liable",
    "states_not_party",
    "unit",
    "residual",
    "ceiling",
    "ldc_ceiling",
    "floor",
    "hold_minimum",
    "limits",
    "share_decimals",
    "share_residual",
    "fixed",
    "rates",
)
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_LIMITS = ("ceiling", "ldc_ceiling", "floor")


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
    source: SourceFile | None, findings: Findings, states: Container[str], rule_id: str = ""
) -> Rule | None:
    """The rule that a file holds; what is wrong goes to the findings."""
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


class _EveryCode:
    """The States that a rule named were checked when it was used;
    the table of States may have changed since.
    """

    def __contains__(self, code: object) -> bool:
        return True


def rule_as_issued(rule_id: str, text: str) -> Rule:
    """The rule of which an issue kept the text. Raises DataError if this ccmcost cannot read it."""
    name, findings = f"{FOLDER}/{rule_id}.toml", Findings()
    rule = rule_in(SourceFile(name, "workspace", text.encode(), name), findings, _EveryCode())
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


def _rule(document: Document, states: Container[str]) -> Rule:
    document.only(_KEYS)
    return Rule(
        id=document.need("id", str, ""),
        title=document.need("title", str, ""),
        legal_source=document.need("legal_source", str, ""),
        liable=cast(Liable, document.choice("liable", get_args(Liable), "participants")),
        states_not_party=cast(
            StatesNotParty, document.choice("states_not_party", get_args(StatesNotParty), "pooled")
        ),
        residual=cast(Residual, document.choice("residual", get_args(Residual), "largest_amounts")),
        unit=_unit(document),
        ceiling=_per_cent(document, "ceiling"),
        ldc_ceiling=_per_cent(document, "ldc_ceiling"),
        floor=_per_cent(document, "floor"),
        hold_minimum=_per_cent(document, "hold_minimum"),
        limits=cast(Limits, document.choice("limits", get_args(Limits), "iterated")),
        share_decimals=_share_decimals(document),
        share_residual=cast(
            ShareResidual,
            document.choice("share_residual", get_args(ShareResidual), "largest_remainder"),
        ),
        fixed=_fixed(document),
        rates=_rates(document, states),
        file=document.source.shown,
        text=document.text,
    )


def _unit(document: Document) -> Fraction | None:
    text = document.get("unit", str)
    value = scaled_int(text, 9) if text is not None else None
    if text is not None and (value is None or value <= 0):
        document.error(
            "number-bad",
            f'"{text}" is no billing unit. Write major units as text, such as "0.01" or "1".',
            "unit",
        )
        return None
    return Fraction(value, 10**9) if value else None


def _per_cent(document: Document, key: str) -> Fraction | None:
    text = document.get(key, str)
    return None if text is None else _share(document, text, key)


def _share(document: Document, text: object, key: str) -> Fraction | None:
    share = share_of_per_cent(text) if isinstance(text, str) else None
    if share is None or not 0 < share <= 1:
        document.error(
            "number-bad",
            f'"{text}" is no percentage above 0 and up to 100. Write it as text, such as "22".',
            key,
        )
        return None
    return share


def _share_decimals(document: Document) -> int | None:
    decimals = document.get("share_decimals", int)
    if decimals is not None and not 0 <= decimals <= 12:
        document.error(
            "value-bad",
            f'"share_decimals" must be between 0 and 12, not {decimals}.',
            "share_decimals",
        )
        return None
    return decimals


def _fixed(document: Document) -> dict[str, Fraction]:
    table = document.inside("fixed")
    shares = {}
    for code, text in table.values.items() if table else ():
        assert table is not None
        share = _share(table, text, code)
        if not _CODE.fullmatch(code):
            table.error(
                "value-bad", f'"{code}" in [fixed] is no code (capital letters, such as EUU).', code
            )
        elif share is not None:
            shares[code] = share
    return shares


def _rates(document: Document, states: Container[str]) -> dict[str, Rate]:
    table = document.inside("rates")
    rates = {}
    for code in table.values if table else ():
        assert table is not None
        entry = table.inside(code)
        if entry is None:
            continue
        entry.only(("rate", "basis"))
        text, basis = entry.need("rate", str, ""), entry.need("basis", str, "")
        rate = parse_rate(text)
        if code not in states:
            entry.error("state-unknown", f'"{code}" in [rates] is not in states.csv.')
        elif rate is None:
            entry.error(
                "number-bad",
                f'"{text}" is no rate. Write per cent with at most three decimals, such as '
                '"0.001".',
            )
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
    if sum(rule.fixed.values()) > 1:
        refuse("the fixed shares sum to more than 100 per cent.", "fixed")
