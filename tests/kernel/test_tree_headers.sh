#!/bin/bash
# `drmsim kernel build --headers tree`: a tree with a change, one with an error, one that lacks
# something.
#
#   test_tree_headers.sh DRMSIM TREES
# DRMSIM: the command; TREES: where `--headers tree` of the build has unpacked 7.3.
set -u
drmsim=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME="$work/cache"
failures=0
check() {  # DESCRIPTION COMMAND...
  local what=$1
  shift
  "$@" && return
  echo "FAILED: $what"
  sed 's/^/        /' "$work/log"
  failures=$((failures + 1))
}
builds() {
  "$drmsim" kernel build "$work/tree" --headers tree --name mine --out "$work/kernels" \
    > "$work/log" 2>&1
}

prepared=$(ls -d "$2"/headers/linux-source-7.3.tar.xz.*/ | head -1)
mkdir "$work/tree"
cp -al "$prepared/tree/." "$work/tree"  # links: what is changed is written anew
change() {  # FILE SED_SCRIPT
  sed "$2" "$work/tree/$1" > "$work/changed"
  mv "$work/changed" "$work/tree/$1"
}

main=drivers/gpu/drm/scheduler/sched_main.c
change $main 's/-ECANCELED/-EIO/'
builds
check "a tree with a local change builds" test $? = 0
cat > "$work/hang.toml" <<'TOML'
name = "hang"
ring = [{ name = "gfx", scheduler = { timeout = "1ms" }, driver = { resubmit = false } }]
entity = [{ name = "e", rings = "gfx" }]
job = [{ name = "j", entity = "e", duration = "10us", fault = { hang_attempts = 1 } }]
TOML
DRMSIM_KERNELS="$work/kernels" "$drmsim" run "$work/hang.toml" --scheduler kernel:mine \
  --events - > "$work/log" 2>&1
check "and does what the change says" grep -q 'finished     job=j sched=gfx error=-5$' "$work/log"

touch "$work/before"
change $main 's/-EIO/-ECANCELED/'
touch -d '2001-01-01' "$work/tree/$main"
builds
check "a change whose file is old is built" test $? = 0
DRMSIM_KERNELS="$work/kernels" "$drmsim" run "$work/hang.toml" --scheduler kernel:mine \
  --events - > "$work/log" 2>&1
check "and does what it says" grep -q 'finished     job=j sched=gfx error=-125$' "$work/log"
compiled=$(find "$work/cache" -name '*.command' -newer "$work/before")
check "nothing else is compiled" test "${compiled##*/}" = sched_main.o.command

change $main '1i this is no C'
builds
check "a tree with an error does not" test $? = 1
check "the compiler says where" grep -q "sched_main.c:1:.* error: " "$work/log"
check "what was built before stays" test -f "$work/kernels/mine/kernel.so"

rm "$work/tree/include/linux/xarray.h"
builds
check "a tree that lacks a header does not build" test $? = 1
check "which is named" grep -q "xarray.h" "$work/log"
rm "$work/tree/scripts/Kconfig.include"
rm -rf "$work/cache"
builds
check "a tree that cannot be prepared is no tree to build" test $? = 1
check "make says so" grep -q "cannot be prepared (make ARCH=um prepare)" "$work/log"
exit "$((failures > 0))"
