#!/usr/bin/env bash
# The product through real browsers: `tests/e2e/run.sh`. Screenshots are left in build/screenshots/.
set -euo pipefail
cd "$(dirname "$0")"
if [[ ! -f node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi
exec node all.mjs "$@"
