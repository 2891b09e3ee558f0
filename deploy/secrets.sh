#!/bin/bash
# Make the secrets that docker-compose.yml reads, once; what exists stays as it is.
set -euo pipefail
umask 077
folder=${1:-deploy/secrets}
mkdir -p "$folder"
word() { python3 -c 'import secrets; print(secrets.token_urlsafe(64))'; }
keep() { [ -s "$folder/$1" ] || printf '%s' "$2" > "$folder/$1"; }
keep secret_key "$(word)"
keep vault_keys "$(python3 -c 'import base64, json, secrets; print(json.dumps({"active": "k1", "keys": {"k1": base64.b64encode(secrets.token_bytes(32)).decode()}}))')"
for name in database_superuser_password database_owner_password database_app_password redis_password; do keep "$name" "$(word)"; done
keep database_url "postgres://anteroom_app:$(cat "$folder/database_app_password")@postgres:5432/anteroom"
keep database_owner_url "postgres://anteroom_owner:$(cat "$folder/database_owner_password")@postgres:5432/anteroom"
keep redis_url "redis://:$(cat "$folder/redis_password")@valkey:6379/0"
keep email_url "${EMAIL_URL:?EMAIL_URL is needed: smtp://user:password@host:587?tls=1}"
# The containers' accounts read them through the folder that compose mounts; nobody else enters this one.
chmod 0700 "$folder"; chmod 0444 "$folder"/*
echo "The secrets are in $folder. Keep a copy of vault_keys: without it nothing encrypted can be read."
