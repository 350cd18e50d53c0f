#!/bin/bash
# Fetches Debian's source package of a Linux release into the user's cache, through apt, without
# touching the package sources of the machine. Prints the archive's path; all else is on stderr.
#
# apt runs with lists, caches and a package source of its own, in a folder that is gone afterwards:
# root is not needed. The mirrors are those that the machine's own sources name, asked for the suite
# that kernel_suites.txt names. An archive appears in the cache complete, or not at all. What the
# cache has is used where the mirror cannot be asked.
# Exit status: 0 it is there, 2 it cannot be had, and why.
set -u -o pipefail
export LC_ALL=C

usage() {
  cat >&2 <<USAGE
usage: kernel_fetch.sh [--or-newest-of-suite] RELEASE
  RELEASE  one of $(known_releases), or \`newest\`: what is newest in their suites
  --or-newest-of-suite  where the suite has moved on, what it has now
USAGE
  exit 2
}
say() { printf '%s: %s\n' "${DRMSIM_COMMAND:-kernel_fetch.sh}" "$*" >&2; }
fail() {
  say "$*"
  exit 2
}

table="$(dirname "${BASH_SOURCE[0]}")/kernel_suites.txt"
known_releases() { awk '!/^#/ && NF { printf "%s%s", between, $1; between = ", " }' "$table"; }
suites_of() {  # RELEASE, or `newest`
  awk -v release="$1" '
    /^#/ { next }
    $1 == release || release == "newest" { for (i = 2; i <= NF; ++i) if (!seen[$i]++) print $i }
  ' "$table"
}

or_newest=0 release=""
while [ $# -gt 0 ]; do
  case "$1" in
    --or-newest-of-suite) or_newest=1 ;;
    --) ;;
    -*) usage ;;
    *) [ -z "$release" ] || usage; release="$1" ;;
  esac
  shift
done
[ -n "$release" ] || usage
suites=$(suites_of "$release")
[ -n "$suites" ] ||
  fail "no suite is known to have Linux $release: there are $(known_releases), and \`newest\`"
for program in apt-get apt-cache dpkg-deb; do
  command -v "$program" > /dev/null ||
    fail "there is no $program: this is no Debian; give \`drmsim kernel build\` a kernel tree"
done

cache="${XDG_CACHE_HOME:-${HOME:-}/.cache}/drmsim/kernels"
[ "${cache#/}" != "$cache" ] || fail "XDG_CACHE_HOME is no absolute path: $cache"
work=$({ mkdir -p "$cache" && mktemp -d "$cache/.fetch.XXXXXX"; } 2>&1) ||
  fail "cannot write to the folder $cache: ${work##*: }; name another in XDG_CACHE_HOME"
trap 'trap "" HUP INT TERM; rm -rf "$work"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# --- The mirrors of the machine ---

# URI, suite and key file of each source that has a suite of Debian. apt itself reads them, .list
# and .sources alike; where it keeps quiet about the key, the file that names the source is asked.
mirrors() {
  local uri of entry lines key
  apt-get indextargets --no-release-info --format '$(REPO_URI) $(RELEASE) $(SOURCESENTRY)' \
    'Created-By: Packages' 2> /dev/null |
    awk '$2 ~ /^(bookworm|trixie|forky|duke|sid|(old)*stable|testing|unstable)/ &&
         $2 ~ /^[a-z]*(-updates|-security|-backports|-proposed-updates)?$/' |
    while read -r uri of entry; do
      # FILE:LINE in a list; FILE:STANZA in the other form, where one key is the file's.
      case "$entry" in *.list:*) lines="${entry##*:}" ;; *) lines="1,\$" ;; esac
      key=$(sed -n "$lines s/.*[Ss]igned-[Bb]y[=:] *\\(\\/[^] ,]*\\).*/\\1/p" "${entry%:*}" \
        2> /dev/null | head -1)
      [ -n "$key" ] || [ ! -f "$debian_keys" ] || key="$debian_keys"
      echo "$uri $of $key"
    done | awk '!seen[$0]++'
}
debian_keys=/usr/share/keyrings/debian-archive-keyring.gpg
all_mirrors=$(mirrors)
[ -n "$all_mirrors" ] ||
  fail "no package source of this machine is a mirror of Debian (see \`apt-get indextargets\`)"

# --- apt, with folders of its own ---

mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/empty.d"
touch "$work/status"
# A mirror that lags still has sources whose signatures are checked: old ones are good enough.
cat > "$work/apt.conf" <<CONF
Dir::Etc::sourcelist "$work/sources.list";
Dir::Etc::sourceparts "$work/empty.d";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$work/empty.d";
Dir::State::lists "$work/lists";
Acquire::Check-Valid-Until "false";
Dir::State::status "$work/status";
Dir::Cache "$work/cache";
APT::Sandbox::User "";
APT::Get::List-Cleanup "false";
Acquire::Languages "none";
Acquire::Retries "2";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
CONF
apt() {  # PROGRAM ARGUMENT...
  local program=$1
  shift
  "$program" -q -c "$work/apt.conf" "$@" < /dev/null
}

# Of the last call, which failed.
reason() {
  grep -m1 '^E:' "$work/log" || grep -m1 '^\(Err\|W\)' "$work/log" || tail -1 "$work/log"
}

# Takes the lists of a suite from the first mirror that has them: at its own address security
# updates are, at the others all else.
ask() {  # SUITE
  local suite=$1 uri of key
  why="no package source of this machine has the address of $suite"
  while read -r uri of key; do
    case "$suite,$of" in
      *-security,*-security) ;;
      *-security,* | *,*-security) continue ;;
    esac
    rm -rf "$work/lists"
    mkdir -p "$work/lists/partial"
    echo "deb [target=Packages${key:+ signed-by=$key}] $uri $suite main" > "$work/sources.list"
    if apt apt-get update > "$work/log" 2>&1 && ! grep -q '^\(E\|Err\|W: Failed\)' "$work/log"; then
      return 0
    fi
    why="$uri does not give $suite: $(reason)"
  done <<< "$(awk '!seen[$1]++' <<< "$all_mirrors")"
  return 1
}
packages() {
  apt apt-cache pkgnames linux-source- | grep -x 'linux-source-[0-9]*\.[0-9]*' | sort -V
}

# --- Which package ---

package="" suite="" reasons=() asked=0
for candidate in $suites; do
  if ! ask "$candidate"; then
    reasons+=("$why")
    continue
  fi
  asked=1
  has=$(packages)
  newest=$(tail -1 <<< "$has")
  if [ "$release" = newest ]; then
    # The lists of the suite that has it are needed once more below.
    newer=$(printf '%s\n' "$package" "$newest" | sort -V | tail -1)
    [ "$newer" = "$package" ] || package="$newest" suite="$candidate"
    continue
  fi
  if grep -qx "linux-source-$release" <<< "$has"; then
    package="linux-source-$release" suite="$candidate"
    break
  fi
  reasons+=("$candidate has ${has:+$(tr '\n' ' ' <<< "$has")and }no linux-source-$release")
  if [ "$or_newest" = 1 ] && [ -n "$newest" ]; then
    package="$newest" suite="$candidate"
    break
  fi
done
if [ -z "$package" ]; then
  all_reasons=$(printf '%s\n' "${reasons[@]:-no suite has any}" | paste -sd '|' | sed 's/|/; /g')
  kept="$cache/linux-source-$release.tar.xz"
  if [ "$asked" = 0 ] && [ -f "$kept" ]; then
    say "$all_reasons"
    say "linux-source-$release $(cat "$kept.version"), as fetched before"
    echo "$kept"
    exit 0
  fi
  fail "$all_reasons"
fi
if [ "$release" = newest ]; then ask "$suite" || fail "$why"; fi

# --- The package, if the cache has not that version ---

archive="$cache/$package.tar.xz"
version=$(apt apt-cache show --no-all-versions "$package" | sed -n 's/^Version: //p' | head -1)
[ -n "$version" ] || fail "$suite does not say which version of $package it has"
if [ -f "$archive" ] && [ "$(cat "$archive.version" 2> /dev/null)" = "$version" ]; then
  say "$package $version of $suite, as fetched before"
  echo "$archive"
  exit 0
fi
say "fetching $package $version of $suite"
mkdir "$work/package"
(cd "$work/package" && apt apt-get download "$package" > "$work/log" 2>&1) ||
  fail "$package $version of $suite cannot be fetched: $(reason)"
dpkg-deb --fsys-tarfile "$work/package/"*.deb |
  tar -xO "./usr/src/$package.tar.xz" > "$work/archive" ||
  fail "$package $version of $suite has no /usr/src/$package.tar.xz"
rm -f "$archive.version"
mv -T "$work/archive" "$archive" || fail "cannot write $archive"
echo "$version" > "$work/version" && mv -T "$work/version" "$archive.version" ||
  fail "cannot write $archive.version"
say "$package $version of $suite"
echo "$archive"
