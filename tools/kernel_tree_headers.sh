# Sourced by kernel_build.sh: compiling against the tree's own headers (--headers tree).
#
# Intuition: nobody knows a tree's headers as well as the tree. Mechanism: `make ARCH=um prepare` of
# the tree, out of place, with sched/kernel/tree_headers.config; the compiler's flags are those that
# kbuild itself uses; a few headers are replaced (sched/kernel/overlay), and what lies below the
# kernel's code is sched/kernel/runtime. What is undefined in the end becomes a stub that ends the
# run as `not_modelled: foo()`.
#
# Prepared headers and compiled objects are kept in the user's cache (or in --trees FOLDER), one
# folder a tree, archives unpacked beside them; what has changed since is made again.

# Of an archive: what Kconfig, `make prepare` and the compiled files read.
header_members=(Makefile Kbuild 'include/*' 'scripts/*' 'arch/um/*' 'arch/x86/*'
  'init/*' 'kernel/*' 'lib/*' 'mm/*.h' 'drivers/gpu/drm/scheduler/*' 'drivers/gpu/drm/lima/*'
  'drivers/gpu/drm/v3d/*' 'drivers/dma-buf/*' 'drivers/base/base.h' 'tools/include/*'
  'tools/scripts/*' 'tools/build/*')

tree_sources=(lib/xarray.c lib/radix-tree.c lib/vsprintf.c lib/string.c lib/ctype.c lib/find_bit.c
  lib/bitmap.c lib/kstrtox.c lib/hexdump.c lib/uuid.c lib/string_helpers.c lib/hweight.c
  lib/siphash.c)
runtime_sources=(access_hooks boot devices library locks memory messages tasks work)

[ "$is_clang" = 0 ] || fail 2 "--headers tree needs gcc: clang's hooks are not tried yet"
for program in flex bison bc make; do
  command -v "$program" > /dev/null ||
    fail 2 "--headers tree needs $program: apt-get install flex bison bc make"
done

# The folder of this tree in the cache: $prepared, with a lock that is held until the end.
claim_prepared() {  # WHAT: the tree or the archive
  local what cache="${trees:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/drmsim}/headers"
  what=$(readlink -f "$1")
  prepared="$cache/$(basename "$what").$({
    echo "$what"
    "$cc" -dumpfullversion
    cat "$ours/tree_headers.config"
  } | sha256sum | cut -c 1-8)"
  mkdir -p "$prepared" || fail 2 "cannot write to the folder $cache; name another in XDG_CACHE_HOME"
  exec 8> "$prepared/lock"
  flock 8
}

unpack_for_headers() {  # ARCHIVE
  claim_prepared "$1"
  unpacked="$prepared/tree"
  if [ "$(cat "$prepared/unpacked" 2> /dev/null)" != "${header_members[*]}" ] ||
    [ "$1" -nt "$prepared/unpacked" ]; then
    rm -rf "$unpacked" "$prepared"/{unpacked,done,objects}
    mkdir -p "$unpacked"
    top=$(tar -tf "$1" 2> /dev/null | head -1)
    tar -xf "$1" -C "$unpacked" --strip-components=1 --wildcards \
      "${header_members[@]/#/${top%%/*}/}" '*/Kconfig*' 2> "$work/unpack.log"
    [ -f "$unpacked/Makefile" ] ||
      fail 2 "$1 is no archive of a kernel tree: $(head -1 "$work/unpack.log")"
    echo "${header_members[*]}" > "$prepared/unpacked"
  fi
}

# Whether nothing that Kconfig or `make prepare` reads has changed since: make itself asks for
# longer than all the rest of a rebuild takes.
is_older_than_preparation() {
  local changed
  [ -f "$prepared/done" ] || return 1
  changed=$(cd "$tree" && {
    find Makefile Kbuild Kconfig include scripts arch/um arch/x86 tools/include kernel/bounds.c \
      lib/Makefile -cnewer "$prepared/done" -print -quit
    find . -name 'Kconfig*' -cnewer "$prepared/done" -print -quit
  } 2>&1)
  [ -z "$changed" ]
}

# Configures and prepares $tree out of place: fills $flags with what kbuild compiles with.
prepare_headers() {
  local build="$prepared/build" log="$work/prepare.log" command
  local make=(make -s -C "$tree" "O=$build" ARCH=um "CC=$cc")
  mkdir -p "$build"
  if is_older_than_preparation; then
    :
  elif ! {
    rm -f "$prepared/done" && touch "$prepared/begun" &&
    { [ -f "$build/.config" ] ||
      "${make[@]}" "KCONFIG_ALLCONFIG=$ours/tree_headers.config" allnoconfig; } &&
      "${make[@]}" "-j$(nproc)" prepare && "${make[@]}" lib/ctype.o &&
      mv "$prepared/begun" "$prepared/done"
  } > "$log" 2>&1; then
    fail 1 "the headers of Linux $release cannot be prepared (make ARCH=um prepare)
$(grep -m5 -E 'error|Error|No rule|No such file|not found' "$log" || tail -5 "$log")"
  fi
  command=$(sed -n '1s/^[^=]*:= *//p' "$build/lib/.ctype.o.cmd")
  mapfile -t flags < <(xargs printf '%s\n' <<< "$command" | sed -e 1d \
    -e '/^-Wp,-MMD/d' -e '/^-DKBUILD_/d' -e '/^-D__KBUILD_/d' -e '/^-Wall$/d' -e '/^-Wextra$/d' \
    -e '/^-Wundef$/d' -e '/^-Wmissing/d' -e '/^-Werror=strict-prototypes$/d' -e '/^-mcmodel/d' \
    -e '/^-c$/,$d' -e "s,^-I\./,-I$build/,")
  flags=(-I "$ours/overlay" -I "$root" -include "$ours/overlay/drmsim_config.h" "${flags[@]}"
    -Wno-all -Wno-extra -Wno-strict-prototypes -g1 -fPIC -mcmodel=small -mno-red-zone -fexceptions
    -fasynchronous-unwind-tables -fno-optimize-sibling-calls -ffunction-sections -fdata-sections
    "-ffile-prefix-map=$root/=" "-ffile-prefix-map=$tree/="
    -DDRMSIM_TREE_HEADERS "-DDRMSIM_KERNEL_RELEASE=\"$release\"")
  # Every memory access of the tree's code asks runtime/access_hooks.c first. The adapter's are
  # checked, and are no schedule points.
  checks=(-fsanitize=thread --param tsan-instrument-func-entry-exit=0
    --param tsan-distinguish-volatile=1)
  adapter_checks=(-fsanitize=thread --param tsan-instrument-func-entry-exit=0
    -U__SANITIZE_THREAD__)
}

# What kbuild says of each file.
module_flags() {  # SOURCE
  local name
  name=$(basename "$1" .c)
  name=${name//-/_}
  printf '%s\n' "-DKBUILD_MODFILE=\"$name\"" "-DKBUILD_BASENAME=\"$name\"" \
    "-DKBUILD_MODNAME=\"$name\"" "-D__KBUILD_MODNAME=$name" -I "$(dirname "$1")"
}

# $work/stubs.o: of what the objects need and none of them has, functions that say their name;
# variables are zeros. The relocations tell which is which.
make_stubs() {  # OBJECT...
  local provided='_GLOBAL_OFFSET_TABLE_|_Unwind_Resume|__gcc_personality_v0|drmsim_trace_.*'
  provided+='|drmsim_initcalls.*|__st(art|op)_.*|__real_.*'  # by the linker, libgcc; or weak
  nm "$@" 2> /dev/null | awk '
    NF == 2 && ($1 == "U" || $1 == "w") { used[$2] = 1 }
    NF == 3 && $2 ~ /^[A-Z]$/ || NF == 2 && $1 ~ /^[TDBRVWC]$/ { has[$NF] = 1 }
    END { for (name in used) if (!(name in has)) print name }' |
    grep -vxE "$provided" | sort > "$work/undefined"
  objdump -r "$@" | awk '$2 ~ /PLT32/ { sub(/[-+]0x.*/, "", $3); print $3 }' |
    sort -u > "$work/called"
  {
    comm -12 "$work/undefined" "$work/called" | while read -r name; do
      printf '.section .text.%s,"ax",@progbits\n.globl %s\n.hidden %s\n' "$name" "$name" "$name"
      printf '.type %s,@function\n%s: lea 1f(%%rip), %%rdi\n' "$name" "$name"
      echo ' jmp drmsim_not_modelled'
      printf '.section .rodata.%s,"a",@progbits\n' "$name"
      printf '1: .string "not_modelled: %s()"\n' "$name"
    done
    comm -23 "$work/undefined" "$work/called" | sed 's/.*/.hidden &\n.comm &,4096,64/'
    echo '.section .note.GNU-stack,"",@progbits'
  } > "$work/stubs.s"
  "$cc" -c "$work/stubs.s" -o "$work/stubs.o"
}
