#!/bin/bash
# First start of the database container: one role owns the tables, another works on them.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=owner="$(cat /run/secrets/database_owner_password)" --set=app="$(cat /run/secrets/database_app_password)" <<'SQL'
CREATE ROLE anteroom_owner LOGIN PASSWORD :'owner';
CREATE ROLE anteroom_app LOGIN PASSWORD :'app';
CREATE DATABASE anteroom OWNER anteroom_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE anteroom FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE anteroom TO anteroom_app;
SQL
