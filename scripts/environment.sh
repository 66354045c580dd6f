# shellcheck shell=bash
# The virtual environment .venv: locked packages with their hashes, then this checkout itself. To be sourced.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
unset PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_HASHES
unset PYTHONDONTWRITEBYTECODE # each process would compile the same files once more
export PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1
source scripts/say.sh
source scripts/python.sh
source scripts/system.sh

VENV=.venv

locks_of() { # locks_of LOCK: what it takes, in the order of installing; pyspark is built from source, for tests only
    echo "requirements/$1.txt"
    [[ $1 != test ]] || echo requirements/spark.txt
}

stamp_of() { # stamp_of LOCK: changes with the locks, the project, the folder and the Python
    local content locks
    mapfile -t locks < <(locks_of "$1")
    content=$(cat "${locks[@]}" pyproject.toml; pwd -P; "$PYTHON" -c 'import sys; print(sys.version, sys.base_prefix)')
    echo "$1 $(sha256sum <<<"$content")"
}

is_ready() { # is_ready LOCK: the stamp is that of this lock, or of the wider one, and all of it is still there
    [[ -f $VENV/stamp ]] || return 1
    local held locks
    held=$(<"$VENV/stamp")
    mapfile -t locks < <(locks_of "${held%% *}")
    [[ $held == "$(stamp_of "$1")" || $held == "$(stamp_of test)" ]] &&
        "$VENV/bin/python" scripts/installed.py "${locks[@]}"
}

build_environment() {
    # Without a stamp an install was cut short, with another one something changed: in both cases start clean.
    say "Making $VENV from requirements/$1.txt (once; some minutes)" "正在按 requirements/$1.txt 建立 $VENV（仅一次，需几分钟）"
    rm -rf "$VENV"
    "$PYTHON" -m venv "$VENV"
    local pip=("$VENV/bin/python" -m pip --quiet --no-input)
    "${pip[@]}" install --require-hashes --only-binary :all: -r "requirements/$1.txt" ||
        stop "The packages could not be installed. Without internet: docs/operate/offline.md" \
            "软件包安装失败。无互联网时请看 docs/operate/offline.zh.md"
    if [[ $1 == test ]]; then
        # Built with the setuptools that was just installed, so that nothing unlocked is fetched for it.
        "${pip[@]}" install --require-hashes --no-deps --no-build-isolation --no-binary pyspark -r requirements/spark.txt ||
            stop "pyspark could not be built; it is for the tests of --engine spark only." \
                "pyspark 构建失败；仅 --engine spark 的测试需要它。"
    fi
    "${pip[@]}" install --no-deps --no-build-isolation --no-index --editable .
    stamp_of "$1" >"$VENV/stamp"
}

environment() { # environment LOCK COMMAND…: everything that COMMAND needs before it can start
    exec 9<requirements # two commands at once take turns
    flock 9
    find_python
    system_packages "${@:2}"
    if ! is_ready "$1"; then
        has_ensurepip "$PYTHON" ||
            stop "Cannot make $VENV: this Python has no ensurepip. As root: apt-get install --yes python3.11-venv" \
                "无法建立 $VENV：此 Python 没有 ensurepip。请以 root 身份运行：apt-get install --yes python3.11-venv"
        build_environment "$1"
    fi
    exec 9<&-
}
