#!/usr/bin/env bash
# The test of tools/bootstrap.sh, on a copy of it in a scratch checkout, with stand-ins for the
# programs that would change the machine. Each stand-in appends what it was asked to do to `calls`.
set -euo pipefail

tools=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../tools" && pwd -P)
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
checkout=$scratch/checkout
mkdir -p "$scratch/stand_ins" "$checkout"/{tools,cmake,sim,hw_models,sched,scenarios}
cp "$tools/bootstrap.sh" "$checkout/tools/"
touch "$checkout"/{CMakeLists.txt,CMakePresets.json,sim/world.cpp}
cat >"$checkout/tools/packages.txt" <<'END'
# a comment
[build]
here        # why
not-here
[test]
not-here-either
[kernel]
offered
unknown
[optional]
never
END

stand_in() { # stand_in NAME SCRIPT
  local path=$scratch/stand_ins/$1
  printf '#!/bin/bash\necho "%s $*" >>"%s/calls"\n%s\n' "$1" "$scratch" "$2" >"$path"
  chmod +x "$path"
}
stand_in dpkg-query 'echo "installed here"; exit 1'
stand_in apt-get ''
stand_in id 'echo 0'

# run CODE: in a shell that has sourced the scratch bootstrap.sh; sets status, output and calls.
run() {
  status=0
  : >"$scratch/calls"
  output=$(PATH=$scratch/stand_ins:/usr/bin:/bin DRMSIM_BUILD_DIR=$scratch/build \
    bash -euo pipefail -c ". '$checkout/tools/bootstrap.sh'; $1" 2>&1) || status=$?
  calls=$(cat "$scratch/calls")
}
check() { # check WHAT CONDITION...
  "${@:2}" && return
  printf 'failed: %s\nstatus %s, output:\n%s\ncalls:\n%s\n' "$1" "$status" "$output" "$calls"
  exit 1
}
contains() { [[ $1 == *"$2"* ]]; }
lacks() { [[ $1 != *"$2"* ]]; }

run 'packages_of build test'
check 'sections give their names only' [ "$output" = $'here\nnot-here\nnot-here-either' ]

run 'ensure_packages build test; echo continued'
check 'root installs what is missing' contains "$calls" \
  'apt-get -q -y install --no-install-recommends not-here not-here-either'
check 'and nothing else' lacks "$calls" 'recommends here'
check 'and goes on' contains "$output" continued

stand_in dpkg-query 'printf "installed %s\n" here not-here'
run 'ensure_packages build'
check 'nothing missing: nothing is done' [ "$status" = 0 ]
check 'nothing missing: nothing is said' [ -z "$output" ]
check 'nothing missing: apt-get is not called' lacks "$calls" apt-get
stand_in dpkg-query 'echo "installed here"; exit 1'

stand_in id 'echo 1000'
stand_in sudo '[[ $1 == -n ]] && exit 1; "$@"'
run 'ensure_packages build; echo continued'
check 'refused sudo is exit status 2' [ "$status" = 2 ]
check 'refused sudo names the line to run' contains "$output" \
  'apt-get install --no-install-recommends not-here'
check 'refused sudo installs nothing' lacks "$calls" 'apt-get -q'

stand_in sudo '[[ $1 == -n ]] && exit 0; "$@"'
run 'ensure_packages build; echo continued'
check 'sudo installs' contains "$calls" \
  'sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y install'
check 'sudo goes on' contains "$output" continued

stand_in apt-get 'echo "E: no such host"; exit 100'
run 'ensure_packages build; echo continued'
check 'a failing apt-get is exit status 2' [ "$status" = 2 ]
check 'a failing apt-get is shown' contains "$output" 'no such host'

stand_in apt-cache '[[ $2 == offered ]] && echo "  Candidate: 6.12" || echo "  Candidate: (none)"'
run 'offer_packages kernel; echo continued'
check 'what an offer cannot install is no failure' contains "$output" continued
check 'and is said' contains "$output" 'without offered: see'
stand_in apt-get ''
run 'offer_packages kernel; echo continued'
check 'an offer installs what there is' contains "$calls" 'no-install-recommends offered'
check 'and says what there is not' contains "$output" 'without unknown, which no package source'
check 'which apt-get is not asked for' lacks "$calls" 'recommends unknown'
stand_in sudo '[[ $1 == -n ]] && exit 1; "$@"'
run 'offer_packages kernel; echo continued'
check 'an offer that sudo refuses is one line, and no failure' contains "$output" \
  'as root, run: apt-get install --no-install-recommends offered'

cat >"$checkout/tools/kernel_suites.txt" <<'END'
# a comment
6.1   one
7.2   two
7.3   three
END
cat >"$checkout/tools/kernel_fetch.sh" <<'END'
#!/bin/bash
case $2 in
  6.1) echo /cache/linux-source-6.1.tar.xz ;;
  7.2) echo /cache/linux-source-7.4.tar.xz ;;
  *) echo "$DRMSIM_COMMAND: no mirror" >&2; exit 2 ;;
esac
END
chmod +x "$checkout/tools/kernel_fetch.sh"
run 'fetch_kernels; echo continued'
check 'what a suite has instead is told apart' contains "$output" '/cache/linux-source-7.4.tar.xz'
check 'what is there is not told' lacks "$output" /cache/linux-source-6.1
check 'what cannot be had says why' contains "$output" 'drmsim: Linux 7.3: no mirror'
check 'and is no failure' contains "$output" continued

run release_is_current
check 'no build is not current' [ "$status" != 0 ]
mkdir -p "$scratch/build/release/tools"
cp /bin/true "$scratch/build/release/tools/drmsim"
touch -d '1 second' "$scratch/build/release/.drmsim-stamp"
run release_is_current
check 'a build after the last edit is current' [ "$status" = 0 ]
touch -d '2 seconds' "$checkout/sim/world.cpp"
run release_is_current
check 'an edit makes the build old' [ "$status" != 0 ]
touch -d '1 hour ago' "$checkout/sim/world.cpp"
touch -d '2 seconds' "$checkout/sim"
run release_is_current
check 'a new or deleted file makes the build old' [ "$status" != 0 ]

# Whose folder is it? Each case is a folder with a file of somebody's in release/.
foreign=$scratch/foreign
mkdir -p "$foreign/release"
echo mine | tee "$foreign/release/thesis" >"$foreign/release.log"
stand_in id 'echo 0'
stand_in cmake 'exit 1'
for call in 'ensure_packages build' 'offer_packages kernel' 'build_release drmsim'; do
  run "build_root=$foreign; release_dir=$foreign/release; $call"
  check "$call: a folder of somebody else's is refused" [ "$status" = 2 ]
  check "$call: and why" contains "$output" 'holds files that drmsim has not made'
  check "$call: and left as it was" [ "$(cat "$foreign/release/thesis" "$foreign/release.log")" = \
    $'mine\nmine' ]
done
touch "$foreign/.drmsim-build"
run "build_root=$foreign; release_dir=$foreign/release; build_release drmsim"
check 'a folder with our marker is emptied' [ ! -e "$foreign/release/thesis" ]
run "build_root=$scratch/new; release_dir=$scratch/new/release; build_release drmsim"
check 'a new folder gets the marker' [ -e "$scratch/new/.drmsim-build" ]
