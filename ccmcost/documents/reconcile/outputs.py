"""What fits the amounts that were issued: on a terminal, and every difference as CSV."""

from __future__ import annotations

from collections.abc import Sequence

from ccmcost.calc.reconcile import Gap
from ccmcost.documents.reconcile.ways import Reconciled, Way
from ccmcost.tables.records import to_csv
from ccmcost.tables.screen import PLAIN, Style, bullets, to_screen
from ccmcost.tables.table import CSV, SCREEN, Column, Columns, Table, made_of
from ccmcost.words.phrases import english

NEAREST = 5


def reconcile_screen(found: Reconciled, style: Style = PLAIN) -> str:
    """The ways that fit exactly; if there is none, the best ones with the differences of the very
    best, State by State.
    """
    words, ways = english(), found.ways
    issued = words("amounts_issued", meeting=found.meeting, n=len(found.issued), sum=found.sum)
    lines = [style.bold(issued), ""]
    exact = [way for way in ways if way.fit.exact]
    if exact:
        lines.append(words("ways_fit", n=len(exact), all=len(ways)))
        lines += bullets([_said(way, found) for way in exact])
    else:
        lines += [
            words("no_way_fits", n=len(ways)),
            *to_screen(_nearest_table(found), style),
            "",
            words("where_differs"),
        ]
        lines += (
            to_screen(
                gaps_table([(way, gap) for way in ways[:1] for gap in way.fit.gaps], found), style
            )
            if ways
            else []
        )
    if found.impossible:
        lines.append(words("ways_impossible", n=found.impossible))
    return "\n".join(lines) + "\n"


def _nearest_table(found: Reconciled) -> Table:
    words = english()
    columns: Columns[Way] = [
        (
            Column("agree", kind="number", wide=9),
            lambda way: words("n_of_all", n=way.fit.agree, all=way.fit.agree + len(way.fit.gaps)),
        ),
        (Column("distance", "col_off_by", "money", 16), lambda way: found.sum.of(way.fit.distance)),
        (Column("way", wide=50), lambda way: _said(way, found)),
    ]
    return made_of("nearest", "", columns, found.ways[:NEAREST], words=words)


def _said(way: Way, found: Reconciled) -> str:
    words = english()
    residual, unit = (
        way.residual.replace("_", " "),
        "" if way.unit == "0.01" else words("way_units", unit=way.unit),
    )
    return (
        words(
            "way",
            total=found.total,
            rule=way.rule,
            basis=words(f"way_{way.basis}"),
            residual=residual,
        )
        + unit
    )


def gaps_table(pairs: Sequence[tuple[Way, Gap | None]], found: Reconciled) -> Table:
    """Each State where a way differs, and a row without a State for a way that fits."""
    words, of = english(), found.sum.of
    columns: Columns[tuple[Way, Gap | None]] = [
        (Column("total", kind="money", only=CSV), lambda pair: found.total),
        (Column("rule", only=CSV), lambda pair: pair[0].rule),
        (Column("basis", only=CSV), lambda pair: pair[0].basis),
        (Column("residual", only=CSV), lambda pair: pair[0].residual),
        (Column("unit", only=CSV), lambda pair: pair[0].unit),
        (Column("agree", only=CSV), lambda pair: pair[0].fit.agree),
        (Column("iso3", "col_code", wide=4), lambda pair: pair[1] and pair[1].code),
        (
            Column("name", "col_state", wide=26, only=SCREEN),
            lambda pair: pair[1] and found.states.name(pair[1].code),
        ),
        (Column("issued", kind="money", wide=14), lambda pair: pair[1] and of(pair[1].issued)),
        (Column("computed", kind="money", wide=14), lambda pair: pair[1] and of(pair[1].computed)),
        (
            Column("difference", kind="money", wide=14),
            lambda pair: pair[1] and of(pair[1].issued - pair[1].computed),
        ),
    ]
    return made_of("gaps", "", columns, pairs, words=words)


def reconcile_csv(found: Reconciled) -> str:
    """Every way and every State where it differs; a way that fits has one row with no State."""
    return to_csv(
        gaps_table([(way, gap) for way in found.ways for gap in way.fit.gaps or (None,)], found)
    )
