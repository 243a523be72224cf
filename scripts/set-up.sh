# Sourced by the other scripts, from the project's root. Makes .venv with locked versions, once per change of the lock.
# LEVEL is run, test or dev; each holds the one before. Afterwards $PYTHON is the Python to use.
#
# The lock is complete, so it is installed as it stands (--no-deps): a pip that looks for dependencies of its own refuses a
# complete lock as soon as one of its packages has a newer release. `pip check` then proves that nothing is missing.
# scripts/pips tries this with old and new versions of pip. uv is not used, even where it is installed: it does not read
# pip's configuration, in which an office names its mirror and its certificates.

LEVEL=${LEVEL:-run}
LOCK=requirements/$LEVEL.txt
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

fingerprint() { { pwd; cat "requirements/$1.txt" pyproject.toml; } | cksum; }

# A level holds those before it: what is ready for more is ready for less.
ready() {
    case $LEVEL in run) set -- run test dev ;; test) set -- test dev ;; *) set -- "$LEVEL" ;; esac
    for level; do
        [ ! -f ".venv/.ready-$level" ] || [ "$(cat ".venv/.ready-$level")" != "$(fingerprint "$level")" ] || return 0
    done
    return 1
}

install() { "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-input --no-deps "$@"; }

make_venv() {
    rm -rf .venv
    "$1" -m venv .venv && return 0
    say "python3 could not make a virtual environment. On Debian: apt-get install python3-venv"
    return 1
}

install_all() {
    install --require-hashes -r "$LOCK" && install --no-build-isolation -e . && return 0
    say "The packages could not be installed; pip says why above. This needs a network, or a mirror in pip's configuration."
    return 1
}

check_all() { "$PYTHON" -m pip check --disable-pip-version-check; }

set_up() {
    found=$(find_python) || return 1
    say "Setting up .venv with $("$found" --version) and the locked packages of $LOCK (once; a minute or more, by network) ..."
    "$PYTHON" -c 'import pip' >/dev/null 2>&1 || make_venv "$found" || return 1
    install_all || return 1
    # What an earlier lock or a person installed may not go with this lock; then all is made anew.
    check_all >/dev/null 2>&1 || { make_venv "$found" && install_all && check_all >&2; } || return 1
    fingerprint "$LEVEL" >".venv/.ready-$LEVEL"
}

ready || set_up || exit 1
# Compiled here, so that the first command is as quick as the next, even where Python is told to write no bytecode.
"$PYTHON" -m compileall -q ccmcost
