#!/usr/bin/env bash
# Each benchmark prints our figure beside the bare engine's, on the same data in the same run.
set -euo pipefail
source "$(dirname "$0")/environment.sh"
environment test demo
shopt -s nullglob
for benchmark in benchmarks/*.py; do
    printf '── %s\n' "$benchmark"
    "$VENV/bin/python" "$benchmark"
done
