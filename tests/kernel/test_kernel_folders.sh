#!/bin/bash
# What `drmsim kernel build` has made is found by every later call, whichever folders there are:
# in a build of a bare tree, in one where another folder has kernels already, and installed.
#
#   test_kernel_folders.sh DRMSIM KERNELS TREE
# DRMSIM: the command; KERNELS: folder of built kernels, with 6.12; TREE: the unpacked tree of it.
set -u
drmsim=$1 kernels=$2 tree=$3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
unset DRMSIM_KERNELS
export XDG_DATA_HOME="$work/data"

check() {  # DESCRIPTION COMMAND...
  local what=$1
  shift
  "$@" > "$work/log" 2>&1 && return
  echo "FAILED: $what"
  sed 's/^/  /' "$work/log"
  failures=$((failures + 1))
}
runs_on() {  # PROGRAM NAME: whether it finds that kernel
  "$1" run "$root/scenarios/files/recovery/hang_replay.toml" --scheduler "kernel:$2"
}
is_in() {  # FOLDER NAME: what is there was built just now, not copied
  [ -f "$1/$2/kernel.so" ] && [ ! -e "$1/$2/copied" ]
}
copy() {  # FOLDER NAME: a kernel that was there before
  mkdir -p "$1/$2"
  cp "$kernels/6.12"/* "$1/$2"
  touch "$1/$2/copied"
}

# A bare tree: no folder of kernels is there.
release="$work/tree/build/release"
mkdir -p "$release/tools"
touch "$release/CMakeCache.txt"
ln -s "$root/tools" "$root/sched" "$work/tree"
cp "$drmsim" "$release/tools/drmsim"
check "builds in a bare tree" "$release/tools/drmsim" kernel build "$tree" --name mine
check "into the folder of the build" is_in "$release/kernels" mine
check "and is found" runs_on "$release/tools/drmsim" mine
# Others come later, or were there before: beside the program, of the user, named by a variable.
copy "$release/tools/kernels" old
copy "$XDG_DATA_HOME/drmsim/kernels" of_user
copy "$work/named" other
for name in mine old of_user; do
  check "finds $name among several folders" runs_on "$release/tools/drmsim" "$name"
done
export DRMSIM_KERNELS="$work/named"
for name in mine old of_user other; do
  check "finds $name beside DRMSIM_KERNELS" runs_on "$release/tools/drmsim" "$name"
done
unset DRMSIM_KERNELS

# Installed: into the user's folder, before what came with the installation.
prefix="$work/prefix"
mkdir -p "$prefix/bin" "$prefix/share/drmsim"
cp "$drmsim" "$prefix/bin/drmsim"
ln -s "$root/tools" "$root/sched" "$prefix/share/drmsim"
copy "$prefix/share/drmsim/kernels" mine
copy "$prefix/share/drmsim/kernels" shipped
check "an installed program builds" "$prefix/bin/drmsim" kernel build "$tree" --name mine
check "into the user's folder" is_in "$XDG_DATA_HOME/drmsim/kernels" mine
check "finds it" runs_on "$prefix/bin/drmsim" mine
check "and what came with it" runs_on "$prefix/bin/drmsim" shipped
check "says what is hidden" grep -qF \
  "not used: $prefix/share/drmsim/kernels/mine; drmsim finds $XDG_DATA_HOME/drmsim/kernels/mine" \
  <("$prefix/bin/drmsim" kernel list)
check "says so of a folder that is not the first, too" grep -qF \
  "not used: $prefix/share/drmsim/kernels/mine;" \
  <("$prefix/bin/drmsim" kernel build "$tree" --name mine --out "$prefix/share/drmsim/kernels")
exit "$((failures > 0))"
