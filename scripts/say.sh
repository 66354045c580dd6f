# shellcheck shell=bash
# What the scripts say, in both languages. To be sourced.

say() { printf '%s\n%s\n' "── $1" "   $2"; }                # say ENGLISH CHINESE
stop() { printf '\n%s\n%s\n' "✗ $1" "  $2" >&2; exit 1; }    # the same, and nothing after it
