#!/bin/bash
# tools/kernel_fetch.sh: against an apt of our own, that needs no network and no root.
#
#   test_kernel_fetch.sh FETCH: the script
# The mirrors are read by the machine's own apt-get, from package sources that are made here.
set -u
fetch=$1
real_apt_get=$(command -v apt-get) && command -v dpkg-deb > /dev/null || {
  echo "skipped: no apt here"
  exit 0
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
check() {  # DESCRIPTION COMMAND...
  local what=$1
  shift
  "$@" && return
  echo "FAILED: $what"
  sed 's/^/  /' "$work/out" "$work/err"
  failures=$((failures + 1))
}

# --- A mirror: for each suite the packages and versions that it has ---

mkdir -p "$work/bin" "$work/mirror" "$work/deb/DEBIAN" "$work/deb/usr/src"
has() {  # SUITE PACKAGE VERSION
  echo "$2 $3" >> "$work/mirror/$1"
  echo "sources of $2 $3" > "$work/deb/usr/src/$2.tar.xz"
  printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: t <t@t>\nDescription: t\n' \
    "$2" "$3" > "$work/deb/DEBIAN/control"
  dpkg-deb -b "$work/deb" "$work/mirror/$2.deb" > /dev/null
  rm "$work/deb/usr/src/$2.tar.xz"
}
cat > "$work/bin/apt-get" <<FAKE
#!/bin/bash
# Reads package sources as apt does; what needs a network comes from the folder of the test.
echo "apt-get \$*" >> "$work/calls"
case " \$* " in
  *" indextargets "*) exec "$real_apt_get" -c "$work/machine.conf" "\$@" ;;
esac
while [ \$# -gt 0 ]; do
  case "\$1" in
    -c) conf=\$2; shift ;;
    update | download) what=\$1; package=\${2:-} ;;
  esac
  shift
done
list=\$(sed -n 's/^Dir::Etc::sourcelist "\(.*\)";/\1/p' "\$conf")
line='^deb \[target=Packages( signed-by=([^]]*))?\] ([^ ]+) ([^ ]+) main\$'
[[ \$(cat "\$list") =~ \$line ]]
url=\${BASH_REMATCH[3]} suite=\${BASH_REMATCH[4]}
echo "\$url \$suite \${BASH_REMATCH[2]}" >> "$work/asked"
case "\$what" in
  update)
    [ ! -e "$work/no_network" ] || { echo "E: Failed to fetch: no network"; exit 100; }
    [ -e "$work/mirror/\$suite" ] || { echo "E: The repository has no Release file"; exit 100; }
    echo "\$suite" > "\$(dirname "\$conf")/suite" ;;
  download)
    if [ -e "$work/slow" ]; then
      echo half > "\$package.deb"
      touch "$work/downloading"
      sleep 20
    fi
    cp "$work/mirror/\$package.deb" .
    [ ! -e "$work/broken" ] || truncate -s 200 "\$package.deb" ;;
esac
FAKE
cat > "$work/bin/apt-cache" <<FAKE
#!/bin/bash
while [ \$# -gt 0 ]; do
  case "\$1" in
    -c) conf=\$2; shift ;;
    pkgnames | show) what=\$1 ;;
    *) name=\$1 ;;
  esac
  shift
done
suite=\$(cat "\$(dirname "\$conf")/suite")
case "\$what" in
  pkgnames) cut -d' ' -f1 "$work/mirror/\$suite"; echo linux-source ;;
  show) sed -n "s/^\$name /Version: /p" "$work/mirror/\$suite" ;;
esac
FAKE
chmod +x "$work/bin/"*
sources() { rm -rf "$work/etc"; mkdir -p "$work/etc/parts"; }
cat > "$work/machine.conf" <<CONF
Dir::Etc::sourcelist "$work/etc/sources.list";
Dir::Etc::sourceparts "$work/etc/parts";
Dir::State::lists "$work/lists";
CONF
mkdir -p "$work/lists/partial"
run() {  # ARGUMENT...: status, $work/out, $work/err
  PATH="$work/bin:$PATH" XDG_CACHE_HOME="$work/cache" "$fetch" "$@" > "$work/out" 2> "$work/err"
}
kept="$work/cache/drmsim/kernels"

has bookworm-security linux-source-6.1 6.1.192-1
has bookworm-security linux-source-6.12 6.12.117-1~deb12u1
has trixie linux-source-6.12 6.12.100-1
has sid linux-source-7.2 7.2.13-1
has sid linux-source-7.10 7.10.1-1
has trixie-backports linux-source-7.4 7.4.1-1~bpo13+1

# --- Mirrors in both forms; what is no Debian is not asked ---

sources
cat > "$work/etc/sources.list" <<LIST
deb http://elsewhere.example/tool stable-tool main
# deb http://commented.example/debian bookworm main
deb [signed-by=/keys/one.gpg] http://mirror.example/debian bookworm main
deb http://security.example/debian-security bookworm-security main
LIST
run 7.2
check "a release is fetched" test $? = 0
check "its path is all of stdout" test "$(cat "$work/out")" = "$kept/linux-source-7.2.tar.xz"
check "it is what the package has" grep -q "sources of linux-source-7.2 7.2.13" \
  "$kept/linux-source-7.2.tar.xz"
check "it says which version" grep -q "linux-source-7.2 7.2.13-1 of sid" "$work/err"
check "the mirror is that of the list, with its key" \
  grep -q "^http://mirror.example/debian/ sid /keys/one.gpg" "$work/asked"
check "nobody else is asked" test -z "$(grep -v "^http://mirror.example/debian/ sid" "$work/asked")"
check "only the archive is left" test "$(ls -A "$kept" | tr '\n' ' ')" = \
  "linux-source-7.2.tar.xz linux-source-7.2.tar.xz.version "
run 7.2
check "what is there is not fetched again" grep -q "as fetched before" "$work/err"
check "one download" test "$(grep -c download "$work/calls")" = 1
run 6.12
check "security updates come from their own address" \
  grep -q "^http://security.example/debian-security/ bookworm-security" "$work/asked"
check "the first suite that has it" grep -q "6.12.117-1~deb12u1 of bookworm-security" "$work/err"

sources
cat > "$work/etc/parts/debian.sources" <<SOURCES
Types: deb
URIs: http://other.example/debian
Suites: trixie trixie-updates
Components: main
Signed-By: /keys/two.gpg
SOURCES
: > "$work/asked"
run 6.12
check "the other form, without a security suite" test $? = 0
check "the next suite is taken" grep -q "6.12.100-1 of trixie" "$work/err"
check "with its key" grep -q "^http://other.example/debian/ trixie /keys/two.gpg" "$work/asked"

# --- What cannot be had ---

run 7.3
check "a suite that has moved on gives 2" test $? = 2
check "it says what is there" \
  grep -q "trixie-backports has linux-source-7.4 and no linux-source-7.3" "$work/err"
check "nothing on stdout" test ! -s "$work/out"
run --or-newest-of-suite 7.3
check "what the suite has instead, on request" \
  test "$(cat "$work/out")" = "$kept/linux-source-7.4.tar.xz"
run newest
check "the newest of all, by number" test "$(cat "$work/out")" = "$kept/linux-source-7.10.tar.xz"
run 5.10
check "a release that is in no suite gives 2" test $? = 2
check "it says which there are" grep -q "there are 6.1, 6.12, 7.2, 7.3" "$work/err"
touch "$work/no_network"
run 6.12
check "without a mirror, what is kept" test "$(cat "$work/out")" = "$kept/linux-source-6.12.tar.xz"
check "and why" grep -q "does not give trixie: E: Failed to fetch: no network" "$work/err"
run 7.3
check "without a mirror and a copy: 2" test $? = 2
check "with the reason" grep -q "E: Failed to fetch: no network" "$work/err"
rm "$work/no_network"
sources
run 7.2
check "no mirror at all: 2" test $? = 2
check "that is said" grep -q "no package source of this machine is a mirror of Debian" "$work/err"

# --- Nothing is left of what fails ---

cp "$work/machine.conf" "$work/keep"
sources
echo "deb http://mirror.example/debian bookworm main" > "$work/etc/sources.list"
rm -r "$kept"
touch "$work/broken"
run 7.2
check "a package that is cut off: 2" test $? = 2
check "leaves nothing" test -z "$(ls -A "$kept")"
rm "$work/broken"
touch "$work/slow"
PATH="$work/bin:$PATH" XDG_CACHE_HOME="$work/cache" setsid "$fetch" 7.2 \
  > "$work/out" 2> "$work/err" &
fetching=$!
for _ in $(seq 200); do [ -e "$work/downloading" ] && break; sleep 0.05; done
kill -TERM -- "-$fetching"
wait "$fetching"
check "an interrupt ends it" test $? = 143
check "and leaves nothing" test -z "$(ls -A "$kept")"
check "and says nothing of an archive" test ! -s "$work/out"

# --- The system says why ---

PATH="$work/bin:$PATH" XDG_CACHE_HOME="$work/out/cache" "$fetch" 7.2 > /dev/null 2> "$work/err"
check "a cache that cannot be made: 2" test $? = 2
check "with the reason" grep -q "out/cache/drmsim/kernels: Not a directory; name" "$work/err"
exit "$((failures > 0))"
