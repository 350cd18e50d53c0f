#!/bin/bash
# The hosted drivers' scenario files on another release than the one that they are written for: the
# same comes out, but for the bugs that the release has mended, each of which is told.
#
#   test_drivers_of_release.sh DRMSIM KERNELS RELEASE [MENDED...]
# DRMSIM: the command; KERNELS: folder of built kernels; MENDED: names of files.
set -u
drmsim=$1 release=$3
export DRMSIM_KERNELS=$2
shift 3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
failures=0
for file in "$root"/scenarios/files/drivers_kernel/*.toml; do
  name=$(basename "$file" .toml)
  said=$("$drmsim" test "$file" --scheduler "kernel:$release" 2>&1)
  status=$?
  expected=0
  [[ " $* " != *" $name "* ]] || expected=1
  [ "$status" = "$expected" ] && continue
  echo "FAILED: $name on $release gives $status, expected $expected"
  echo "$said"
  failures=$((failures + 1))
done
exit "$((failures > 0))"
