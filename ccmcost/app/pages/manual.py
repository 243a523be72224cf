"""A page of the manual, as `ccmcost help TOPIC` shows it."""

from __future__ import annotations

from ccmcost.app.pages.asked import missing
from ccmcost.app.place import Asked, Place, Shown, first
from ccmcost.cli.trouble import manual_screen, title_of
from ccmcost.workspace import manual_pages


def manual(place: Place, asked: Asked) -> Shown:
    """The text of a topic."""
    topic, pages = first(asked, "topic"), manual_pages()
    if topic not in pages:
        return missing(topic)
    text = pages[topic].read_text("utf-8")
    data = {"here": "", "title": title_of(text), "text": manual_screen(text, tuple(pages))}
    return Shown("manual", data)
