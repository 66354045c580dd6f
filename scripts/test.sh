#!/usr/bin/env bash
# Everything: the checks, then the tests and the examples in code and documents.
set -euo pipefail
source "$(dirname "$0")/environment.sh"
environment test demo check test
scripts/check.sh
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 # two tests at a time have one core each
pytest=("$VENV/bin/python" -m pytest -n auto --maxprocesses 4 --dist loadfile --durations 25) # tests/in_groups.py shares them out
"${pytest[@]}" --doctest-modules --doctest-glob='*.md' tests src/evenborn docs README.md README.zh.md "$@"
(($# == 0)) || exit 0 # who named tests wants those

if [[ -x /usr/lib/postgresql/15/bin/initdb ]]; then
    say "The office once more, its stores on PostgreSQL" "业务系统测试再运行一遍，数据库改用 PostgreSQL"
    # Only tests that open a store; whoever may not open a page is turned away before its tables are asked.
    scripts/postgresql.sh "${pytest[@]}" -m 'stores and not long' tests/apps --ignore tests/apps/documents \
        tests/operations/test_backup.py tests/operations/test_replacing.py tests/operations/test_checks.py tests/operations/test_kills.py tests/operations/test_import_kills.py tests/operations/test_two_imports.py \
        --deselect tests/house/test_addresses.py::test_nobody_is_sent_to_the_login \
        --deselect tests/house/test_addresses.py::test_without_an_appointment_nothing_opens_but_ones_own \
        --deselect tests/house/test_addresses.py::test_each_role_opens_only_what_it_holds \
        tests/house/test_addresses.py tests/house/test_models.py tests/house/test_scope.py
else
    say "SKIPPED FOR LACK OF POSTGRESQL: the stores of the office were tried on SQLite only" \
        "缺少 PostgreSQL，已跳过：业务系统各库仅在 SQLite 上测试"
fi
