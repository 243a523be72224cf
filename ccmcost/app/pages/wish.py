"""What the address of a meeting's page wishes of its calculation: a `Request` made of short names,
the same wish as the words of a line, and what is wrong with it at the field that it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from ccmcost.app.forms import Values, command_of, line_of
from ccmcost.app.place import Asked, Place, Shown, first
from ccmcost.errors import CcmcostError, DataError, UsageError
from ccmcost.load.data import Data
from ccmcost.model.meeting import Meeting
from ccmcost.sharing.request import Request, find_meeting
from ccmcost.words.speaker import english

NAMES = ("cost", "currency", "credit", "rule", "scale", "with", "without")
"""What an address may say of the calculation."""
OPTIONS = {"with": "added", "without": "removed"}
"""Names that are other ones in a `Request` and in the declaration of the command."""


class Wish(NamedTuple):
    """The meeting, what the address says, and the option that a scale is given with."""

    place: Place
    data: Data
    meeting: Meeting
    said: Mapping[str, str]
    scale: str

    @property
    def request(self) -> Request:
        """The wish for a calculation."""
        said = self.said
        return Request(
            cost=said.get("cost"),
            currency=said.get("currency"),
            credit="credit" in said,
            rule=said.get("rule"),
            added=_codes(said.get("with")),
            removed=_codes(said.get("without")),
            **{self.scale: said.get("scale")},
        )

    @property
    def fault(self) -> str:
        """What is wrong before anything is read: a page opens no file that its address names."""
        rule = self.said.get("rule", "")
        is_file = rule.endswith(".toml") or "/" in rule or "\\" in rule
        return english("app")("rule_is_no_file") if is_file else ""

    @property
    def own(self) -> Request:
        """What the meeting's own calculation is held against: nothing that was wished, but the cost
        where the meeting has only an illustrative one, which no cost can be held against.
        """
        versions = self.data.costs.get(self.meeting.id)
        if versions and versions[-1].status != "illustrative":
            return Request()
        wished = self.request
        return Request(cost=wished.cost, currency=wished.currency, credit=wished.credit)

    @property
    def address(self) -> str:
        """The address of the meeting's page."""
        return f"{self.place.root}/meeting/{self.meeting.id}"

    def query(self, **more: str) -> str:
        """What stands behind an address that wishes the same, and more."""
        said = {name: text for name, text in {**self.said, **more}.items() if text}
        return f"?{urlencode(said, safe=',')}" if said else ""

    def line(self, *words: str, only: Iterable[str] = NAMES, **more: str) -> str:
        """The line that wishes the same of a command, ready to copy."""
        found = command_of(words)
        assert found is not None
        line = line_of(words, found, self._values(only, more))
        line.close()
        return self.place.typed(line.text)

    def _values(self, only: Iterable[str], more: Mapping[str, str]) -> Values:
        named = {"scale": self.scale, **OPTIONS}
        said = {named.get(name, name): self.said[name] for name in only if name in self.said}
        said = {"meeting": self.meeting.id, **said, **more}
        return {name: (text,) for name, text in said.items()}

    def faults(self, error: CcmcostError) -> dict[str, list[str]]:
        """What is wrong with the wish, by the names of fields; what is about none of them stands
        under an empty name.
        """
        findings: tuple[str, ...] = ()
        if isinstance(error, DataError):
            findings = tuple(each.message for each in error.findings)
        elif not isinstance(error, UsageError):
            raise error
        found = command_of(("apportion",))
        assert found is not None
        line = line_of(("apportion",), found, self._values(NAMES, {}))
        if not findings:
            refused = line.refused(error)
            places = getattr(refused, "places", (("", str(refused)),))
        else:
            places = tuple(("", text) for text in findings)
        line.close()
        names = {self.scale: "scale", **{option: name for name, option in OPTIONS.items()}}
        faults: dict[str, list[str]] = {}
        for name, text in places:
            field = names.get(name, name)
            faults.setdefault(field if field in NAMES else "", []).append(_of_field(text))
        return faults


def _of_field(text: str) -> str:
    """A fault without the option that it begins with: it stands at the field."""
    option, colon, rest = text.partition(": ")
    return f"{rest[:1].upper()}{rest[1:]}" if colon and option.startswith("--") else text


def _codes(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def wish_of(place: Place, asked: Asked) -> Wish:
    """What is wished, with States called as they are today, as `apportion` calls them. Raises
    UsageError if there is no such meeting.
    """
    data = place.data
    meeting = find_meeting(data, first(asked, "meeting"))
    said = {name: text for name in NAMES if (text := first(asked, name))}
    usual = {"currency": meeting.currency, "rule": meeting.rule}
    for name, text in usual.items():
        if said.get(name, "").lower() == text.lower():
            del said[name]
    covered = meeting.day is None or data.scale_of(meeting) is not None
    return Wish(place, data, meeting, said, "scale" if covered else "scale_provisional")


def refused(status: int, what: str, error: CcmcostError) -> Shown:
    """A page that says why there is no other one."""
    return Shown("trouble", {"what": english("app")(what), "why": str(error)}, status)
