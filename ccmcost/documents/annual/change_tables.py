"""The tables of what changed since the earlier year: all amounts together, every State,
the largest changes.
"""

from __future__ import annotations

from ccmcost.calc.change import ChangeRow
from ccmcost.documents.annual import Compared, Year
from ccmcost.documents.annual.tables import (
    CODE,
    looked_up,
    rounded,
    said_state,
    state_columns,
    total_row,
)
from ccmcost.tables.table import Column, Row, Say, Table
from ccmcost.words.speaker import Speaker

LARGEST = 10


def effect_heads(compared: Compared, words: Speaker) -> list[str]:
    """The heads of the columns of effects, in the order of substitution."""
    return [words(f"c_effect_{name}") for name in compared.effects]


def sums_table(year: Year, compared: Compared, words: Speaker) -> Table:
    """The change of all amounts together, effect by effect."""
    currency = compared.after.currency
    columns = (
        Column("name", words("h_changes_none")),
        Column("amount", words("col_amount", currency=currency), "money"),
    )
    before, after, _, *changes = compared.sums()
    heads = [*effect_heads(compared, words), words("c_rounding")]
    rows = [
        (head, words.signed(compared.after.of(minor)))
        for head, minor in zip(heads, changes, strict=True)
    ]
    first = (words("v_amounts_of", year=compared.earlier), compared.before.of(before))
    foot = (words("v_amounts_of", year=year), compared.after.of(after))
    notes = (words("n_shown"), *_at_cost(year, compared, words))
    return Table("sums", words("t_sums"), columns, (first, *rows), (foot,), notes)


def _at_cost(year: Year, compared: Compared, words: Speaker) -> tuple[str, ...]:
    """That the amounts of the earlier year are none that it was billed, where they are not."""
    return () if compared.with_cost else (words("n_at_cost", year=compared.earlier, now=year),)


def changes_table(year: Year, compared: Compared, words: Speaker) -> Table:
    """Every State: the amounts of the two years, the change, its parts and its reason."""
    earlier, of = compared.earlier, compared.after.of
    named = zip(compared.effects, effect_heads(compared, words), strict=True)
    columns = (
        *state_columns(words),
        Column("before", str(earlier), "money", 17),
        Column("after", str(year), "money", 17),
        Column("change", words("c_change_plain"), "change", 17),
        *([] if compared.with_cost else [Column("cost", only=("csv",))]),
        *(Column(name, head, "change", 17) for name, head in named),
        Column("rounding", words("c_rounding"), "change", 12),
        Column("reason", words("c_reason"), wide=18, only=("csv", "xlsx")),
    )
    this_year = looked_up(year, words, CODE, "iso3")
    rest = f"{{change}}-SUM({{{compared.effects[0]}}}:{{{compared.effects[-1]}}})"

    def cells(row: ChangeRow) -> Row:
        return (
            row.code,
            said_state(row.code, compared.earlier.states, words),
            of(row.before),
            rounded(this_year, of(row.after)),
            rounded("{after}-{before}", of(row.difference)),
            *([] if compared.with_cost else [""]),
            *map(of, row.effects),
            rounded(rest, of(row.rounding)),
            Say(row.reason, words(f"reason_{row.reason}")),
        )

    figures = ("before", "after", "change", *compared.effects, "rounding")
    foot = total_row(columns, words, **dict(zip(figures, map(of, compared.sums()), strict=True)))
    caption = words("t_changes", year=earlier, currency=compared.after.currency)
    rows, notes = tuple(map(cells, compared.rows)), _at_cost(year, compared, words)
    return Table("changes", caption, columns, rows, (foot,), notes)


def largest_table(year: Year, compared: Compared, words: Speaker) -> Table:
    """The States whose amounts changed most."""
    largest = compared.largest(LARGEST)
    table = changes_table(year, compared._replace(rows=tuple(largest)), words).with_columns(
        [1, 2, 3, 4, -1]
    )
    state, before, after, change, reason = table.columns
    change = change._replace(heading=words("c_change", currency=compared.after.currency))
    return table._replace(
        name="largest",
        title=words("h_largest", year=compared.earlier),
        columns=(state, before, after, change, reason._replace(only=())),
        foot=(),
    )
