"""The command line: read options, call a workflow, print, set the exit code. One file per command or group."""
