#!/bin/bash
# What `cmake --install` has put below a prefix: a command that finds its scenarios, completion,
# manual pages, documentation, and no empty folder; a user who may not write there builds a kernel.
#
#   test_installed.sh PREFIX [TREE]
# TREE: an unpacked kernel tree; without it no kernel is built.
set -u
prefix=$(realpath "$1") tree=${2:-}
drmsim=$prefix/bin/drmsim
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
failures=0
unset DRMSIM_KERNELS
export XDG_DATA_HOME="$work/data"

check() {  # TITLE COMMAND...: it succeeds
  local title=$1
  shift
  "$@" > log 2>&1 && return
  echo "FAILED  $title"
  sed 's/^/        /' log
  failures=$((failures + 1))
}
check "no folder is empty" test -z "$(find "$prefix" -type d -empty)"
check "scenarios are listed from the installation" \
  grep -q "\"file\": \"$prefix/share/drmsim/scenarios/files/recovery/hang_replay.toml\"" \
  <("$drmsim" list hang_replay --json)
check "all of them" test "$(find "$prefix/share/drmsim/scenarios" -name '*.toml' | wc -l)" -gt 100
check "one runs by its name" "$drmsim" run hang_replay
check "known failures are there, which exploration needs" \
  "$drmsim" explore --random 2 --schedules 5 --jobs 1
for page in README.md scenarios/FORMAT.md tools/README.md sched/kernel/README.md; do
  check "the documentation has $page" test -s "$prefix/share/doc/drmsim/$page"
done

# --- Manual pages ---
for page in drmsim drmsim-run drmsim-test drmsim-explore drmsim-replay drmsim-bugs drmsim-compare \
  drmsim-list drmsim-lint drmsim-kernel drmsim-kernel-build drmsim-new-scenario drmsim-new-policy \
  drmsim-new-driver drmsim-completion drmsim-man; do
  file="$prefix/share/man/man1/$page.1"
  check "a manual page $page" grep -q '^\.SH EXIT STATUS' "$file"
  if command -v groff > /dev/null; then
    check "$page is good roff" test -z "$(groff -man -Tutf8 -ww -z "$file" 2>&1)"
  fi
done
if command -v man > /dev/null; then
  check "man finds and shows that of explore" grep -q -- '--strategy' \
    <(MANPATH="$prefix/share/man" MANPAGER=cat man drmsim-explore 2>&1 | sed "s/.\x08//g")
fi

# --- Completion ---
# TITLE EXPECTED WORD...: what bash completes the last word to.
completes() {
  local title=$1 expected=$2 got
  shift 2
  got=$(PATH="$prefix/bin:$PATH" bash --norc --noprofile -c '
    source "$1/share/bash-completion/completions/drmsim"
    shift
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
    _drmsim "$1" "${@: -1}" "${@: -2:1}"
    printf "%s " "${COMPREPLY[@]}"' bash "$prefix" "$@" 2>&1)
  [ "$got" = "$expected " ] && return
  echo "FAILED  completion: $title: $got"
  failures=$((failures + 1))
}
completes "an option" "--strategy" drmsim explore --st
completes "a command" "explore" drmsim exp
completes "a command of a command" "build" drmsim kernel bu
completes "an option of a command of a command" "--name" drmsim kernel build --n
completes "options of that command alone" "" drmsim run --strat
completes "a value" "pct" drmsim explore x.toml --strategy p
completes "a value behind =" "delay" drmsim explore --strategy = d
completes "a scenario by its name" "hang_replay" drmsim run hang_rep
completes "with its folder" "recovery/hang_replay" drmsim test recovery/hang_rep
completes "a scheduler" "model" drmsim run x --scheduler mo
completes "one of two schedulers" "model,model" drmsim compare --schedulers model,mod
completes "a page" "explore" drmsim man expl
completes "a shell" "fish" drmsim completion f
echo > own.toml
completes "a file" "own.toml" drmsim replay ow
completes "a file of an option" "own.toml" drmsim run x --events ow
if command -v zsh > /dev/null; then
  check "zsh reads it" zsh -n "$prefix/share/zsh/site-functions/_drmsim"
fi
if command -v fish > /dev/null; then
  fish_completes() {  # LINE
    HOME="$work" fish --no-config -c "source $prefix/share/fish/vendor_completions.d/drmsim.fish
      complete -C '$1'" | cut -f1 | tr '\n' ' '
  }
  check "fish completes an option" test "$(fish_completes "drmsim explore --st")" = "--strategy "
  check "a command of a command" test "$(fish_completes "drmsim kernel bu")" = "build "
  check "a value" test "$(fish_completes "drmsim explore --strategy p")" = "pct "
fi

# --- A kernel, by who may not write into the prefix ---
as_user=()
if [ "$(id -u)" = 0 ] && command -v setpriv > /dev/null; then
  as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  "${as_user[@]}" test -x "$drmsim" || as_user=()  # the prefix is in a folder of root's
fi
if [ -d "$tree" ] && { [ ${#as_user[@]} = 0 ] || "${as_user[@]}" test -r "$tree/Makefile"; }; then
  touch before
  mkdir -p "$XDG_DATA_HOME"
  chmod 755 "$work"
  chmod 777 "$XDG_DATA_HOME"
  check "a user builds a kernel" "${as_user[@]}" "$drmsim" kernel build "$tree" --name mine
  check "in the user's folder" test -f "$XDG_DATA_HOME/drmsim/kernels/mine/kernel.so"
  check "nothing else is written" test -z "$(find "$prefix" -newer before)"
  check "and runs on it" "${as_user[@]}" "$drmsim" run hang_replay --scheduler kernel:mine
  completes "its name" "mine" drmsim run x --scheduler kernel : mi
fi
[ "$failures" = 0 ]
