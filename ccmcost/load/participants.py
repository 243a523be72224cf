"""Lists of participants: `data/participants/<meeting>.csv`, or any file that is given;
public evidence of presence.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, cast

from ccmcost.findings import Findings
from ccmcost.load.reader import Reader
from ccmcost.load.states import CODE
from ccmcost.load.table import Finder, Row, read_table
from ccmcost.model.meeting import ListStatus, Meeting, Participant, ParticipantList
from ccmcost.model.money import scaled_int
from ccmcost.model.rates import Probability
from ccmcost.model.source import SourceFile
from ccmcost.model.states import ROLES, Role, States
from ccmcost.near import did_you_mean, near

COLUMNS = (
    "iso3",
    "role",
    "list_status",
    "evidence",
    "source",
    "document",
    "sha256",
    "taken_in",
    "page",
)


def load_list(
    reader: Reader, meeting: str, states: States, allowed: frozenset[str] = frozenset()
) -> ParticipantList | None:
    """The list of a meeting, or None if there is none; what is wrong goes to the reader's
    findings. Organizations that have a code may stand on it, whatever the rule.
    """
    source = reader.file(f"participants/{meeting}.csv", required=False)
    if source is None:
        return None
    rows, allowed = read_table(source, reader.findings, COLUMNS), allowed | {*states.organizations}
    statuses = sorted({row.get("list_status") for row in rows})
    if rows and (len(statuses) > 1 or statuses[0] not in ("expected", "official")):
        message = (
            "all rows of a list must say expected, or all official; this one says "
            f"{', '.join(statuses)}."
        )
        reader.findings.error("list-status", message, source.shown, rows[0].number, "list_status")
    for row in rows:
        if row.get("list_status") == "expected" and not (row.get("evidence") and row.get("source")):
            message = (
                f"{row.get('iso3')} lacks its evidence or source. Every row of an expected list "
                "must say both."
            )
            row.error("list-evidence", message, "evidence")
    status = cast(ListStatus, statuses[0] if statuses else "expected")
    found = _participants(rows, states, allowed)
    if any(each.iso3 in states.organizations for each in found):
        reader.file("organizations.csv")  # a list that names one rests on what it is called there
    return ParticipantList(status, found, source.shown)


def read_list(
    rows: tuple[Row, ...], file: str, states: States, allowed: frozenset[str], finder: Finder
) -> ParticipantList:
    """A list that the user gave, by its rows: a column `iso3` and optionally `role`; other columns
    are not read.

    `iso3` may hold whatever `finder` reads as a State. `allowed` holds codes that are no States but
    may stand on the list because the rule names them.
    """
    return ParticipantList("given", _participants(rows, states, allowed, finder), file)


def list_status(source: SourceFile, findings: Findings) -> str:
    """The status that the first row of a list gives, without judging the rest."""
    rows = read_table(source, findings, ("list_status",), strict=False)
    return rows[0].get("list_status") if rows else ""


class _OnList(NamedTuple):
    """Reads the States of a list, and the codes of no State that its rule allows."""

    states: States
    allowed: frozenset[str]
    finder: Finder | None

    def code(self, word: str) -> str | None:
        code = self.states.organization(word) or word
        if code in self.allowed:
            return code
        return (
            None if code in self.states.organizations else (self.finder or self.states).code(word)
        )

    def unknown(self, text: str) -> str:
        if CODE.fullmatch(text) or self.states.organization(text):
            return (
                f"{self.states.unknown(text)} Organizations bear no cost unless [fixed], "
                "[fixed_amounts] or [rates] of the rule names them."
            )
        if self.finder is not None:
            return self.finder.unknown(text)
        return (
            f'"{text}" is no ISO 3166-1 alpha-3 code. States are keyed by three capital letters, '
            "such as JPN."
        )


def _participants(
    rows: tuple[Row, ...], states: States, allowed: frozenset[str], finder: Finder | None = None
) -> tuple[Participant, ...]:
    found: dict[str, Participant] = {}
    for row in rows:
        code, role = row.state(_OnList(states, allowed, finder)), row.get("role")
        if not code:
            continue
        is_state = code in states
        if code in found:
            message = (
                f"{row.named(code)} stands twice (first in row {found[code].row}). A State pays "
                "once: remove one of the rows."
            )
            row.error("state-twice", message, "iso3")
        elif role and role not in ROLES and (is_state or role != "organization"):
            suggested = did_you_mean(near(role, ROLES))
            message = f'"{role}" is not a role.{suggested} Roles are {", ".join(ROLES)}.'
            row.error("value-bad", message, "role")
        else:
            given = cast(Role, role) if is_state else "organization"
            found[code] = Participant(
                code,
                given or None,
                row.get("evidence"),
                row.get("source"),
                row.get("document"),
                row.get("page"),
                row.number,
            )
    return tuple(found[code] for code in sorted(found))


class Evidence(NamedTuple):
    """One piece of evidence: its kind (statement, news, office) and where it was found."""

    kind: str
    source: str


def load_evidence(
    reader: Reader, states: States, meetings: Mapping[str, Meeting]
) -> Mapping[str, Mapping[str, tuple[Evidence, ...]]]:
    """Evidence by meeting and State, in the order of the file;
    what is wrong goes to the reader's findings.
    """
    source = reader.file("participants/evidence.csv", required=False)
    found: dict[str, dict[str, tuple[Evidence, ...]]] = {}
    for row in read_table(source, reader.findings, ("meeting", "part", "iso3", "kind", "source")):
        if (meeting := row.get("meeting")) not in meetings:
            suggested = did_you_mean(near(meeting, meetings))
            message = f'"{meeting}" is not in meetings.toml.{suggested}'
            row.error("meeting-unknown", message, "meeting")
        elif code := row.state(states):
            kind = f"{row.get('kind')} ({part})" if (part := row.get("part")) else row.get("kind")
            by_state = found.setdefault(meeting, {})
            by_state[code] = (*by_state.get(code, ()), Evidence(kind, row.get("source")))
    return found


PROBABILITY_COLUMNS = ("iso3", "probability", "basis")
PROBABILITY_DECIMALS = 9


def read_probabilities(rows: tuple[Row, ...], finder: Finder) -> dict[str, Probability]:
    """The probabilities by State, in order of code; what is wrong goes to the findings of the rows.
    Before decimals a comma will do: no probability is a thousand.
    """
    found: dict[str, Probability] = {}
    for row in rows:
        text, basis = row.get("probability"), row.get("basis")
        scaled = scaled_int(text.replace(",", "."), PROBABILITY_DECIMALS)
        if not (code := row.state(finder, found)):
            continue
        if scaled is None or not 0 <= scaled <= 10**PROBABILITY_DECIMALS:
            message = (
                f'"{text}" is no probability. Write plain decimals between 0 and 1, such as 0.25 '
                "(not 25 or 25%)."
            )
            row.error("number-bad", message, "probability")
        elif not basis:
            message = (
                f"the probability of {code} has no basis. Say what it rests on: whose judgement, "
                "which record."
            )
            row.error("value-bad", message, "basis")
        else:
            found[code] = Probability(Fraction(scaled, 10**PROBABILITY_DECIMALS), basis)
    return {code: found[code] for code in sorted(found)}
