"""The server's routes: who is let in, the pages below the name of the office's folder, what may be
done on them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from ccmcost.app.forms import KEPT, command_of, commands_below, takes_file
from ccmcost.app.guard import HEADERS, Guard
from ccmcost.app.office import Office, to_page
from ccmcost.app.pages import PAGES
from ccmcost.app.place import Place, Shown
from ccmcost.app.uploads import LARGEST
from ccmcost.app.work import Turn
from ccmcost.cli.commands import GROUPS
from ccmcost.cli.entry import outside
from ccmcost.cli.output import tell
from ccmcost.errors import CcmcostError
from ccmcost.tables.page import ASSETS
from ccmcost.text import printable
from ccmcost.words.speaker import english

STATIC = {"app.css": "text/css", "app.js": "text/javascript"}
NAME = "ccmcost-name"
"""The cookie that keeps who records, so that the next form offers it."""


def site(office: Office) -> Flask:
    """The server's pages. Raises nothing: what is wrong is a page that says so."""
    app = Flask("ccmcost.app", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    guard = office.guard

    _guarded(app, office, guard)
    _pages(app, office)
    _forms(app, office)
    _turns(app, office)
    _troubles(app, office)
    return app


def _guarded(app: Flask, office: Office, guard: Guard) -> None:
    """Who is let in, and what goes with every answer."""

    @app.before_request
    def who_asks() -> Response | None:
        if request.path == "/" and "key" in request.args and request.host in guard.hosts:
            session = guard.enters(request.args["key"])
            if session is not None:
                entered = to_page(office.entrance)
                entered.set_cookie(guard.cookie, session, httponly=True, samesite="Strict")
                return entered
        refused = guard.refused(
            request.method,
            request.host,
            dict(request.headers),
            request.cookies.get(guard.cookie, ""),
        )
        if refused is None:
            return None
        return Response(
            f"{refused.why}\n", refused.status, content_type="text/plain; charset=utf-8"
        )

    @app.after_request
    def headed(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.get("/")
    def entrance() -> Response:
        return office.overview(request.args.to_dict(flat=False))

    @app.get("/static/<name>")
    def static(name: str) -> Response:
        if name not in STATIC:
            abort(404)
        content = (ASSETS / "app" / name).read_bytes()
        return Response(content, content_type=f"{STATIC[name]}; charset=utf-8")


def _pages(app: Flask, office: Office) -> None:
    """The pages that show, below the name of the folder."""

    def shown(page: Callable[[Place, Mapping[str, Any]], Shown]) -> Callable[..., Response]:
        def view(**parts: str) -> Response:
            asked: dict[str, Any] = {**request.args.to_dict(flat=False), **parts}
            found = page(office.place, asked)
            if found.content is not None:
                return Response(found.content, found.status, headers=dict(found.headers))
            data = {"who": unquote(request.cookies.get(NAME, "")), "token": office.guard.form()}
            return office.page(found.template, found.status, **{**data, **found.data})

        return view

    for rule, page in PAGES.items():
        app.add_url_rule(f"/<folder>{rule}", rule, office.visited(shown(page)))


def _checked(office: Office) -> str:
    """The token of the form that was sent; what it must not do is refused."""
    token = office.guard.token_of(request.form.get("form", ""))
    if token is None:
        abort(403)
    if office.settings.read_only:
        abort(405)
    return token


def _forms(app: Flask, office: Office) -> None:
    """What may be done: the form of each command."""

    @app.get("/<folder>/do")
    @office.visited
    def everything() -> Response:
        groups = {
            heading: [
                each for name in group for each in commands_below(name) if command_of(each[0])
            ]
            for heading, group in GROUPS.items()
        }
        return office.page("everything", groups=groups, here="do")

    @app.get("/<folder>/do/<path:words>")
    @office.visited
    def blank(words: str) -> Response:
        values = {name: tuple(texts) for name, texts in request.args.lists()}
        name = unquote(request.cookies.get(NAME, ""))
        return office.form(
            tuple(words.split("/")), {**({"recorded_by": (name,)} if name else {}), **values}
        )

    @app.post("/<folder>/do/<path:words>")
    @office.visited
    def filled(words: str) -> Response:
        token = _checked(office)
        values = {
            name: tuple(part for text in texts for part in text.replace("\r", "").split("\n"))
            for name, texts in request.form.lists()
            if name and name != "form"  # a part of a request may have no name
        }
        command = command_of(tuple(words.split("/")))
        for one in filter(takes_file, command.parameters if command else ()):
            files = [file for file in request.files.getlist(one.name) if file.filename]
            keys = tuple(office.uploads.keep(file.filename or "", file.stream) for file in files)
            values |= {f"{KEPT}{one.name}": keys} if keys else {}
        if "begin" in values:  # a file from the page for all of them: the form asks the rest
            kept = [(name, text) for name, texts in values.items() for text in texts]
            kept = [(name, text) for name, text in kept if name.startswith(KEPT)]
            return to_page(f"{office.place.root}/do/{words}?{urlencode(kept)}")
        done = office.begin(tuple(words.split("/")), values, token)
        person = (values.get("recorded_by") or ("",))[0]
        if person:
            done.set_cookie(NAME, quote(person[:200]), httponly=True, samesite="Strict")
        return done


def _turns(app: Flask, office: Office) -> None:
    """Each line that runs or has run: what came of it, what it asks."""

    def turn_of(name: str) -> Turn:
        turn = office.work.turn(name)
        if turn is None or turn.line.data != office.place.named:
            abort(410)
        return turn

    @app.get("/<folder>/turn/<name>")
    @office.visited
    def turned(name: str) -> Response:
        turn = turn_of(name)
        if "edit" in request.args:
            return office.form(turn.line.command, turn.line.values)
        return office.turned(turn)

    @app.post("/<folder>/turn/<name>")
    @office.visited
    def answered(name: str) -> Response:
        _checked(office)
        turn = turn_of(name)
        if "stop" in request.form:
            turn.stop()
            turn.wait(5.0)
            return to_page(f"{office.place.root}/turn/{turn.id}")
        if turn.done is None or not turn.done.question:
            return to_page(f"{office.place.root}/turn/{turn.id}")
        return office.answer(turn, " ".join(request.form.get("answer", "").split()))


def _troubles(app: Flask, office: Office) -> None:
    """What is said where there is no page, or something is wrong with the data."""
    say = english("app")

    def told(status: int, key: str) -> None:
        app.register_error_handler(
            status, lambda _: office.trouble(status, say(key), say(f"why_{key}"))
        )

    for status, key in (
        (403, "no_form"),
        (404, "no_page"),
        (405, "only_read" if office.settings.read_only else "no_page"),
        (410, "too_old"),
        (413, "too_large"),
    ):
        told(status, key)

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return office.trouble(error.code or 400, say("no_request"), say("why_no_request"))
        tell(f"ccmcost: {request.method} {printable(request.path)} failed: {_told(error)}")
        return office.trouble(500, say("failed"), say("why_failed"))

    @app.errorhandler(OSError)
    def outside_us(error: OSError) -> Response:
        return office.trouble(409, say("not_possible"), outside(error))

    @app.errorhandler(CcmcostError)
    def refused(error: CcmcostError) -> Response:
        findings = getattr(error, "findings", None)
        why = str(error) if findings is None else "\n".join(each.line() for each in findings)
        return office.trouble(409, say("not_possible"), why)


def _told(error: Exception) -> str:
    """An error that nobody expected, in one line for who mends it."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f"{Path(at.tb_frame.f_code.co_filename).name}, line {at.tb_lineno}" if at else ""
    return f"{type(error).__name__} ({printable(str(error), 200)}) in {place}"
