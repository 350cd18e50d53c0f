#!/bin/sh
# The model and a kernel's code that somebody may have built do the same in 300 random scenarios,
# and in one that is about its release.
# usage: test_kernel_if_built.sh DRMSIM KERNELS NAME SCENARIO
set -eu
drmsim="$1" kernels="$2" name="$3" scenario="$4"
if [ ! -e "$kernels/$name/kernel.so" ]; then
  echo "skipped: no kernel:$name; drmsim kernel build TREE --name $name"
  exit 0
fi
DRMSIM_KERNELS="$kernels" exec "$drmsim" compare "$scenario" --random 300 --seed 1 \
  --schedulers "model,kernel:$name"
