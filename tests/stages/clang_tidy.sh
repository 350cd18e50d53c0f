#!/usr/bin/env bash
# clang_tidy.sh FOLDER: runs clang-tidy with .clang-tidy over the sources of all layers.
#
# Not over tests/: Catch2's macros take most of the time and give most of the false reports. FOLDER
# holds the compile commands, one source each: a source that does not include what
# it uses fails here.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
cmake --preset tidy -S "$root" -B "$1" >"$1.log" 2>&1 || { cat "$1.log"; exit 1; }
run-clang-tidy-14 -p "$1" -quiet -j "$(nproc)" \
  "^$root/(sim|hw_models|sched|scenarios|tools)/.*\.cpp\$" >"$1.log" 2>&1 && exit 0

grep -vE 'warnings? generated|^clang-tidy|^Suppressed|^Use -header-filter' "$1.log"
exit 1
