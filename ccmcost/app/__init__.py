"""The office in a browser: every button says a line of a command, which a process of its own runs;
pages show what the rooms below find. Nothing is computed here.
"""
