"""The commands by what they are for: where each lives, and what it does in one line of a
terminal.
"""

from __future__ import annotations

import importlib
from typing import Any, NamedTuple


class Command(NamedTuple):
    """Module and name of a command, and its line in the list of commands. One in a room above this
    one is known by its name alone.
    """

    place: str
    summary: str


GROUPS = {
    "Look and calculate": {
        "meetings": Command("cli.look:meetings", "All meetings: day, place, scale, list, cost"),
        "show": Command(
            "cli.look:show", "One meeting: what was announced, what took place, and its data"
        ),
        "apportion": Command(
            "cli.main_job:apportion", "Share a meeting's cost; write reports/MEETING (the main job)"
        ),
        "adjust": Command("cli.look:adjust", "Share any total among any list of States"),
        "explain": Command("cli.look:explain", "How the amount of one State was calculated"),
        "state": Command(
            "cli.state:state", "One State at every meeting: amounts, changes, what to set aside"
        ),
        "verify": Command(
            "cli.look:verify", "Recalculate a workbook, or check a folder against its manifest"
        ),
    },
    "Plan": {
        "compare": Command("cli.planning:compare", "Rules, scales or lists side by side"),
        "whatif": Command("cli.planning:whatif", "What changes if States take part or stay away"),
        "forecast": Command(
            "cli.planning:forecast", "Uncertain participation and cost, in many exact trials"
        ),
        "budget": Command("cli.budget:budget", "What the treasury of a State should set aside"),
        "calendar": Command(
            "cli.publish:calendar", "The dates of each meeting, each with its source"
        ),
        "estimate": Command(
            "cli.templates:estimate", "The cost document for approval (DOCX, XLSX)"
        ),
    },
    "Publish": {
        "page": Command("cli.publish:page", "One HTML file on which a delegate can check the bill"),
        "report": Command("cli.publish:report", "The annual cost report"),
        "chart": Command("cli.publish:chart", "Charts across meetings"),
    },
    "Bill, in a workspace": {
        "init": Command("cli.init:init", "Make a workspace"),
        "meeting": Command(
            "cli.meeting:meeting", "Add a meeting, set its dates, make its expected list"
        ),
        "import": Command(
            "cli.importing_money:documents",
            "Import lists, scales, treaty status, costs and payments",
        ),
        "cost": Command("cli.bill:cost", "Record the cost that was adopted; show its lines"),
        "issue": Command("cli.issue:issue", "Issue notices: all at first, later only differences"),
        "approve": Command(
            "cli.approve:approve", "Issue what was prepared, once another approved it"
        ),
        "letters": Command(
            "cli.templates:letters", "Notes verbales and e-mail drafts: cover, reminders, receipts"
        ),
        "next": Command("cli.bill:due", "What is due, per meeting, with the command that does it"),
        "receive": Command("cli.record:receive", "Record what a State paid"),
        "record": Command(
            "cli.reversing:record", "Record other entries to an account; reverse a mistake"
        ),
        "match": Command("cli.match:match", "Match unidentified payments with notices"),
        "settle": Command("cli.issue:settle", "Settle a meeting on its actual cost"),
        "status": Command("cli.ledger:status", "Assessed, received, outstanding, funds in hand"),
        "statement": Command("cli.ledger:statement", "The account of a State"),
        "app": Command("app.command:app", "The office in the browser of this machine"),
        "reconcile": Command("cli.bill:reconcile_", "Find the rule that gives the amounts issued"),
        "audit-pack": Command(
            "cli.bill:audit_pack", "Everything that an auditor needs about a meeting"
        ),
        "ledger": Command(
            "cli.journal:ledger", "Check, copy and export the ledger; hand over its journal"
        ),
    },
    "When something is wrong": {
        "check": Command("cli.trouble:check", "Check every file of the data"),
        "doctor": Command(
            "cli.trouble:doctor", "What is missing on this machine and in this folder"
        ),
        "help": Command("cli.trouble:manual", "Read the manual: ccmcost help TOPIC"),
    },
}

COMMANDS = {name: command for group in GROUPS.values() for name, command in group.items()}


def declared(name: str) -> Any:
    """The declaration of a command, or of the group that is called so; its module is imported."""
    module, _, what = COMMANDS[name].place.partition(":")
    return getattr(importlib.import_module(f"ccmcost.{module}"), what)
