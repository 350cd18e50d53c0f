#!/bin/bash
# A tree without a driver, and one whose driver has another shape, are compiled without it.
# Usage: test_kernel_drivers.sh TREE: as tools/kernel_build.sh has unpacked it.
set -u -o pipefail
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tree="$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tree/drivers/gpu/drm"
ln -s "$tree/Makefile" "$tree/include" "$tree/lib" "$work/tree/"
ln -s "$tree/drivers/dma-buf" "$work/tree/drivers/"
ln -s "$tree/drivers/gpu/drm/scheduler" "$work/tree/drivers/gpu/drm/"

failures=0
builds_without_lima() {  # WHY
  local said
  said=$("$source_folder/tools/kernel_build.sh" "$work/tree" --name t --out "$work/out" 2>&1)
  if [ $? -ne 0 ]; then
    echo "FAILED: it does not build: $said"
    failures=1
  elif ! grep -q "without the driver lima: .*$1" <<< "$said"; then
    echo "FAILED: expected \"without the driver lima: ... $1\", was: $said"
    failures=1
  elif [ ! -f "$work/out/t/kernel.so" ]; then
    echo "FAILED: no library"
    failures=1
  fi
}

builds_without_lima "has no drivers/gpu/drm/lima/lima_sched.c"
cp -r "$tree/drivers/gpu/drm/lima" "$work/tree/drivers/gpu/drm/"
sed -i 's/task_mask_irq/task_hide_irq/' "$work/tree/drivers/gpu/drm/lima/"*.[ch]
builds_without_lima "task_mask_irq"
exit $failures
