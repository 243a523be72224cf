"""Treaty status: who is a State Party, signatory or observer State on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from ccmcost.model.calendar import first_of_month_after

Role = Literal["state_party", "signatory", "observer_state", "organization"]
ROLES: tuple[Role, ...] = ("state_party", "signatory", "observer_state")
"""Roles of a State at a meeting; an organization can only be named by a rule's fixed shares."""


class TreatyStatus(NamedTuple):
    """Signature, consent to be bound, entry into force and withdrawal of one State."""

    iso3: str
    signed: date | None = None
    consented: date | None = None
    consent_kind: str = ""
    in_force: date | None = None
    withdrawn: date | None = None
    source: str = ""

    def role_on(self, day: date) -> Role:
        """State Party if in force <= day < withdrawal; signatory if signed and never a party;
        else observer State.
        """
        if self.in_force is not None and self.in_force <= day:
            return (
                "state_party"
                if self.withdrawn is None or day < self.withdrawn
                else "observer_state"
            )
        return "signatory" if self.signed is not None and self.signed <= day else "observer_state"


Treaty = Mapping[str, TreatyStatus]


def role_on(treaty: Treaty, iso3: str, day: date) -> Role:
    """The role of any State on a day; one without an entry never signed."""
    status = treaty.get(iso3)
    return status.role_on(day) if status else "observer_state"


def parties_on(treaty: Treaty, day: date) -> tuple[str, ...]:
    """The States Parties for which the convention is in force on `day`, in order of code."""
    return tuple(
        sorted(iso3 for iso3, status in treaty.items() if status.role_on(day) == "state_party")
    )


class EntryIntoForce(NamedTuple):
    """The article on entry into force: a first day for the first parties,
    later ones some months after deposit.
    """

    article: str
    first: date
    months: int

    def expected(self, deposit: date) -> date:
        """Entry into force for a State that deposited its instrument on `deposit` (CCM: art.
        17(2)).
        """
        return max(self.first, first_of_month_after(deposit, self.months))
