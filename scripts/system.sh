# shellcheck shell=bash
# Debian packages: install what is missing where we may, name it where we may not. To be sourced after python.sh.

MISSING=()

is_there() { # is_there HOW:WHAT
    case $1 in
        command:*) command -v "${1#command:}" >/dev/null ;;
        module:*) "$PYTHON" -c "import ${1#module:}" 2>/dev/null ;;
        file:*) [[ -e ${1#file:} ]] ;;
        *) stop "scripts/system-packages.txt: $1?" "scripts/system-packages.txt 中有无法识别的条目：$1" ;;
    esac
}

missing_packages() { # missing_packages COMMAND… → package names, one a line
    local command package how _why
    while read -r command package how _why; do
        [[ " $* " == *" $command "* ]] || continue
        is_there "$how" || echo "$package"
    done < <(grep -v '^#' scripts/system-packages.txt)
}

apt_install() { # the package lists are fetched only when they do not hold what is asked for, and once
    local log=build/apt.log
    mkdir -p build
    export DEBIAN_FRONTEND=noninteractive PATH=$PATH:/usr/sbin:/sbin
    local install=(apt-get install --yes --no-install-recommends -o DPkg::Lock::Timeout=300 "$@")
    "${install[@]}" >"$log" 2>&1 </dev/null ||
        { apt-get update >>"$log" 2>&1 </dev/null && "${install[@]}" >>"$log" 2>&1 </dev/null; } || tail -n 5 "$log" >&2
}

system_packages() { # system_packages COMMAND… ; what stays missing is in MISSING
    mapfile -t MISSING < <(missing_packages "$@")
    ((${#MISSING[@]})) || return 0
    if ((EUID == 0)) && command -v apt-get >/dev/null; then
        say "Installing ${MISSING[*]}" "正在安装 ${MISSING[*]}"
        apt_install "${MISSING[@]}"
        mapfile -t MISSING < <(missing_packages "$@")
        ((${#MISSING[@]})) || return 0
    fi
    say "MISSING: ${MISSING[*]} — as root: apt-get install --yes ${MISSING[*]}" \
        "缺少 ${MISSING[*]}，请以 root 身份运行：apt-get install --yes ${MISSING[*]}"
}
