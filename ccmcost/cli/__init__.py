"""The command line: read options, make one call, print, set the exit code.
One file per heading of the help.
"""
