#!/bin/bash
# As in the postgres image: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB; the data is made at the first start. That
# first start runs the server twice, which is what Testcontainers waits for in the log.
set -euo pipefail
user="${POSTGRES_USER:-postgres}"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb -D "$PGDATA" -U "$user" -E UTF8 --locale=C.UTF-8 -A scram-sha-256 --pwfile=<(printf '%s\n' "${POSTGRES_PASSWORD:?}")
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  if [ "${POSTGRES_DB:-$user}" != postgres ]; then
    echo "CREATE DATABASE \"${POSTGRES_DB:-$user}\";" | postgres --single -D "$PGDATA" postgres > /dev/null
  fi
  pg_ctl -D "$PGDATA" -o '-c listen_addresses=127.0.0.1 -c unix_socket_directories=/tmp' -w start
  pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@" -c listen_addresses='*' -c unix_socket_directories=/tmp
