#!/usr/bin/env bash
# Write the lock files anew from pyproject.toml. Needs uv (in the test environment: pip install uv).
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { uv pip compile --quiet --no-header --no-emit-index-url --no-annotate --generate-hashes --python-version 3.11 pyproject.toml "$@"; }
compile --extra build --output-file requirements/demo.txt
compile --extra build --extra test --output-file requirements/test.txt
