"""A table of a few States, and an index of their names."""

from __future__ import annotations

from ccmcost.intake.names import NameIndex
from ccmcost.model.states import State, StateName, States

NAMES = {
    "PER": ("Peru", "Peroland"),
    "NER": ("Niger",),
    "NGA": ("Nigeria",),
    "AUT": ("Austria",),
    "AUS": ("Australia",),
    "MLI": ("Mali",),
    "NMI": ("New Mali", "Niger Mali"),
    "GNB": ("Guinea-Bissau",),
    "PNG": ("Papua New Guinea",),
    "IRN": ("Iran (République islamique d')", "Нигер"),
    "ILE": ("Ile",),
    "UAE": ("United Arab Emirates",),
    "UKM": ("United Kingdom of Great Islands",),
}
STATES = States(
    {
        code: State(code, code[:2], f"{at:03}", {"en": names[0]}, None, "", "", None, None)
        for at, (code, names) in enumerate(NAMES.items(), 4)
    }
)


def index(*more: StateName, **settled: object) -> NameIndex:
    names = [StateName(code, name, "short", None) for code in NAMES for name in NAMES[code]]
    return NameIndex(STATES, [*names, *more], **settled)  # type: ignore[arg-type]
