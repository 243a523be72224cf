"""Names that the user settles: `--alias "Name=ISO3"`, `"Name=-"` to leave one out, or a file of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ccmcost.errors import UsageError
from ccmcost.intake.finder import StateFinder
from ccmcost.intake.names import LEFT_OUT, normal
from ccmcost.load.data import Data
from ccmcost.load.table import read_table
from ccmcost.sharing.request import printable


def read_aliases(data: Data, options: Sequence[str], file: str | None) -> dict[str, str]:
    """Aliases by name. The file is a CSV with `name` and `iso3`; options win over it. Raises UsageError for a bad option."""
    aliases: dict[str, str] = {}
    finder = StateFinder(data.states)
    source = data.given(Path(file)) if file else None
    for row in read_table(source, data.findings, ("name", "iso3")) if source else ():
        word = row.get("iso3")
        code = LEFT_OUT if word == LEFT_OUT else finder.code(word)
        if code is None:
            message = f'{finder.unknown(word)} Write "{LEFT_OUT}" to leave the name out.'
            row.error(data.findings, "state-unknown", message, "iso3")
        elif row.get("name"):
            aliases[row.get("name")] = code
    options_given: dict[str, str] = {}
    for option in options:
        name, equals, word = option.rpartition("=")
        code = LEFT_OUT if word.strip() == LEFT_OUT else finder.code(word)
        if not equals or not normal(name) or code is None:
            raise UsageError(f'--alias: "{printable(option)}" is not NAME=STATE, nor NAME=- to leave it out.')
        if options_given.setdefault(normal(name), code) != code:
            both = f"{options_given[normal(name)]} and {code}"
            raise UsageError(f'--alias: "{printable(name)}" is given as {both}. Settle each State by its own name.')
        aliases[name.strip()] = code
    return aliases
