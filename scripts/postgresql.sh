#!/usr/bin/env bash
# Run a command with a PostgreSQL of its own that is gone afterwards: scripts/postgresql.sh COMMAND…
# It listens on a socket in a folder that only its account may enter, never on a network.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/say.sh"

bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[[ -x $bin/initdb ]] || stop "No PostgreSQL here. On Debian 12, as root: apt-get install --yes postgresql" \
    "未找到 PostgreSQL。Debian 12 请以 root 身份运行：apt-get install --yes postgresql"

cluster=$(mktemp -d "${TMPDIR:-/tmp}/evenborn-postgresql.XXXXXX")
as=()
if ((EUID == 0)); then # a server of databases refuses to run as root
    as=(runuser -u postgres --)
    chown postgres "$cluster"
fi
gone() {
    "${as[@]}" "$bin/pg_ctl" --pgdata "$cluster/data" --mode immediate --silent stop || true
    rm -rf "$cluster"
}
trap gone EXIT
cd "$cluster" # where its account may look; the command runs where it was called

"${as[@]}" "$bin/initdb" --pgdata data --username evenborn --auth trust --encoding UTF8 --locale C.UTF-8 --no-sync >initdb.log 2>&1 ||
    { cat initdb.log >&2 && stop "PostgreSQL could not be set up." "PostgreSQL 初始化失败。"; }
# Nothing here must outlast the machine, so nothing waits for the disk. Memory and log as docs/operate/postgresql.md
# advises for a vault of millions, in small; SHARED_BUFFERS=6GB gives a measurement the quarter of the memory that it
# advises.
options="-c listen_addresses='' -c unix_socket_directories='$cluster' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200 -c shared_buffers=${SHARED_BUFFERS:-512MB} -c max_wal_size=4GB"
"${as[@]}" "$bin/pg_ctl" --pgdata data --log "$cluster/data/server.log" --options "$options" --wait --silent start ||
    { cat data/server.log >&2 && stop "PostgreSQL could not be started." "PostgreSQL 启动失败。"; }
for store in office vault statistics enforcement reporters benefits; do
    "$bin/createdb" --host "$cluster" --username evenborn "evenborn_$store"
    export "EVENBORN_STORES__${store^^}=postgresql://evenborn@/evenborn_$store?host=$cluster"
done
cd "$OLDPWD"
"$@"
