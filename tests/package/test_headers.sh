#!/bin/bash
# The headers that an installation has include no other of ours, and go together in one source.
#
#   test_headers.sh PREFIX CXX
set -eu
prefix=$(realpath "$1") cxx=$2
cd "$prefix/include/drmsim"
find . -name '*.h' -printf '#include "%P"\n' | sort |
  "$cxx" -std=c++20 -DSC_CPLUSPLUS=201703L -DSC_INCLUDE_DYNAMIC_PROCESSES -I. -fsyntax-only \
    -x c++ -
for private in sched/kernel scenarios/drivers/ring scenarios/format/keys \
  scenarios/format/resolve tools/explore; do
  if [ -e "$private" ]; then
    echo "$private is installed"
    exit 1
  fi
done
