"""The commands by what they are for: where each lives, and what it does in one line of a terminal."""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """Module and application of a command, and its line in the list of commands."""

    place: str
    summary: str


GROUPS = {
    "Look and calculate": {
        "meetings": Command("register:meetings_app", "All meetings: day, place, scale, list, cost"),
        "show": Command("register:show_app", "One meeting: its note, what happened, what is at hand"),
        "apportion": Command("apportion:app", "Share a meeting's cost; write reports/MEETING (the main job)"),
        "adjust": Command("adjust:app", "Share any total among any list of States"),
        "explain": Command("explain:app", "How one State's amount follows, step by step"),
        "verify": Command("verify:app", "Recompute a workbook, or hold a folder against its manifest"),
    },
    "Plan": {
        "compare": Command("planning:compare_app", "Rules, scales or lists side by side"),
        "whatif": Command("planning:whatif_app", "What changes if States join or stay away"),
        "forecast": Command("planning:forecast_app", "Uncertain participation and cost, in many exact trials"),
        "budget": Command("planning:budget_app", "What the treasury of a State should set aside"),
        "calendar": Command("calendar:app", "The dates of each meeting, each with its source"),
        "estimate": Command("estimate:app", "The cost document for approval (DOCX, XLSX)"),
    },
    "Publish": {
        "page": Command("page:app", "One HTML file on which a delegate can check the bill"),
        "report": Command("report:app", "The annual cost report"),
        "chart": Command("chart:app", "Charts across meetings"),
    },
    "Bill, in a workspace": {
        "init": Command("init:app", "Make a workspace"),
        "meeting": Command("meeting:app", "Add a meeting, set its dates, make its expected list"),
        "import": Command("importing:app", "Take in lists, scales, treaty status, costs, bank lists"),
        "cost": Command("cost:app", "Set the cost that was adopted; show its lines"),
        "issue": Command("issue:issue_app", "Issue notices: all at first, later only differences"),
        "letters": Command("letters:app", "Notes verbales and e-mail drafts: cover, reminders, receipts"),
        "receive": Command("receive:app", "Record what a State paid"),
        "record": Command("record:app", "Record what else happens to an account; undo a mistake"),
        "settle": Command("issue:settle_app", "Settle a meeting on its actual cost"),
        "status": Command("contributions:status_app", "Assessed, received, outstanding, funds in hand"),
        "statement": Command("contributions:statement_app", "The account of a State"),
        "reconcile": Command("reconcile:app", "Which rule gives the amounts that an office issued"),
        "audit-pack": Command("audit:app", "Everything that an auditor needs of a meeting"),
        "ledger": Command("ledger:app", "Prove the ledger, copy it, hand it on"),
    },
    "When something is wrong": {
        "check": Command("check:app", "Check every file of the data"),
        "doctor": Command("doctor:app", "What is missing on this machine and in this folder"),
        "help": Command("help:app", "Read the manual: ccmcost help TOPIC"),
    },
}

COMMANDS = {name: command for group in GROUPS.values() for name, command in group.items()}
