#!/usr/bin/env bash
# Write the lock files anew from pyproject.toml, keeping every version that still fits; --upgrade takes the newest.
# Needs internet: uv is fetched into a folder of its own.
set -euo pipefail
source "$(dirname "$0")/environment.sh"
find_python

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"$PYTHON" -m venv "$tools"
"$tools/bin/python" -m pip install --quiet uv

lock() { # lock NAME OPTION…
    "$tools/bin/uv" pip compile --quiet --no-header --no-emit-index-url --no-annotate --generate-hashes \
        --python-version 3.11 pyproject.toml --output-file "requirements/$1.txt" "${@:2}"
}
lock demo --extra build "$@"
lock bench --extra build --extra test --extra bench --no-emit-package pyspark "$@"
# pyspark is published as source only, and all else as wheels only, so it has a lock of its own
lock test --extra build --extra test --no-emit-package pyspark "$@"
grep -o '"pyspark[^"]*"' pyproject.toml | tr -d '"' |
    "$tools/bin/uv" pip compile --quiet --no-header --no-emit-index-url --no-annotate --generate-hashes --no-deps \
        --python-version 3.11 - --output-file requirements/spark.txt "$@"
