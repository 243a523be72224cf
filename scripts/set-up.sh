# Sourced by the other scripts, from the project's root. Makes .venv with locked versions, once per change of the lock.
# LEVEL is run, test or dev; each holds the one before. Afterwards $PYTHON is the Python to use.

LEVEL=${LEVEL:-run}
LOCK=requirements/$LEVEL.txt
STAMP=.venv/.ready-$LEVEL
PYTHON=.venv/bin/python

say() { printf '%s\n' "$*" >&2; }

find_python() {
    for candidate in ${PYTHON3:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    say "ccmcost needs Python 3.11 or later; none was found. Install it, or name it: PYTHON3=/path/to/python3 sh $0"
    return 1
}

fingerprint() { { pwd; cat "$LOCK" pyproject.toml; } | cksum; }

set_up() {
    found=$(find_python)
    say "Setting up .venv with $("$found" --version) and the locked packages of $LOCK (once; a minute or more, by network) ..."
    if ! "$PYTHON" -c 'import pip' >/dev/null 2>&1; then
        rm -rf .venv
        "$found" -m venv .venv || {
            say "python3 could not make a virtual environment. On Debian: apt-get install python3-venv"
            return 1
        }
    fi
    "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$LOCK"
    "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
    fingerprint >"$STAMP"
}

[ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(fingerprint)" ] || set_up || exit 1
# Compiled here, so that the first command is as quick as the next, even where Python is told to write no bytecode.
"$PYTHON" -m compileall -q ccmcost
