"""What a person at a terminal is asked before something is recorded."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from ccmcost.cli.complete import completed
from ccmcost.cli.declared import LAST, LAST_OF_MEETING, NOTHING, TODAY
from ccmcost.cli.output import agrees, ask, somebody_there, tell
from ccmcost.cli.wrapped import columns_of
from ccmcost.errors import HOW_TO_STOP, CcmcostError, Doubt, Faults, UsageError
from ccmcost.tables.screen import WIDTH, prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccmcost.cli.declared import Parameter
    from ccmcost.cli.line import Line
    from ccmcost.desk.walk import Walk
    from ccmcost.workspace import Workspace

MOST_CHOICES = 12
_KEPT = (LAST, LAST_OF_MEETING)


class _Talk(NamedTuple):
    """What a person is asked for a line, what was answered to the last one, and what was asked so
    far, with the answers that were taken back.
    """

    opened: Sequence[Parameter]
    last: Mapping[str, str]
    walk: Walk[Parameter]
    before: dict[str, str]

    def take_back(self, line: Line, one: Parameter) -> None:
        """Put a question again, with what was answered."""
        self.before[one.name] = "".join(_texts(line, one)[-1:])
        line.say(one, None)


class _Asked:
    yes = False
    form = False
    meant = frozenset[str]()
    """Doubts after which a person said that it is meant."""
    talk: _Talk | None = None
    said: tuple[Workspace, dict[str, str]] | None = None
    """The answers that the next question may offer, once their line has done its work."""


def begin() -> None:
    """A new line begins: nothing has been asked."""
    _Asked.yes, _Asked.said, _Asked.meant, _Asked.talk = _Asked.form, None, frozenset(), None


def fill_forms() -> None:
    """From now on a line is what a person wrote into a form: what is missing is refused with all
    that is wrong, not asked for; what would be recorded is shown first, as where it was asked for.
    """
    _Asked.form = True


def by_form() -> bool:
    """Whether a person fills forms."""
    return _Asked.form


def keep_answers() -> None:
    """Keep what was answered for the next time: the line did its work."""
    if _Asked.said is not None:
        from ccmcost.desk.remembered import remember

        workspace, said = _Asked.said
        remember(workspace, "answers", said)


def was_asked() -> bool:
    """Whether a person was asked for a part of the line, so that what it does is shown first."""
    return _Asked.yes


class Declined(UsageError):
    """A person who saw what would be recorded, or written, said no."""

    def __init__(self, done: str = "recorded") -> None:
        super().__init__(f"Nothing was {done}.")


def ask_part(question: str) -> str:
    """What a person answers to a question on a part of the line that only the command can put."""
    _Asked.yes = True
    return ask(question)


def ask_missing(line: Line) -> None:
    """Ask for what a line lacks, one question after the other; the last answers are offered. What
    cannot stand is asked again with the reason; what is known to stand in the way is said first.

    Raises UsageError where no other answer would help, DataError for what is wrong in the folder.
    """
    from ccmcost.desk.walk import HOW_TO_GO_BACK, Walk

    _Asked.yes = True
    last, faults = last_answers(line), Faults()
    line.awaited = {one.name for one in _open(line)}
    for one in [one for one in line.parameters.values() if _is_single(line, one)]:
        with faults.gathered():
            _checked(line, one, line.texts(one.name)[-1])
    with faults.gathered():
        line.check_begun()
    faults.found += (text for _, text in line.faults)
    faults.stop()
    _Asked.talk = _Talk(_open(line), last, Walk(), {})
    if len(_Asked.talk.opened) > 1:
        tell(HOW_TO_GO_BACK)
    _go_on(line, _Asked.talk)


def leads_back() -> bool:
    """Whether there is a question to go back to from the last one, on the whole line."""
    return _Asked.talk is not None and bool(_Asked.talk.walk.asked)


def ask_again(line: Line) -> None:
    """Put the last question on a part of the line once more, and those that follow from it."""
    assert _Asked.talk is not None
    _Asked.talk.take_back(line, _Asked.talk.walk.asked.pop())
    _go_on(line, _Asked.talk)


def _workspace(line: Line) -> Workspace | None:
    from ccmcost.cli.readers import Unread

    try:
        return line.data.workspace
    except Unread:
        return None


def _go_on(line: Line, talk: _Talk) -> None:
    """Ask for what is left, keep what was answered and say the line."""
    _walk(line, talk)
    line.awaited = set()
    note_answers(line, talk.last)
    text = line.text
    line.close()
    tell(f"\nIn one line: {text}\n")


def note_answers(line: Line, last: Mapping[str, str]) -> None:
    """Have what a line says in answer offered the next time, with the last answers."""
    if workspace := _workspace(line):
        kept = [each for each in line.parameters.values() if each.said.offer in _KEPT]
        said = {_kept_under(line, each): text for each in kept for text in _texts(line, each)}
        _Asked.said = workspace, {**last, **said}


def last_answers(line: Line) -> Mapping[str, str]:
    """What was answered the last time in the workspace of a line."""
    from ccmcost.desk.remembered import remembered

    workspace = _workspace(line)
    return remembered(workspace, "answers") if workspace else {}


def _walk(line: Line, talk: _Talk) -> None:
    """Ask for each of these whose time comes; `<` goes back, and what was answered is offered."""
    from ccmcost.desk.walk import NO_WAY_BACK

    def following() -> Parameter | None:
        left = [each for each in talk.opened if each not in talk.walk.asked]
        found = next((each for each in left if _is_due(line, each)), None)
        line.awaited = {each.name for each in left if each is not found}
        return found

    talk.walk.through(
        following,
        lambda one: _ask(line, one, talk.before.get(one.name) or offered(line, one, talk.last)),
        lambda one: talk.take_back(line, one),
        lambda: tell(f"  {NO_WAY_BACK}"),
    )


def _question(one: Parameter) -> str:
    """What is asked: the same for MEETING and MEETING|GROUP."""
    return one.shown.lstrip("-").partition("|")[0].lower()


def _kept_under(line: Line, one: Parameter) -> str:
    """What an answer is kept under; what belongs to a meeting, with that of the line."""
    if one.said.offer != LAST_OF_MEETING:
        return _question(one)
    meetings = [each for each in line.parameters.values() if _question(each) == "meeting"]
    said = [text.casefold() for each in meetings for text in _texts(line, each)]
    return f"{_question(one)} of {' '.join(said)}"


def _texts(line: Line, one: Parameter) -> list[str]:
    """What was typed for a parameter; a meeting or a group by its id: `msp12` for `MSP 12`."""
    from ccmcost.cli.readers import Unread
    from ccmcost.sharing.request import group_name

    texts = line.texts(one.name)
    if _question(one) == "meeting":
        with suppress(Unread, CcmcostError, OSError):
            return [group_name(line.data, text) for text in texts]
    return texts


def _is_single(line: Line, one: Parameter) -> bool:
    """Whether a parameter has a value on the line, and one only."""
    return one.kind is not bool and len(line.texts(one.name)) == 1


def _open(line: Line) -> list[Parameter]:
    """What must be asked, and what may be left out but is better asked; and who records, unless
    that is said. The second person comes last.
    """
    from ccmcost.accounts.books import usual_clerk

    found = line.missing
    for one in line.parameters.values():
        is_better_asked = one.said.offer in (NOTHING, TODAY)
        if is_better_asked and one not in found and not line.texts(one.name):
            found.append(one)
    clerk = line.parameters.get("recorded_by")
    if clerk and not line.texts(clerk.name) and not usual_clerk():
        found.append(clerk)
    return sorted(found, key=lambda one: one.name == "approved_by")


def _is_due(line: Line, one: Parameter) -> bool:
    """Whether the time to ask has come: what goes with another answer is asked where that is, and
    what an option makes needless is not asked any more.
    """
    if one.said.unless and not line.needs(one):
        return False
    name, _, wanted = one.said.beside.partition("=")
    if not name:
        return True
    said = line.texts(name)
    return bool(said) and (not wanted or line.read(name, said[-1]) == wanted)


def offered(line: Line, one: Parameter, last: Mapping[str, str]) -> str:
    """What Enter takes, or stands in a form; nothing that could not stand here."""
    from ccmcost.accounts.books import clerk_of
    from ccmcost.clock import as_of_day, recording_moment

    text = last.get(_kept_under(line, one), "") if one.said.offer in _KEPT else ""
    if one.said.offer == TODAY:
        text = as_of_day().isoformat()
    elif one.name == "recorded_by" and not text:
        text = clerk_of(None, recording_moment()).name
    try:
        fits = not text or not line.try_answer(one, text)
    except UsageError:
        fits = False
    line.say(one, None)
    return text if fits else ""


def _checked(line: Line, one: Parameter, text: str | None) -> bool:
    """Say an answer (None: it is left out); False if it cannot stand, which is told, or is not
    meant.
    Raises UsageError for what no other answer mends.
    """
    try:
        faults = line.try_answer(one, text)
    except Doubt as doubt:
        meant = line.option(doubt.option)
        assert meant is not None
        if is_meant(doubt.question):  # `<` is a no: back to the question that this one is about
            line.say(meant, "")
            return _checked(line, one, text)
        line.say(one, None)
        return False
    for fault in faults:
        tell(indented(fault))
    if not faults and text is not None and not is_meant(one.doubt(text, line)):
        line.say(one, None)
        return False
    return not faults


def is_meant(doubt: str) -> bool:
    """Whether what may be doubted of an answer is meant, as a person says, once."""
    from ccmcost.desk.walk import Back

    if not doubt or doubt in _Asked.meant:
        return True
    tell(indented(doubt))
    with suppress(Back):
        if agrees("  Is this meant?"):
            _Asked.meant |= {doubt}
            return True
    return False


def confirm_doubts(line: Line) -> None:
    """Ask whether what may be doubted of a line is meant, or warn of it where nobody is there or
    the line says yes to all. Raises Declined after a no.
    """
    for one in line.parameters.values():
        for doubt in filter(None, (one.doubt(text, line) for text in line.texts(one.name))):
            if not somebody_there() or line.texts("yes"):
                tell(f"Warning: {one.shown}: {doubt}")
            elif not is_meant(doubt):
                raise Declined("done")


def indented(text: str) -> str:
    """A remark on an answer, as wide as the terminal is."""
    return "\n".join(prose(text, "  ", "    ", min(WIDTH, columns_of(sys.stderr))))


def _other_option(line: Line, answer: str) -> bool:
    """Whether an option of the command was typed in the place of an answer, as a message may have
    named it; then it is said.
    """
    name, _, text = answer.replace("=", " ", 1).partition(" ")
    one = line.option(name)
    if one is None or not (text.strip() or one.kind is bool):
        return False
    return _checked(line, one, text.strip())


def _ask(line: Line, one: Parameter, offered: str) -> bool:
    """Ask until the answer can stand; False if a person goes back."""
    from ccmcost.desk.walk import BACK, NONE

    tell(f"\n{one.said.help}")
    known = _choices(line, one)
    if any(what for _, what in known):
        tell("One of:\n" + "\n".join(indented(f"{word}: {what}") for word, what in known))
    elif not all(word in one.said.help for word, _ in known):
        listed = ", ".join(word for word, _ in known)
        tell(f"One of: {listed}.")
    may_lack = one.said.offer == NOTHING and not line.needs(one)
    leave = f" ({NONE if offered else 'Enter'}: leave it out)" if may_lack else ""
    shown = (f" [{offered}]" if offered else "") + leave
    while True:
        answer = ask(f"  {one.shown}{shown}") or offered
        if answer == BACK:
            return False
        if may_lack and answer in ("", NONE):
            if _checked(line, one, None):
                return True
            continue
        if answer and _other_option(line, answer):
            if not _is_due(line, one):
                return True
            continue
        if answer and _checked(line, one, answer):
            return True
        needed = (
            "" if answer else f"An answer is needed: {one.said.metavar or 'TEXT'}, as said above. "
        )
        tell(f"  {needed}{HOW_TO_STOP}")


def _choices(line: Line, one: Parameter) -> list[tuple[str, str]]:
    """The words that an answer may be, and what each is, where a person can take them in at a
    glance.
    """
    if one.said.complete is None:
        return []
    known = completed(one.said.complete, "".join(line.texts("data")[-1:]) or None, "")
    return list(known) if len(known) <= MOST_CHOICES else []
