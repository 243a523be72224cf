"""A data folder as one object: each part is read when it is first asked for, and once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from ccmcost.load.coding import load_coding
from ccmcost.load.convention import load_convention
from ccmcost.load.meetings import load_cost_lines, load_costs, load_meetings
from ccmcost.load.office import load_contacts, load_issuer
from ccmcost.load.participants import Evidence, load_evidence, load_list
from ccmcost.load.reader import Reader
from ccmcost.load.rules import load_rule, rule_ids
from ccmcost.load.scales import load_scale, scale_periods
from ccmcost.load.states import (
    load_organizations,
    load_state_names,
    load_state_order,
    load_states,
    load_treaties,
)
from ccmcost.load.table import Finder
from ccmcost.model.coding import Coding
from ccmcost.model.meeting import Cost, CostLine, Meeting, Participant, ParticipantList
from ccmcost.model.office import Contact, Issuer
from ccmcost.model.rates import Scale
from ccmcost.model.rule import Rule
from ccmcost.model.states import Role, StateName, StateOrder, States, Treaty, parties_on

T = TypeVar("T")


class Data(Reader):
    """The parts of a data folder. What is wrong in them is collected in `findings`; `checked` stops
    the work on it.

    A part that rests on others reads them too: `sources` lists no file that nothing asked for.
    """

    def checked(self, part: T | None, *others: object) -> T:
        """The first of these parts, now that all are read.
        Raises DataError with all that is wrong so far, at once.
        """
        self.findings.stop_on_errors()
        assert part is not None
        return part

    convention = cached_property(load_convention)
    """The convention. Raises DataError, since nothing else can be read without it."""

    @cached_property
    def states(self) -> States:
        """All States by code, named in the languages of the convention at least."""
        return load_states(self, self.convention.languages)

    @cached_property
    def organizations(self) -> tuple[str, ...]:
        """Names of organizations that attend meetings."""
        return load_organizations(self, self.states)

    scale_periods = cached_property(scale_periods)
    """The ids of the scales at hand with their periods."""

    rule_ids = cached_property(rule_ids)
    """The ids of the rules at hand."""

    @cached_property
    def state_names(self) -> tuple[StateName, ...]:
        """Every name at hand of every State."""
        return load_state_names(self, self.states)

    @cached_property
    def state_order(self) -> StateOrder:
        """The alphabetical order of States in each language that has one."""
        return load_state_order(self, self.states)

    @cached_property
    def treaties(self) -> Mapping[str, Treaty]:
        """Treaty status by State under each instrument; of a convention that has only itself,
        under no name.
        """
        return load_treaties(self, self.states, self.convention.instruments)

    def treaty_of(self, meeting: Meeting) -> Treaty:
        """Treaty status by State under the instrument of a meeting; nothing where its kind, which
        says the instrument, is wrong, as the findings tell.
        """
        return self.treaties.get(meeting.instrument, {})

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """The register: meetings by id, in its own order."""
        found = load_meetings(self, self.convention)
        for meeting in found.values():
            if meeting.scale and meeting.scale not in self.scale_periods:
                known = ", ".join(self.scale_periods)
                message = f"{meeting.id} names the scale {meeting.scale}; the data have {known}."
                self.findings.error("scale-none", message, "meetings.toml")
        return found

    @cached_property
    def costs(self) -> Mapping[str, tuple[Cost, ...]]:
        """The versions of each meeting's cost."""
        return load_costs(self, self.meetings)

    def cost_lines(self, meeting: str) -> Mapping[int, tuple[CostLine, ...]]:
        """The lines of each version of a meeting's cost."""
        return load_cost_lines(self, meeting)

    def list_of(
        self, meeting: str, allowed: frozenset[str] = frozenset()
    ) -> ParticipantList | None:
        """The list of participants of a meeting, if there is one;
        `allowed` are codes of no State that may stand on it. The list of a budget is made of the
        States Parties on its day, and of those codes.
        """
        if (meeting, allowed) not in self._lists:
            about = self.meetings.get(meeting)
            self._lists[meeting, allowed] = (
                self._by_status(about, allowed)
                if about and about.by_status
                else load_list(self, meeting, self.states, allowed)
            )
        return self._lists[meeting, allowed]

    def _by_status(self, meeting: Meeting, allowed: frozenset[str]) -> ParticipantList | None:
        if meeting.day is None:
            return None
        treaty = self.treaty_of(meeting)
        roles: dict[str, Role] = dict.fromkeys(allowed - {*self.states}, "organization")
        roles |= dict.fromkeys(parties_on(treaty, meeting.day), "state_party")
        listed = (
            Participant(code, role, source=treaty[code].source if code in treaty else "")
            for code, role in sorted(roles.items())
        )
        return ParticipantList("by_status", tuple(listed))

    @cached_property
    def _lists(self) -> dict[tuple[str, frozenset[str]], ParticipantList | None]:
        return {}

    @cached_property
    def evidence(self) -> Mapping[str, Mapping[str, tuple[Evidence, ...]]]:
        """Public evidence of presence by meeting and State."""
        return load_evidence(self, self.states, self.meetings)

    def scale_for(self, day: date) -> str | None:
        """The id of the scale whose closed period holds `day`, or None:
        the last one is never carried forward.
        """
        periods = self.scale_periods.items()
        return next((scale_id for scale_id, period in periods if day in period), None)

    def scale_of(self, meeting: Meeting) -> str | None:
        """The id of the scale of a meeting: the one that was decided for it, else that of its
        day.
        """
        return meeting.scale or (self.scale_for(meeting.day) if meeting.day else None)

    def scale(self, scale_id: str) -> Scale:
        """A scale at hand with the notional rates of its period."""
        if scale_id not in self._scales:
            self._scales[scale_id] = load_scale(self, scale_id, self.states)
        return self._scales[scale_id]

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return {}

    def rule(self, rule_id: str) -> Rule | None:
        """A rule at hand, or None and findings."""
        if rule_id not in self._rules:
            self._rules[rule_id] = load_rule(self, rule_id, self.states)
        return self._rules[rule_id]

    @cached_property
    def _rules(self) -> dict[str, Rule | None]:
        return {}

    @cached_property
    def issuer(self) -> Issuer:
        """The office that issues notices."""
        return load_issuer(self, self.convention)

    @cached_property
    def coding(self) -> Coding:
        """How the accounting system of the office names its accounts."""
        return load_coding(self, self.meetings)

    def contacts(self, finder: Finder, languages: Sequence[str]) -> Mapping[str, Contact]:
        """The mission of each State."""
        return load_contacts(self, finder, languages)
