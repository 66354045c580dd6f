# shellcheck shell=bash
# Find a Python 3.11 and put its path into PYTHON. To be sourced after say.sh.

is_3_11() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1; }
has_ensurepip() { "$1" -c 'import ensurepip' >/dev/null 2>&1; }

first_3_11() { # first_3_11 CANDIDATE…: the first with ensurepip, or else the first
    local candidate first=
    for candidate in "$@"; do
        is_3_11 "$candidate" || continue
        first=${first:-$candidate}
        if has_ensurepip "$candidate"; then first=$candidate && break; fi
    done
    # A virtual environment answers with the Python it was made from, so that it may be deleted.
    if [[ -n $first ]]; then "$first" -c 'import sys; print(sys._base_executable)'; fi
}

find_python() {
    local given=${PYTHON:-}
    if [[ -n $given ]]; then
        PYTHON=$(first_3_11 "$given")
        [[ -n $PYTHON ]] || stop "PYTHON=$given is not a Python 3.11." "PYTHON=$given 不是 Python 3.11。"
        return
    fi
    PYTHON=$(first_3_11 python3.11 python3 python /usr/bin/python3.11 "$HOME"/.pyenv/versions/3.11*/bin/python3.11)
    [[ -n $PYTHON ]] || stop \
        "No Python 3.11 here. On Debian 12, as root: apt-get install --yes python3 — elsewhere: make demo PYTHON=/path/to/python3.11" \
        "未找到 Python 3.11。Debian 12 请以 root 身份运行：apt-get install --yes python3；其他系统：make demo PYTHON=/路径/python3.11"
}
