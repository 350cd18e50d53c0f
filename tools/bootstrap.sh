# Shared by tools/drmsim and tools/check (bash): install what is missing, configure, build.
#
# Everything here talks on stderr: stdout belongs to the program that is run in the end
# (`tools/drmsim run x.toml --events - | ...`).

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
default_build_root=$root/build
build_root=${DRMSIM_BUILD_DIR:-$default_build_root}
case $build_root in /*) ;; *) build_root=$PWD/$build_root ;; esac
release_dir=$build_root/release

# A path may have control characters: none of them reaches the terminal.
say() {
  local text="drmsim: $*"
  printf '%s\n' "${text//[[:cntrl:]]/?}" >&2
}

die() {
  say "$*"
  exit 2
}

# Makes the build folder, or refuses one that holds what is not ours (exit 2): logs are overwritten
# in it and release/ may be emptied. Ours is the folder in the checkout, one that was empty, or one
# with our marker.
claim_build_root() {
  local marker=$build_root/.drmsim-build
  mkdir -p -- "$build_root" 2>/dev/null && [[ -w $build_root ]] ||
    die "cannot write to $build_root; set DRMSIM_BUILD_DIR to a folder that you own"
  [[ ! -e $marker ]] || return 0
  [[ $build_root == "$default_build_root" || -z $(ls -A -- "$build_root") ]] ||
    die "$build_root holds files that drmsim has not made (no ${marker##*/} in it);" \
      "set DRMSIM_BUILD_DIR to a new or an empty folder"
  echo 'A build folder of drmsim: tools/drmsim and tools/check may empty it.' >"$marker"
}

# packages_of SECTION...: the names in these sections of packages.txt.
packages_of() {
  awk -v wanted=" $* " '
    { sub(/#.*/, "") }
    /^\[/ { gsub(/[^a-z]/, ""); active = index(wanted, " " $0 " "); next }
    active && NF { print $1 }
  ' "$root/tools/packages.txt"
}

# missing_packages NAME...: those that dpkg does not know as installed.
missing_packages() {
  local installed name
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    sed -n 's/^installed //p') || true # dpkg-query fails when one of the names is unknown
  for name in "$@"; do
    grep -qxF -- "$name" <<<"$installed" || printf '%s\n' "$name"
  done
}

apt_lists_present() { compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; }

# apt_get LOG SUDO ARGUMENT...: apt-get without questions.
apt_get() {
  local log=$1 sudo=$2
  shift 2
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" >>"$log" 2>&1 </dev/null
}

# ensure_packages SECTION...: installs what is missing of these sections, or says how to (exit 2).
ensure_packages() {
  command -v dpkg-query >/dev/null || return 0 # not a Debian: CMake says what it does not find
  local names missing sudo='' log=$build_root/apt.log
  names=$(packages_of "$@")
  # shellcheck disable=SC2086 # package names have no spaces
  missing=$(missing_packages $names | tr '\n' ' ')
  [[ -n $missing ]] || return 0

  local line="apt-get install --no-install-recommends ${missing% }"
  apt_lists_present || line="apt-get update && $line"
  if (($(id -u) != 0)); then
    command -v sudo >/dev/null || die "packages are missing; as root, run: $line"
    sudo -n true 2>/dev/null || { [[ -t 2 ]] && sudo -v; } ||
      die "packages are missing and sudo is refused; as root, run: $line"
    sudo=sudo
  fi
  claim_build_root
  : >"$log"
  say "installing ${missing% } (log: $log)"
  apt_lists_present || apt_get "$log" "$sudo" update
  apt_get "$log" "$sudo" install --no-install-recommends $missing || {
    # Old lists name files that the mirror no longer has.
    apt_get "$log" "$sudo" update
    apt_get "$log" "$sudo" install --no-install-recommends $missing
  } || {
    tail -n 20 "$log" >&2
    die "apt-get failed; to see it again, as root, run: $line"
  }
}

# offer_packages SECTION...: installs what is missing of these sections if that can be done, and
# says what is left out. Never a failure.
offer_packages() {
  command -v dpkg-query >/dev/null || return 0
  local name candidate sudo log=$build_root/apt.log
  for name in $(missing_packages $(packages_of "$@")); do
    candidate=$(apt-cache policy "$name" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    if [[ -z $candidate || $candidate == '(none)' ]]; then
      say "without $name, which no package source of this machine has (see tools/packages.txt)"
      continue
    fi
    if (($(id -u) == 0)); then
      sudo=''
    elif sudo -n true 2>/dev/null; then
      sudo=sudo
    else
      say "without $name; as root, run: apt-get install --no-install-recommends $name"
      continue
    fi
    claim_build_root
    say "installing $name (log: $log)"
    apt_get "$log" "$sudo" install --no-install-recommends "$name" || say "without $name: see $log"
  done
}

# fetch_kernels: brings the archive of each Linux release of kernel_suites.txt into the user's
# cache, as far as it can be had, and says why not. Prints those of other releases, which a suite
# has instead. Never a failure.
fetch_kernels() {
  local release archive
  for release in $(awk '!/^#/ && NF { print $1 }' "$root/tools/kernel_suites.txt"); do
    archive=$(DRMSIM_COMMAND="drmsim: Linux $release" \
      "$root/tools/kernel_fetch.sh" --or-newest-of-suite "$release") || {
      say "tests of Linux $release are skipped, unless its package is installed"
      continue
    }
    case $archive in */linux-source-"$release".*) ;; *) printf '%s\n' "$archive" ;; esac
  done
}

# What the command is made of. Newer than the stamp means: ask ninja.
release_is_current() {
  local stamp=$release_dir/.drmsim-stamp git_log=$root/.git/logs/HEAD watched
  [[ -e $stamp && -x $release_dir/tools/drmsim ]] || return 1
  if [[ -f $root/.git ]]; then git_log=$(sed 's/^gitdir: //' "$root/.git")/logs/HEAD; fi
  if [[ $git_log -nt $stamp ]]; then return 1; fi
  watched=$(cd "$root" && find CMakeLists.txt CMakePresets.json cmake sim hw_models sched \
    scenarios tools \( -type d -o -name '*.cpp' -o -name '*.c' -o -name '*.h' -o -name '*.def' \
    -o -name '*.in' -o -name '*.cmake' -o -name '*.json' -o -name '*.txt' \) \
    -newer "$stamp" -print -quit)
  [[ -z $watched ]]
}

# Turns ninja's output into one line that counts up on a terminal, into nothing elsewhere.
show_progress() {
  local line
  while IFS= read -r line; do
    if [[ -t 2 && $line =~ ^\[([0-9]+/[0-9]+)\] ]]; then
      printf '\rdrmsim: building %s ' "${BASH_REMATCH[1]}" >&2
    fi
  done
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}

# logged LOG COMMAND...: runs it with its output in LOG; if it fails, shows why and exits.
logged() {
  local log=$1
  shift
  "$@" </dev/null 2>&1 | tee -a "$log" | show_progress && return 0
  if grep -q '^FAILED:' "$log"; then
    sed -n '/^FAILED:/,$p' "$log" | head -n 60 >&2
  else
    tail -n 40 "$log" >&2
  fi
  die "the build failed (log: $log)"
}

cached() { sed -n "s/^$1:[A-Z]*=//p" "$release_dir/CMakeCache.txt" 2>/dev/null; }

# build_release TARGET [TESTS]: the release build, configured first where that is needed.
build_release() {
  local target=$1 tests=${2:-OFF} log=$build_root/release.log
  claim_build_root
  exec 9>"$build_root/.lock"
  flock 9 # two calls at once: the second waits, and then finds everything built
  if [[ -e $release_dir && $(cached CMAKE_HOME_DIRECTORY) != "$root" ]]; then
    rm -rf -- "$release_dir" # configured for a checkout that was elsewhere
  fi
  : >"$log"
  say "building in $release_dir (log: $log)"
  if [[ ! -e $release_dir/build.ninja || $tests == ON && $(cached DRMSIM_BUILD_TESTS) != ON ]]; then
    logged "$log" cmake --preset release -S "$root" -B "$release_dir" "-DDRMSIM_BUILD_TESTS=$tests"
  fi
  touch "$build_root/.stamp" # before the build: an edit while it runs is newer
  logged "$log" cmake --build "$release_dir" --target "$target"
  mv "$build_root/.stamp" "$release_dir/.drmsim-stamp"
  exec 9>&-
}
