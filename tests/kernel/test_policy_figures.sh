#!/bin/sh
# test_policy_figures.sh DRMSIM KERNEL FILE...: with each policy, clients get from the kernel's own
# scheduler what they get from the model, to the nanosecond.
set -eu
drmsim=$1
kernel=$2
shift 2
table=$("$drmsim" policies "$@" --schedulers "model,$kernel" --seeds 3 --csv - 2>/dev/null)
rows_of() {
  printf '%s\n' "$table" | grep ",$1,3," | sed "s/,$1,/,/" | sort
}
of_model=$(rows_of model)
of_kernel=$(rows_of "$kernel")
test -n "$of_model" || { echo "no rows of the model"; exit 1; }
# Each file, with two clients at least, under each of three policies.
test "$(printf '%s\n' "$of_model" | wc -l)" -ge $(($# * 6)) || { echo "too few rows"; exit 1; }
if [ "$of_model" != "$of_kernel" ]; then
  echo "the model:"
  printf '%s\n' "$of_model"
  echo "$kernel:"
  printf '%s\n' "$of_kernel"
  exit 1
fi
