#!/bin/bash
# Releases of which a build makes no library on the tree's own headers: made here, they give the
# event logs that are recorded.
#
#   test_other_releases.sh DRMSIM TREES ARCHIVE...
# DRMSIM: the command; TREES: where prepared headers are kept.
set -eu
drmsim=$1 trees=$2
shift 2
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for archive in "$@"; do
  DRMSIM_COMMAND=drmsim "$root/tools/kernel_build.sh" "$archive" --headers tree --trees "$trees" \
    --out "$work"
done
export DRMSIM_KERNELS="$work"
names=$(cd "$work" && printf 'kernel:%s,' *)
"$root/tests/determinism/recorded_hashes.py" "$drmsim" "$root/scenarios/files" \
  --schedulers "${names%,}"
