#!/bin/bash
# What `drmsim new policy` writes builds against an installation, passes its own test, and knows its
# policy in every command.
#
#   test_new_policy.sh PREFIX CXX
set -eu
prefix=$(realpath "$1") cxx=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$prefix/bin/drmsim" new policy edf > made
cmake -S edf -B edf/build -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER="$cxx" > log || { cat log; exit 1; }
cmake --build edf/build > log || { cat log; exit 1; }
ctest --test-dir edf/build > log || { cat log; exit 1; }

edf/build/edf run edf/edf.toml > run || { cat run; exit 1; }
edf/build/edf explore edf/edf.toml --schedules 2 --jobs 1 --strategy random > log ||
  { cat log; exit 1; }
# As the message of `new policy` says; fifo is late with nearly each frame.
edf/build/edf policies edf/edf.toml --policies edf,fifo --seeds 2 --jobs 1 --json - > table
for policy in edf fifo; do
  grep -q "\"$policy\"" table || { cat table; exit 1; }
done
! "$prefix/bin/drmsim" run edf/edf.toml > out 2> err
grep -q "there is no policy \`edf\`" err
