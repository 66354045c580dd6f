#!/usr/bin/env bash
# Each benchmark prints our figure beside the bare engine's, on the same data in the same run.
set -euo pipefail
source "$(dirname "$0")/environment.sh"
environment test demo
say "Installing what the benchmarks hold ours against" "正在安装对照用的软件包"
"$VENV/bin/python" -m pip install --quiet --no-input --require-hashes --only-binary :all: -r requirements/bench.txt
say "The long proofs, and every property looked at ten times as long" "较长的验证，并以十倍样例检验各项性质"
"$VENV/bin/python" -m pytest -n auto --maxprocesses 4 -m long tests
"$VENV/bin/python" -m pytest -n auto --maxprocesses 4 --hypothesis-profile thorough tests/sexratio tests/registers
shopt -s nullglob
for benchmark in benchmarks/*.py; do
    printf '── %s\n' "$benchmark"
    "$VENV/bin/python" "$benchmark"
done
