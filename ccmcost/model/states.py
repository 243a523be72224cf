"""States: codes, UN names in six languages, membership, regional group,
least developed countries (LDC).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from ccmcost.model.calendar import first_of_month_after, months_after
from ccmcost.text import alphabetical


class State(NamedTuple):
    """A State as the United Nations lists it; `aliases` are (language, name, valid until) triples.

    An alias with a day was the short name in that language until the day before it.
    """

    iso3: str
    iso2: str
    m49: str
    names: Mapping[str, str]
    member_from: date | None
    non_member_status: str
    regional_group: str
    ldc_from: date | None
    ldc_until: date | None
    aliases: tuple[tuple[str, str, date | None], ...] = ()

    @property
    def name(self) -> str:
        """UN short name in English."""
        return self.names["en"]

    def name_on(self, day: date | None, language: str = "en") -> str:
        """UN short name in a language (else in English) as it was on a day;
        the newest one if there is no day.
        """
        language = language if language in self.names else "en"
        earlier = [
            (until, name) for spoken, name, until in self.aliases if until and spoken == language
        ]
        valid = [each for each in earlier if day is not None and day < each[0]]
        return min(valid, key=lambda each: each[0])[1] if valid else self.names[language]

    @property
    def group(self) -> str:
        """The regional group without remarks; empty if the State belongs to none."""
        group = self.regional_group.partition(" (")[0]
        return "" if group == "none" else group

    @property
    def group_remark(self) -> str:
        """What the table of States remarks on the group, such as membership as an observer."""
        return self.regional_group.partition(" (")[2].removesuffix(")")

    @property
    def is_observer(self) -> bool:
        """Whether the State keeps an observer mission at the United Nations."""
        return self.non_member_status == "non-member observer State"

    def is_ldc(self, day: date) -> bool:
        """Whether the State is on the list of least developed countries on `day`:
        `from` counts, `until` does not.
        """
        if self.ldc_from is None or day < self.ldc_from:
            return False
        return self.ldc_until is None or day < self.ldc_until


class StateName(NamedTuple):
    """One name of a State. `kind` is short, formal, variant, former or code;
    a former name was in use until `until`.
    """

    iso3: str
    name: str
    kind: str
    until: date | None = None


Organizations = Mapping[str, Mapping[str, str]]
"""The names of organizations by language, by code."""
StateOrder = Mapping[str, Mapping[str, int]]
"""The place of each name of a State, and of each code by its newest name, in the alphabetical order
of a language.
"""


class States(Mapping[str, State]):
    """All States by ISO 3166-1 alpha-3 code, in order of code.

    `further` reads the names that are not in the table itself (formal and former ones), `order`
    the alphabetical order of each language; each is called when something of it is asked for.
    `day` is the day that the document at hand carries: `name` gives the names that were valid on
    it.
    """

    def __init__(
        self,
        states: Mapping[str, State],
        further: Callable[[States], tuple[StateName, ...]] | None = None,
        day: date | None = None,
        order: Callable[[States], StateOrder] | None = None,
        organizations: Callable[[States], Organizations] | None = None,
    ) -> None:
        self._states = {code: states[code] for code in sorted(states)}
        self._further, self._read_order = further, order
        self._read_organizations = organizations
        self.day = day

    @cached_property
    def _order(self) -> StateOrder:
        return self._read_order(self) if self._read_order else {}

    @cached_property
    def organizations(self) -> Organizations:
        """Organizations that have a code, by code, with their names by language."""
        return self._read_organizations(self) if self._read_organizations else {}

    def __getitem__(self, iso3: str) -> State:
        return self._states[iso3]

    def __iter__(self) -> Iterator[str]:
        return iter(self._states)

    def __len__(self) -> int:
        return len(self._states)

    def code(self, word: str) -> str | None:
        """The word itself if it is a code of this table: how data files name States."""
        return word if word in self._states else None

    def unknown(self, text: str) -> str:
        """What to tell of a word that is no code of this table."""
        return f'"{text}" is not in states.csv.'

    def name(self, code: str, language: str = "en") -> str:
        """The short name in a language, as a document of this day prints it.

        A code that is neither a State's nor that of an organization with names stands for itself.
        """
        state = self._states.get(code)
        if state is not None:
            return state.name_on(self.day, language)
        names = self.organizations.get(code, {})
        return names.get(language) or names.get("en", code)

    def names(self, code: str) -> dict[str, str]:
        """The names of a State or an organization in all languages, as a document of this day
        prints them.
        """
        return {language: self.name(code, language) for language in self.names_of_now(code)}

    def names_of_now(self, code: str) -> Mapping[str, str]:
        """The newest names in all languages, whatever the day of the document."""
        state = self._states.get(code)
        return state.names if state is not None else self.organizations.get(code, {})

    def organization(self, word: str) -> str | None:
        """The code of the organization that has this code or name, if one has."""
        said = word.strip().casefold()
        known = ((code, {code, *names.values()}) for code, names in self.organizations.items())
        return next((code for code, names in known if said in map(str.casefold, names)), None)

    def ordered_in(self, language: str) -> str:
        """The language whose alphabetical order a document in `language` follows: its own if a
        list of the United Nations shows one, else English.
        """
        return language if language in self._order else "en"

    def place(self, code: str, language: str = "en") -> tuple[int, str, str]:
        """What sorts States in the alphabetical order that a document in a language follows, by the
        names that it prints. One that the order does not hold comes after the others.
        """
        spoken = self.ordered_in(language)
        places, name = self._order.get(spoken, {}), self.name(code, spoken)
        last = len(places)
        return places.get(name, places.get(code, last)), alphabetical(name), code

    def table_names(self) -> tuple[StateName, ...]:
        """The names that the table itself holds: UN short names in six languages, and aliases."""
        short = [
            StateName(code, name, "short")
            for code, state in self.items()
            for name in state.names.values()
            if name
        ]
        aliases = ((code, *alias) for code, state in self.items() for alias in state.aliases)
        return (
            *short,
            *(
                StateName(code, name, "former" if until else "variant", until)
                for code, _, name, until in aliases
            ),
        )

    def every_name(self) -> tuple[StateName, ...]:
        """Every name by which a person may call a State."""
        return (*self.table_names(), *(self._further(self) if self._further else ()))


Role = Literal["state_party", "signatory", "observer_state", "organization"]
ROLES: tuple[Role, ...] = ("state_party", "signatory", "observer_state")
"""Roles of a State at a meeting; an organization bears a cost only where a rule names it."""


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


Form = Literal["months", "months_to_the_day", "days", "given"]
FORMS: tuple[Form, ...] = ("months", "months_to_the_day", "days", "given")
"""How a treaty enters into force for a State: on the first day of the n-th month after the deposit,
so many months or days after it, or on a day that only the depositary gives.
"""
SUCCESSION = "succession"


class EntryIntoForce(NamedTuple):
    """The article on entry into force: a first day for the first parties, a form for later ones."""

    article: str
    first: date
    form: Form = "months"
    number: int = 0

    def expected(self, deposit: date, kind: str = "") -> date | None:
        """Entry into force for a State that deposited its instrument on `deposit`; None where it is
        given: a successor takes over the day on which it became responsible for its territory.
        """
        if self.form == "given" or kind == SUCCESSION:
            return None
        if self.form == "months":
            day = first_of_month_after(deposit, self.number)
        elif self.form == "days":
            day = deposit + timedelta(self.number)
        else:
            day = months_after(deposit, self.number)
        return max(self.first, day)

    def fault(self, status: TreatyStatus) -> str:
        """What is wrong with the entry into force of a State that has consented; empty if it is as
        the article says.
        """
        assert status.consented is not None
        expected = self.expected(status.consented, status.consent_kind)
        deposited = f"deposit on {status.consented}"
        if status.in_force is None:
            known = f"by article {self.article} it is {expected}" if expected else "it must be said"
            return f"{deposited}, but no entry into force; {known}"
        if expected is not None and status.in_force != expected:
            by_article = f"by article {self.article} it is {expected}"
            return f"{deposited}, entry into force on {status.in_force}; {by_article}"
        if status.in_force < self.first:
            before = f"before the treaty itself entered into force ({self.first})"
            return f"entry into force on {status.in_force}, {before}"
        return ""
