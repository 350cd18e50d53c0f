#!/usr/bin/env bash
# build_preset.sh PRESET FOLDER [TARGET...]: configures and builds a preset of CMakePresets.json.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
cmake --preset "$1" -S "$root" -B "$2"
cmake --build "$2" ${3:+--target "${@:3}"}
