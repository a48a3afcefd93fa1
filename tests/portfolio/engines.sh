#!/bin/sh
# Runs a command with the engines this machine has: PostgreSQL started for it and ended
# after it, Spark where there is Java. What is missing is said; its tests skip.
set -eu

folder=$(mktemp -d)
owner=$(id -un)
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to be root
  owner=postgres
  as_owner() { runuser -u postgres -- "$@"; }
fi
tools=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1 || true)
[ -n "$tools" ] || tools=$(dirname "$(command -v initdb || echo /nowhere/initdb)")

finish() {
  [ ! -f "$folder/data/postmaster.pid" ] ||
    as_owner "$tools/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT

if [ -x "$tools/initdb" ] && id "$owner" >/dev/null 2>&1; then
  chown "$owner" "$folder"
  as_owner "$tools/initdb" -D "$folder/data" -A trust -U ninelives >/dev/null
  as_owner "$tools/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-c listen_addresses='' -k $folder" start >/dev/null
  NINELIVES_TEST_POSTGRESQL="postgres://ninelives@/postgres?host=$folder"
  export NINELIVES_TEST_POSTGRESQL
else
  echo "There is no PostgreSQL server on this machine; its tests are skipped." >&2
fi
if command -v java >/dev/null; then
  export NINELIVES_TEST_SPARK=pyspark://
else
  echo "There is no Java on this machine; the tests on Spark are skipped." >&2
fi
"$@"
