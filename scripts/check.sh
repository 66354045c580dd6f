#!/usr/bin/env bash
# Lint, format, types, import contracts. All of them run; one that fails makes the whole fail.
set -euo pipefail
source "$(dirname "$0")/environment.sh"
environment test demo check

failed=()
mkdir -p build
stage() { # stage NAME COMMAND…: quiet when it passes
    local start=$SECONDS
    if "${@:2}" >build/stage.log 2>&1; then
        printf '── %s: %s s\n' "$1" "$((SECONDS - start))"
    else
        printf '✗ %s\n' "$1"
        cat build/stage.log
        failed+=("$1")
    fi
}
bin=$VENV/bin
stage "ruff check" "$bin/ruff" check --quiet .
stage "ruff format" "$bin/ruff" format --check --quiet .
stage "mypy --strict" "$bin/mypy" --no-error-summary
stage "lint-imports" "$bin/lint-imports"
mapfile -t templates < <(find src/evenborn -path '*/templates/*' -name '*.html' ! -path '*/presentation/*')
stage "djade" "$bin/djade" --check --target-version 5.2 "${templates[@]}"
if command -v shellcheck >/dev/null; then
    stage "shellcheck" shellcheck -x -P SCRIPTDIR -P SCRIPTDIR/.. scripts/*.sh .ci/run
fi
((${#failed[@]} == 0)) || stop "Failed: ${failed[*]}" "未通过：${failed[*]}"
