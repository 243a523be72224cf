"""The number of States of a list: what the document states, what was read, and when a person must confirm it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ccmcost.intake.account import Account
from ccmcost.intake.found import Mention
from ccmcost.model.treaty import Role

_ANSWERED = ("left out as you answered", "left out as requested")
"""How the account ends the reason of a State that a person left out."""


def why_confirm(account: Account, kept: Mapping[str, tuple[Mention, Role]], said: int | None, parties: int) -> str:
    """Why the number of States must be confirmed. The document's own figures that differ stop the import unless it is."""
    read, file = len(kept), account.marker.file
    if said is not None and said != read:
        message = f"{read} States were read, not {said}. The account names each of them (--dry-run shows it)."
        account.marker.findings.error("count-differs", message, file)
        return ""
    differing = [check for check in account.checks if not check.agrees]
    for check in differing:
        message = f"the document states {check.stated} ({check.what}), but {check.read} were read."
        if said is None:
            advice = f"Compare the list with the document; if {read} States in all are right, say --states {read}."
            account.marker.error("count-differs", f"{message} {advice}", check.place)
        else:
            account.marker.warning("count-differs", f"{message} You confirmed {read} States in all.", check.place)
    if said is not None:
        return ""
    roles = Counter(role for _, role in kept.values())
    if 2 * roles["state_party"] < parties:
        return f"these are fewer than half of the {parties} States Parties"
    stated = sum(int(check.stated) for check in account.checks if check.agrees and check.what.startswith("States"))
    said_out = {line.state for line in account.of("left_out") if line.state and line.reason.endswith(_ANSWERED)}
    if said_out and stated != read:
        return f"{len(said_out)} of the States that the document names were left out by your answers"
    return "" if 2 * stated >= read else "the document does not state how many States took part"
