#!/bin/bash
# `cmake --build BUILD --target uninstall`: what was installed goes, and nothing else.
#
#   test_uninstall.sh BUILD PREFIX
set -u
build=$1 prefix=$2
fail() {
  echo "FAILED: $*"
  exit 1
}
kept="$prefix/share/drmsim/kernels/of_a_user"
mkdir -p "$kept"
echo kernel > "$kept/kernel.so"
cmake --build "$build" --target uninstall || fail "uninstall"
[ "$(find "$prefix" ! -type d)" = "$kept/kernel.so" ] || fail "left: $(find "$prefix" ! -type d)"
[ -z "$(find "$prefix" -path '*drmsim*' -type d -empty)" ] ||
  fail "empty folders are left: $(find "$prefix" -path '*drmsim*' -type d -empty)"
[ -d "$prefix/bin" ] || fail "a folder that is not drmsim's own is gone"
cmake --build "$build" --target uninstall > /dev/null 2>&1 && fail "a second time is no mistake"
rm -rf "$prefix"
