#!/usr/bin/env bash
# Everything: the checks, then the tests and the examples in code and documents.
set -euo pipefail
source "$(dirname "$0")/environment.sh"
environment test demo check test
scripts/check.sh
exec "$VENV/bin/python" -m pytest -n auto --maxprocesses 4 --doctest-modules --doctest-glob='*.md' \
    tests src/evenborn docs README.md README.zh.md "$@"
