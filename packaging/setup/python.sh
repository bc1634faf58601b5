#!/usr/bin/env bash
# Prints the Python that makes the environment: 3.11 or newer, able to make one.
# Says nothing and fails when there is none. PYTHON names another choice.
set -euo pipefail

for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3 /usr/bin/python3; do
    if "$candidate" -c '
import sys
assert sys.version_info >= (3, 11)
import ensurepip, venv
' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
exit 1
