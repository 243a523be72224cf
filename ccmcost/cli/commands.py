"""The commands by what they are for: where each lives, and what it does in one line of a
terminal.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """Module and name of a command, and its line in the list of commands."""

    place: str
    summary: str


GROUPS = {
    "Look and calculate": {
        "meetings": Command("look:meetings", "All meetings: day, place, scale, list, cost"),
        "show": Command(
            "look:show", "One meeting: what was announced, what took place, and its data"
        ),
        "apportion": Command(
            "main_job:apportion", "Share a meeting's cost; write reports/MEETING (the main job)"
        ),
        "adjust": Command("look:adjust", "Share any total among any list of States"),
        "explain": Command("look:explain", "How the amount of one State was calculated"),
        "state": Command(
            "state:state", "One State at every meeting: amounts, changes, what to set aside"
        ),
        "verify": Command(
            "look:verify", "Recalculate a workbook, or check a folder against its manifest"
        ),
    },
    "Plan": {
        "compare": Command("planning:compare", "Rules, scales or lists side by side"),
        "whatif": Command("planning:whatif", "What changes if States take part or stay away"),
        "forecast": Command(
            "planning:forecast", "Uncertain participation and cost, in many exact trials"
        ),
        "budget": Command("planning:budget", "What the treasury of a State should set aside"),
        "calendar": Command("publish:calendar", "The dates of each meeting, each with its source"),
        "estimate": Command("templates:estimate", "The cost document for approval (DOCX, XLSX)"),
    },
    "Publish": {
        "page": Command("publish:page", "One HTML file on which a delegate can check the bill"),
        "report": Command("publish:report", "The annual cost report"),
        "chart": Command("publish:chart", "Charts across meetings"),
    },
    "Bill, in a workspace": {
        "init": Command("init:init", "Make a workspace"),
        "meeting": Command(
            "meeting:meeting", "Add a meeting, set its dates, make its expected list"
        ),
        "import": Command(
            "importing_money:documents", "Import lists, scales, treaty status, costs and payments"
        ),
        "cost": Command("bill:cost", "Record the cost that was adopted; show its lines"),
        "issue": Command("issue:issue", "Issue notices: all at first, later only differences"),
        "letters": Command(
            "templates:letters", "Notes verbales and e-mail drafts: cover, reminders, receipts"
        ),
        "next": Command("bill:due", "What is due, per meeting, with the command that does it"),
        "receive": Command("record:receive", "Record what a State paid"),
        "record": Command(
            "reversing:record", "Record other entries to an account; reverse a mistake"
        ),
        "match": Command("match:match", "Match unidentified payments with notices"),
        "settle": Command("issue:settle", "Settle a meeting on its actual cost"),
        "status": Command("ledger:status", "Assessed, received, outstanding, funds in hand"),
        "statement": Command("ledger:statement", "The account of a State"),
        "reconcile": Command("bill:reconcile_", "Find the rule that gives the amounts issued"),
        "audit-pack": Command(
            "bill:audit_pack", "Everything that an auditor needs about a meeting"
        ),
        "ledger": Command(
            "journal:ledger", "Check, copy and export the ledger; hand over its journal"
        ),
    },
    "When something is wrong": {
        "check": Command("trouble:check", "Check every file of the data"),
        "doctor": Command("trouble:doctor", "What is missing on this machine and in this folder"),
        "help": Command("trouble:manual", "Read the manual: ccmcost help TOPIC"),
    },
}

COMMANDS = {name: command for group in GROUPS.values() for name, command in group.items()}
