#!/usr/bin/env bash
# Puts `vereda` and `vereda-server` into the environment, run from this very folder.
set -euo pipefail
cd "$(dirname "$0")/../.."
"$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --no-deps --no-index --no-build-isolation --editable .
