"""What pages of the office have in common: their frame, the form of a command, a line that runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from contextlib import ExitStack, suppress
from functools import partial, wraps
from pathlib import Path
from typing import Any, NamedTuple

from flask import Response, abort, g, redirect

from ccmcost.app.forms import (
    Values,
    command_of,
    form_of,
    gaps,
    in_labels,
    line_of,
    outside,
    unsigned,
)
from ccmcost.app.guard import Guard
from ccmcost.app.links import folded, linked
from ccmcost.app.pages import NEXT, PAGE_OF, page_of
from ccmcost.app.pages.ledger import told_of
from ccmcost.app.pages.offices import offices
from ccmcost.app.place import Asked, Place, tie_out
from ccmcost.app.uploads import Uploads
from ccmcost.app.work import Done, Line, Turn, Work
from ccmcost.errors import CcmcostError
from ccmcost.sharing.request import find_group, find_state
from ccmcost.tables.page import render
from ccmcost.words.speaker import english
from ccmcost.workspace import Workspace, open_workspace

TROUBLE = "trouble"
"""The page that is shown whatever became of the folder and its books: it looks at neither."""


WRITTEN = {
    "see_drafts": ("drafts/", "/files"),
    "see_notices": ("notices/", "/ledger?kind=issue"),
    "see_files": ("reports/", "/files"),
}
"""The phrase that leads to what was written: the folder that a command names, and the page."""
HEADINGS: dict[tuple[tuple[str, ...], str], str] = {
    (("issue",), "prepare"): "title_prepare",
    (("settle",), "prepare"): "title_prepare",
    (("init",), "office"): "title_office",
}
"""What a form is headed where one of its ticks makes something else of it."""
OF_EVENTS = ("event", "receipt")
"""Fields that name events of the ledger, which are told above their form."""


class Settings(NamedTuple):
    """How the server was started: with which data folders, if any was named."""

    data: tuple[str, ...] = ()
    read_only: bool = False


class Office:
    """What this server shows: the office of each data folder, below a name of its own."""

    def __init__(self, settings: Settings, guard: Guard) -> None:
        self.settings, self.guard = settings, guard
        self.uploads, self.work = Uploads(), Work()
        self._folders = dict[str, str | None]()
        self._seen = dict[str, Place]()
        for data in settings.data or (None,):
            name = _name_of(_home(open_workspace(data)), self._folders)
            self._folders[name] = data
            with ExitStack() as visit:
                self._seen[name] = self._found(name, visit)

    @property
    def places(self) -> tuple[Place, ...]:
        """Each folder as it was when it was last looked at."""
        return tuple(self._seen.values())

    def visited(self, view: Callable[..., Response]) -> Callable[..., Response]:
        """A view below the name of a folder, which is looked at once, when the page is made: a
        workspace may have come to be since. Another name is no page.

        The view raises UsageError if the folder is gone.
        """

        @wraps(view)
        def page(folder: str, **parts: str) -> Response:
            if folder not in self._folders:
                abort(404)
            g.place = self._seen[folder]
            with ExitStack() as visit:
                g.place = self._seen[folder] = self._found(folder, visit)
                return view(**parts)

        return page

    @property
    def place(self) -> Place:
        """The folder that this page is about; of a page about none, the first one."""
        found: Place = g.get("place") or self.places[0]
        return found

    def _found(self, name: str, visit: ExitStack) -> Place:
        data = self._folders[name]
        workspace = open_workspace(data)
        return Place(workspace, f"/{name}", _home(workspace), data, visit)

    def page(self, template: str, status: int = 200, **more: Any) -> Response:
        """A page in the frame of all pages of a folder."""
        place = self.place
        frame = {
            "root": place.root,
            "home": str(place.home),
            "has_office": place.workspace.has_ledger,
            "tie": tie_out(place) if place.workspace.has_ledger and template != TROUBLE else (),
            "running": () if template in (TROUBLE, "wait") else self._running(place),
        }
        return self._made(template, status, **{**frame, **more})

    @property
    def entrance(self) -> str:
        """The address of the page of all folders, where there are several; else of the first page
        of the one.
        """
        return "/" if len(self._folders) > 1 else f"{self.places[0].root}/"

    def overview(self, asked: Asked) -> Response:
        """The page of all folders, or the way to the first page of the one."""
        if self.entrance != "/":
            return to_page(self.entrance)
        with ExitStack() as visit:
            found = offices([self._found(name, visit) for name in self._folders], asked)
            frame = {"root": "", "home": "", "has_office": True, "tie": (), "running": ()}
            return self._made(found.template, found.status, **{**frame, **found.data})

    def _made(self, template: str, status: int, **more: Any) -> Response:
        frame = {
            "say": english("app"),
            "linked": linked,
            "folded": folded,
            "folders": [each.root for each in self.places] if self.entrance == "/" else (),
            "read_only": self.settings.read_only,
            "here": "",
            "refresh": 0,
        }
        made = render(f"app/{template}.html.j2", **{**frame, **more})
        return Response(made, status, content_type="text/html; charset=utf-8")

    def _running(self, place: Place) -> list[Turn]:
        return [turn for turn in self.work.running if turn.line.data == place.named]

    def trouble(self, status: int, what: str, why: str) -> Response:
        """A page that says why there is no other one."""
        return self.page(TROUBLE, status, what=what, why=why)

    def form(self, words: tuple[str, ...], values: Values, done: Done | None = None) -> Response:
        """The form of a command, with what is wrong with it."""
        command = command_of(words)
        if command is None:
            return self.trouble(404, english("app")("no_page"), " ".join(words))
        told = "".join((done.message, *(text for _, text in done.places))) if done else ""
        done = done.told(partial(in_labels, words)) if done else None
        places = done.places if done else ()
        at = self.place.named, self.uploads.given
        found = form_of(words, command, values, places, *at, told)
        files = {
            each.name: [(key, name) for key in each.value if (name := self.uploads.name(key))]
            for each in (*found.fields, *found.more)
            if each.kind in ("file", "files")
        }
        said = (one.text for one in found.fields if one.name in OF_EVENTS)
        return self.page(
            "form",
            422 if done else 200,
            form=found,
            heading=HEADINGS.get((words, next(filter(values.get, ("prepare", "office")), ""))),
            token=self.guard.form(),
            files=files,
            done=done,
            came_from=page_of(words, values) if done else "",
            events=told_of(self.place, "".join(said)),
            here=words[0],
        )

    def begin(self, words: tuple[str, ...], values: Values, token: str) -> Response:
        """Run what was written into a form, and lead to the page that says what came of it."""
        command = command_of(words)
        if command is None:
            return self.trouble(404, english("app")("no_page"), " ".join(words))
        line, home = line_of(words, command, values, self.uploads.given), page_of(words, values)
        wrong = outside(command, values) or (*gaps(line), *unsigned(command, values))
        if wrong:
            return self.form(words, values, Done(code=2, places=wrong))
        if home and not line.texts(PAGE_OF[words][1]):
            return to_page(f"{self.place.root}{home}?nothing&ticked=none")
        shown = self.place.typed(line_of(words, command, values, self.uploads.name).text)
        said = (*words, *line.words)
        named = self.place.named
        return self._follow(self.work.begin(Line(words, said, shown, token, values, named)))

    def _follow(self, turn: Turn | None) -> Response:
        if turn is None:
            say = english("app")
            return self.trouble(503, say("too_many"), say("why_too_many"))
        return to_page(f"{self.place.root}/turn/{turn.id}")

    def answer(self, turn: Turn, text: str) -> Response:
        """Go on with a line after an answer."""
        return self._follow(self.work.answered(turn, text))

    def turned(self, turn: Turn) -> Response:
        """What came of a line so far."""
        done, line, place = turn.done, turn.line, self.place
        form = self.guard.marked(line.form)
        if done is None:
            return self.page("wait", turn=turn, refresh=1, form=form)
        done = done.told(self.uploads.by_name)
        if done.is_refused:
            return self.form(line.command, line.values, done)
        home = page_of(line.command, line.values)
        said = "".join(text for _, text in done.said)
        wrote = next(((key, at) for key, (folder, at) in WRITTEN.items() if folder in said), None)
        return self.page(
            "turn",
            turn=turn,
            done=done,
            form=form,
            came_from=home,
            about=_about(line.values, place),
            wrote=wrote,
            following=NEXT.get(line.command),
        )


def _about(values: Values, place: Place) -> list[tuple[str, str]]:
    """The pages of the meeting and of the State that a line is about: what each is called, and its
    address.
    """
    found, said = list[tuple[str, str]](), dict[str, str]()
    for key, names in {"meeting": ("meeting", "name"), "state": ("state",)}.items():
        texts = [text for name in names for text in values.get(name, ()) if text.strip()]
        if len(texts) == 1:
            said[key] = texts[0]
    with suppress(CcmcostError):
        if "meeting" in said:
            group = find_group(place.data, said["meeting"])
            found += ((each.name, f"{place.root}/meeting/{each.id}") for each in group)
    with suppress(CcmcostError):
        if "state" in said:
            code = find_state(said["state"], "", place.data.states)
            found.append((place.data.states.name(code), f"{place.root}/state/{code}"))
    return found


def _home(workspace: Workspace) -> Path:
    return Path.cwd() if workspace.is_packaged else workspace.data.parent


def _name_of(home: Path, taken: Collection[str]) -> str:
    """The name of a folder in addresses; of several that are called the same, each has its own."""
    name = re.sub(r"[^a-z0-9-]+", "-", home.name.lower()).strip("-") or "office"
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in (*taken, "static"))


def to_page(path: str) -> Response:
    """Lead to a page, so that Reload shows it again and sends nothing."""
    found = redirect(path, 303)
    assert isinstance(found, Response)
    return found
