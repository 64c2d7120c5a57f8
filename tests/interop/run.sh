#!/usr/bin/env bash
# Other people's clients against this server: `tests/interop/run.sh [native|browser|go]`, all without.
# Needs build/release/hemicycle. The last line is `N passed, N failed, N skipped`.
set -euo pipefail
cd "$(dirname "$0")"
if [[ ! -f node_modules/.package-lock.json || package-lock.json -nt node_modules/.package-lock.json ]]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi
exec node all.mjs "$@"
