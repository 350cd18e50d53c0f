#!/usr/bin/env bash
# test_warnings.sh SOURCE_FOLDER: warnings are errors where the environment asks for it, as .ci/run
# does, and not for whoever builds.
set -euo pipefail

source_dir=$1
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT

# errors_asked_for [NAME=VALUE]: in how many compile commands of a fresh configuration.
errors_asked_for() {
  env -u DRMSIM_WARNINGS_AS_ERRORS "$@" cmake --preset release -S "$source_dir" -B "$scratch/b" \
    -DDRMSIM_BUILD_TESTS=OFF >/dev/null
  grep -c -- ' -Werror ' "$scratch/b/compile_commands.json" || true
  rm -rf -- "$scratch/b"
}

for_a_user=$(errors_asked_for)
[[ $for_a_user == 0 ]] || { echo "a user's build has -Werror $for_a_user times"; exit 1; }
in_ci=$(errors_asked_for DRMSIM_WARNINGS_AS_ERRORS=ON)
[[ $in_ci != 0 ]] || { echo "continuous integration has no -Werror"; exit 1; }
grep -q 'DRMSIM_WARNINGS_AS_ERRORS=ON' "$source_dir/.ci/run" || { echo ".ci/run"; exit 1; }
