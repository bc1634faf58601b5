#!/usr/bin/env bash
# Makes or completes the environment in a folder: environment.sh VENV REQUIREMENTS...
# Everything is pinned and checked by hash; nothing is compiled here.
set -euo pipefail
cd "$(dirname "$0")/../.."

venv=$1
shift
if [ ! -x "$venv/bin/python" ]; then
    python=$(packaging/setup/python.sh) || {
        echo "No Python 3.11 or newer that can make an environment (python3-venv)." >&2
        exit 1
    }
    echo "Making $venv with $("$python" --version)"
    "$python" -m venv "$venv"
fi

# Without compiled modules every start takes twice as long.
unset PYTHONDONTWRITEBYTECODE
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes --only-binary :all: "${@/#/--requirement=}"
