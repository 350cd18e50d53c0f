#!/bin/bash
# What `drmsim new driver` writes builds against an installation and passes its own tests; without
# its own reference to the hardware fence, explore tells the story at its line.
#
#   test_new_driver.sh PREFIX CXX
set -eu
prefix=$(realpath "$1") cxx=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
quietly() { "$@" > log 2>&1 || { cat log; exit 1; }; }

"$prefix/bin/drmsim" new driver mine > made
quietly cmake -S mine -B mine/build -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
  -DCMAKE_CXX_COMPILER="$cxx"
quietly cmake --build mine/build
quietly ctest --test-dir mine/build
quietly mine/build/mine test mine/mine.toml

# Its options are keys like ours.
sed 's/settle_time = "20us"/setle_time = "20us"/' mine/mine.toml > wrong.toml
! mine/build/mine lint wrong.toml > out 2> err
grep -q "wrong.toml:13:.*unknown key \`setle_time\` in \`options\` of mine.*\`settle_time\`" err
# Nor has a driver of ours any.
sed 's/kind = "mine"/kind = "ring"/' mine/mine.toml > ours.toml
! "$prefix/bin/drmsim" run ours.toml > out 2> err
grep -q "ours.toml:13:.*driver \`ring\` has no \`options\`" err

# A driver sees no SystemC header.
"$cxx" -std=c++20 -I"$prefix/include/drmsim" -M mine/mine.cpp > includes
! grep -q systemc includes

# As the tutorial has it: the driver takes no reference of its own. The plain run is well.
sed -i '/dma_fence_[gp][eu]t(/d' mine/mine.cpp
signal=$(grep -n 'dma_fence_signal(\*fence)' mine/mine.cpp | cut -d: -f1)
quietly cmake --build mine/build
quietly mine/build/mine test mine/mine.toml
! mine/build/mine explore mine/mine.toml --jobs 1 --out found > story
grep -q "hazard use_after_free" story || { cat story; exit 1; }
grep -q "mine.cpp:$signal (handle_interrupt)" story || { cat story; exit 1; }
! mine/build/mine replay found/mine-random-1.toml > again
grep -q "failed as recorded" again
