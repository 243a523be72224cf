"""Names that the user settles: `--alias "Name=ISO3"`, `"Name=-"` to leave one out, or a file of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ccmcost.errors import UsageError
from ccmcost.intake.names import LEFT_OUT, normal
from ccmcost.load.reader import Reader
from ccmcost.load.table import read_table
from ccmcost.model.states import States
from ccmcost.workflow.request import printable


def read_aliases(reader: Reader, options: Sequence[str], file: str | None, states: States) -> dict[str, str]:
    """Aliases by name. The file is a CSV with `name` and `iso3`; options win over it. Raises UsageError for a bad option."""
    aliases: dict[str, str] = {}
    source = reader.given(Path(file)) if file else None
    for row in read_table(source, reader.findings, ("name", "iso3")) if source else ():
        code = row.get("iso3")
        if code not in states and code != LEFT_OUT:
            row.error(
                reader.findings,
                "state-unknown",
                f'"{code}" is not in states.csv (nor "{LEFT_OUT}", to leave it out).',
                "iso3",
            )
        elif row.get("name"):
            aliases[row.get("name")] = code
    for option in options:
        name, equals, code = option.rpartition("=")
        code = code.strip().upper()
        if not equals or not normal(name) or (code not in states and code != LEFT_OUT):
            raise UsageError(
                f'--alias: "{printable(option)}" is not NAME=ISO3 with a code of states.csv, nor NAME=- to leave it out.'
            )
        aliases[name.strip()] = code
    return aliases
