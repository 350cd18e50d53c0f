#!/bin/bash
# Compiles the drm/sched of a kernel tree into a library that drmsim loads.
#
# The tree's own files are used as they are; what they include is served as sched/kernel/headers.txt
# says, or, with --headers tree, by the tree (kernel_tree_headers.sh). What the tree declares
# decides which variant of the adapter is compiled (probes.txt).
# Result: OUT/NAME/{kernel.so,places.txt,unlocked.txt,release,sources}, with --headers tree
# functions.txt too, replaced as a whole or left as it was.
# Exit status: 0 built, 1 the tree does not compile, 2 usage, or no kernel tree.
set -u -o pipefail
export LC_ALL=C  # what the compiler says is read below

usage() {
  cat >&2 <<USAGE
usage: kernel_build.sh TREE [--name NAME] [--out FOLDER] [--cc COMPILER] [--trees FOLDER]
                       [--headers ours|tree]
  TREE    a kernel tree, or an archive of one (/usr/src/linux-source-6.12.tar.xz)
  --name  what it is called afterwards, kernel:NAME (default: the release, "6.12")
  --headers tree  compiles against the tree's own headers, instead of ours
  --trees keeps what is unpacked of archives there, for the next time
  --out   where libraries are kept (default: \$DRMSIM_KERNELS, or else ./kernels)
USAGE
  exit 2
}
fail() {  # STATUS MESSAGE
  echo "${DRMSIM_COMMAND:-kernel_build.sh}: $2" >&2
  exit "$1"
}

tree="" name="" trees="" headers="ours" out="${DRMSIM_KERNELS:-kernels}" cc="${CC:-gcc}"
while [ $# -gt 0 ]; do
  case "$1" in
    --name | --out | --cc | --trees | --headers)
      [ $# -ge 2 ] || usage
      printf -v "${1#--}" %s "$2"
      shift 2 ;;
    --) [ $# -eq 2 ] || usage; tree="$2"; shift 2 ;;
    -*) usage ;;
    *) [ -z "$tree" ] || usage; tree="$1"; shift ;;
  esac
done
[ -n "$tree" ] || usage
given="$tree"
[ "$headers" = ours ] || [ "$headers" = tree ] || usage
[ -e "$tree" ] || fail 2 "there is no $tree"
command -v "$cc" > /dev/null || fail 2 "there is no compiler $cc"
is_clang=0
if "$cc" --version | grep -qi clang; then is_clang=1; fi
case "$name" in
  .* | *[!A-Za-z0-9._+-]*)
    fail 2 "\`$name\` cannot be a name: expected letters, digits, and . _ + - after the first" ;;
esac

# sched/kernel is beside tools/, in the sources and where `cmake --install` puts both.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
ours="$root/sched/kernel"
[ -f "$ours/headers.txt" ] || fail 2 "no sched/kernel in $root"

sources=(drivers/gpu/drm/scheduler/sched_main.c drivers/gpu/drm/scheduler/sched_entity.c
  drivers/gpu/drm/scheduler/sched_fence.c drivers/gpu/drm/scheduler/sched_rq.c
  drivers/dma-buf/dma-fence.c drivers/dma-buf/dma-fence-array.c
  drivers/dma-buf/dma-fence-chain.c lib/rbtree.c)
optional=" drivers/gpu/drm/scheduler/sched_rq.c "

# All that is written before the result is below $work, the compiler's own files among it. Whatever
# ends this, nothing of it is left, nor the folder of kernels if it was not there and has none.
made="" work="$out/.build.$$"
[ -d "$out" ] || made=1
trap 'trap "" HUP INT TERM; wait; rm -rf "$work"; [ -z "$made" ] || rmdir "$out" 2> /dev/null' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
why=$({ mkdir -p "$out" && rm -rf "$work" && mkdir "$work"; } 2>&1) ||
  fail 2 "cannot write to the folder $out: ${why##*: }; use another --out, or DRMSIM_KERNELS"
out=$(cd "$out" && pwd)
work="$out/.build.$$"
export TMPDIR="$work"

. "$root/tools/kernel_compile.sh"
[ "$headers" = ours ] || . "$root/tools/kernel_tree_headers.sh"
if [ "$headers" = tree ] && [ -f "$tree" ]; then
  unpack_for_headers "$tree"
  tree="$unpacked"
elif [ "$headers" = tree ]; then
  claim_prepared "$tree"
elif [ -f "$tree" ]; then
  members=(Makefile 'include/linux/*' 'include/drm/*' 'include/trace/events/dma_fence.h'
    'include/uapi/asm-generic/errno*.h' 'drivers/gpu/drm/scheduler/*' 'drivers/dma-buf/dma-fence*'
    'lib/rbtree.c' 'drivers/gpu/drm/lima/*' 'drivers/gpu/drm/v3d/*' 'include/uapi/drm/*')
  unpacked="$work/tree"
  [ -z "$trees" ] || unpacked="$trees/$(basename "$tree")"
  if [ "$(cat "$unpacked/complete" 2> /dev/null)" != "${members[*]}" ] ||
    [ "$tree" -nt "$unpacked/complete" ]; then
    rm -rf "$unpacked"
    mkdir -p "$unpacked"
    # Not every tree has every member; what has to be there is asked for below.
    tar -xf "$tree" -C "$unpacked" --strip-components=1 --wildcards "${members[@]/#/*/}" \
      2> "$work/unpack.log"
    [ -f "$unpacked/Makefile" ] ||
      fail 2 "$tree is no archive of a kernel tree: $(head -1 "$work/unpack.log")"
    echo "${members[*]}" > "$unpacked/complete"
  fi
  tree="$unpacked"
fi
tree=$(cd "$tree" && pwd) || exit 2
for needed in Makefile include/drm/gpu_scheduler.h drivers/gpu/drm/scheduler/sched_main.c; do
  [ -f "$tree/$needed" ] || fail 2 "$given is no kernel tree: it has no $needed"
done
value() { sed -n "s/^$1 *= *//p" "$tree/Makefile" | head -1; }
version="$(value VERSION).$(value PATCHLEVEL)"
sublevel=$(value SUBLEVEL)
release="$version${sublevel:+.$sublevel}$(value EXTRAVERSION)"
[ "$version" != . ] ||
  fail 2 "$given is no kernel tree: its Makefile sets no VERSION and PATCHLEVEL"
name="${name:-$version}"
# What is replaced is a kernel, and not what somebody else has there: the tree itself, perhaps. An
# empty folder is what a build system makes first.
[ -z "$(ls -A "$out/$name" 2> /dev/null)" ] || [ -f "$out/$name/kernel.so" ] ||
  fail 2 "$out/$name is there, and no kernel of drmsim; use another --name, or another --out"

# --- Our own headers: one file for each that exists ---
serve_our_headers() {
  include="$work/include"
  mkdir -p "$include/sched"
  ln -s "$ours" "$include/sched/kernel"
  while read -r header first second; do
    case "$header" in '' | '#'*) continue ;; esac
    mkdir -p "$include/$(dirname "$header")"
    {
      echo "#pragma once"
      for source in $first $second; do
        case "$source" in
          tree) echo "#include \"$tree/include/$header\"" ;;
          tree:*) echo "#include \"$tree/${source#tree:}\"" ;;
          *) echo "#include \"$ours/interface/$source\"" ;;
        esac
      done
    } > "$include/$header"
  done < "$ours/headers.txt"
}
if [ "$headers" = tree ]; then
  prepare_headers
else
  serve_our_headers
  flags=(-std=gnu11 -O2 -g1 -fPIC -ffreestanding -nostdinc -nostdlib -fno-strict-aliasing
    -fno-common -fno-delete-null-pointer-checks -fwrapv -fvisibility=hidden
    -ffunction-sections -fdata-sections
    -fexceptions -fasynchronous-unwind-tables -fno-stack-protector -mno-red-zone
    -fno-optimize-sibling-calls  # a call returns to the function that makes it
    -Wall -Werror=implicit-function-declaration -Werror=int-conversion
    -Werror=incompatible-pointer-types -Wno-unused -Wno-pointer-sign -Wno-address-of-packed-member
    "-ffile-prefix-map=$root/=" "-ffile-prefix-map=$tree/="  # the last that matches counts
    "-DDRMSIM_KERNEL_RELEASE=\"$release\"" -I "$include"
    -include "$ours/interface/linux_compiler.h")
  # Every memory access of the tree's code asks asan_checks.c first.
  checks=(-fsanitize=kernel-address)
  if [ "$is_clang" = 1 ]; then
    flags+=(-Wno-unknown-warning-option -Wno-gnu)
    checks+=(-mllvm -asan-instrumentation-with-call-threshold=0 -mllvm -asan-stack=0
      -mllvm -asan-globals=0)
  else
    checks+=(--param asan-instrumentation-with-call-threshold=0 --param asan-stack=0
      --param asan-globals=0)
  fi
  adapter_checks=("${checks[@]}")
fi
# Every call through a pointer asks checked_calls.c first.
checked_calls=() own_string_functions=(-fno-builtin)
[ "$is_clang" = 1 ] || own_string_functions+=(-fno-tree-loop-distribute-patterns)
if [[ "$("$cc" -dumpmachine)" = x86_64* ]]; then
  checked_calls=(checked_calls)
  if [ "$is_clang" = 1 ]; then
    flags+=(-mretpoline -mretpoline-external-thunk)
  else
    flags+=(-mindirect-branch=thunk-extern -mindirect-branch-register)
  fi
fi

probe '#include <drm/gpu_scheduler.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#if __has_include(<linux/timer.h>)
#include <linux/timer.h>
#endif' < "$ours/adapter/probes.txt"
for header in $(awk '!/^#/ && NF { print $2 }' "$ours/drivers/probes.txt" | sort -u); do
  [ ! -f "$tree/$header" ] ||
    probe "$(printf '#include <linux/platform_device.h>\n#include "%s"' "$tree/$header")" \
      < <(awk -v header="$header" '$2 == header { $2 = ""; print }' "$ours/drivers/probes.txt")
done

# --- Compile ---
objects_folder="$work"
[ "$headers" = ours ] || objects_folder="$prepared/objects"
mkdir -p "$objects_folder"
[ "$headers" = ours ] || sources+=("${tree_sources[@]}")
for source in "${sources[@]}"; do
  if [ ! -f "$tree/$source" ]; then
    [[ "$optional" == *" $source "* ]] && continue
    fail 1 "Linux $release has no $source"
  fi
  of_source=()
  [ "$headers" = ours ] || mapfile -t of_source < <(module_flags "$tree/$source")
  compile "$tree/$source" "$(basename "$source" .c)" "${checks[@]}" "${of_source[@]}"
done
adapter=(fence_adapter job_adapter scheduler_adapter)
[ "$headers" = tree ] || adapter+=(small_xarray)
for source in "${adapter[@]}"; do
  compile "$ours/adapter/$source.c" "$source" "${adapter_checks[@]}"
done
compiled

# --- Drivers, as far as the tree has them and they compile ---
missing_driver() {  # NAME WHY
  echo "${DRMSIM_COMMAND:-kernel_build.sh}: without the driver $1: $2" >&2
}
compile_drivers() {
  local driver folder files file base of_file object before wrong
  compile "$ours/drivers/hosted_scheduler.c" hosted_scheduler "${checks[@]}"
  compile "$ours/drivers/buffers.c" buffers "${checks[@]}"
  while read -r driver folder files; do
    case "$driver" in '' | '#'*) continue ;; esac
    base="$tree/$folder" before=("${objects[@]}") wrong=""
    for file in $files; do
      [ "$file" = + ] && { base="$ours/drivers"; continue; }
      [ -f "$base/$file" ] || { wrong="$release has no $folder/$file"; break; }
      of_file=()
      [ "$headers" = ours ] || mapfile -t of_file < <(module_flags "$base/$file")
      [ "$base" = "$ours/drivers" ] || of_file+=(-include "$ours/drivers/hosted_calls.h")
      compile "$base/$file" "driver_$file" "${checks[@]}" "${of_file[@]}" -I "$tree/$folder"
    done
    wait
    for object in "${objects[@]:${#before[@]}}"; do
      [ -n "$wrong" ] || [ ! -e "$object.failed" ] || wrong=$(grep -m1 'error:' "$object.log")
    done
    [ -z "$wrong" ] || { missing_driver "$driver" "$wrong"; objects=("${before[@]}"); }
  done < "$ours/drivers/drivers.txt"
}
compile_drivers
if [ "$headers" = tree ]; then
  for source in "${runtime_sources[@]}"; do
    compile "$ours/runtime/$source.c" "runtime_$source" "${own_string_functions[@]}"
  done
  below=(library_entry "${checked_calls[@]}")
else
  below=(support asan_checks library_entry "${checked_calls[@]}")
fi
for source in "${below[@]}"; do
  compile "$ours/adapter/$source.c" "$source" "${own_string_functions[@]}"
done
compiled

wraps=()
[[ " ${flags[*]} " != *" -DDRMSIM_HAVE_RUN_QUEUE_TREE "* ]] || wraps=(-Wl,--wrap=rb_insert_color)
if [ "$headers" = tree ]; then
  make_stubs "${objects[@]}" || fail 1 "the stubs of Linux $release cannot be made"
  objects+=("$work/stubs.o")
  wraps+=(-Wl,-Bsymbolic "-Wl,-T,$ours/runtime/init_calls.ld"
    "-Wl,--version-script=$ours/runtime/exports.map")
fi
if ! "$cc" -shared -nostdlib -Wl,--gc-sections -Wl,-z,defs -Wl,-z,now -Wl,-z,relro \
  -Wl,-z,start-stop-visibility=hidden "${wraps[@]}" \
  -o "$work/kernel.so" "${objects[@]}" -lgcc_s 2> "$work/link.log"; then
  fail 1 "Linux $release uses interfaces that are not provided
$(missing_in "$work/link.log")"
fi

# --- Where in the source each checked access is: return address, file:line, function. On the
# tree's own headers each call, by the address of the call: behind it another line may begin. ---
# Of the functions that are inlined there, the innermost that is none of include/linux.
told='\.c:' at_call=0
called='call.*<(__asan_|memcpy>|memset>|__wrap_|__x86_indirect_thunk_|__llvm_retpoline_)'
[ "$headers" = ours ] || { told='\.c:|^include/drm/' called='call ' at_call=1; }
objdump -d --no-show-raw-insn "$work/kernel.so" |
  awk -v loads="$work/loads" -v asked="$work/asked" -v called="$called" -v at_call="$at_call" '
       waiting && /^ *[0-9a-f]+:/ { key = "0x" substr($1, 1, length($1) - 1)
         print key; print at_call ? call : key > asked; if (load) print key > loads }
       { waiting = 0 }
       $0 ~ called { waiting = 1; call = "0x" substr($1, 1, length($1) - 1)
         load = /<__(asan_load|tsan_read)[0-9]/ }' > "$work/addresses"
addr2line -f -i -a -e "$work/kernel.so" < "$work/asked" |
  awk -v keys="$work/addresses" '
    /^0x[0-9a-f]+$/ { getline key < keys; print key; next }
    { print }' > "$work/frames"
nm "$work/kernel.so" | awk 'NF == 3 && $2 ~ /^[tT]$/ { sub(/^0*/, "", $1); print "0x" $1, $3 }' \
  > "$work/functions.txt"
# A path that was mapped is printed behind the folder in which it was compiled, mapped or not.
awk -v here="$PWD/" -v mapped="${PWD#"$root"/}/" -v told="$told" '
     /^0x/ { address = $1; next }
     { function_name = $0; getline place; sub(/ \(disc.*/, "", place)
       if (index(place, here) == 1) place = substr(place, length(here) + 1)
       if (index(place, mapped) == 1) place = substr(place, length(mapped) + 1)
       if (place ~ told && !(address in known)) { known[address] = 1
         print address, place, function_name } }' "$work/frames" > "$work/places.txt"

# --- Which of them read a field of unlocked_fields.txt, as the line in the source says: of the
# first access of a line, a return address ---
fields=$(sed 's/ *#.*//; /^$/d' "$ours/adapter/unlocked_fields.txt" | paste -sd '|')
awk -v tree="$tree/" -v fields="(->|[.])($fields)([^A-Za-z0-9_(]|\$)" '
  FNR == NR { load[$1] = 1; next }
  /^0x/ { sub(/^0x0*/, "0x"); address = $1; done = !(address in load); next }
  { getline place
    sub(/ \(disc.*/, "", place)
    if (done || place !~ /\.c:/) next
    done = 1
    if (place == before) next  # of one line, the first
    before = place
    number = place; sub(/.*:/, "", number)
    sub(/:[0-9]*$/, "", place)
    # What is before it depends on the folder that the compiler ran in.
    if (!match(place, /drivers\/(gpu|dma-buf)\/.*/)) next
    place = tree substr(place, RSTART)
    if (!(place in read_already)) {
      read_already[place] = 1
      for (i = 1; (getline text < place) > 0; ++i) line[place, i] = text
      close(place)
    }
    text = line[place, number + 0]
    if (text ~ fields && text !~ /READ_ONCE|WRITE_ONCE/) print address }
' "$work/loads" "$work/frames" > "$work/unlocked.txt"

# --- Which sources of the tree they were: the same files, the same hash ---
for object in "${objects[@]}"; do [ ! -f "$object.d" ] || made_from "$object.d"; done |
  awk -v tree="$tree/" 'index($0, tree) == 1 { print substr($0, length(tree) + 1) }' | sort -u |
  (cd "$tree" && xargs -d '\n' sha256sum) | sha256sum | cut -c 1-16 > "$work/sources"

mkdir "$work/result"
echo "$release" > "$work/result/release"
[ "$headers" = ours ] || mv "$work/functions.txt" "$work/result/"
mv "$work"/{kernel.so,places.txt,unlocked.txt,sources} "$work/result/" || exit 2
trap '' HUP INT TERM  # from here to the end there is one kernel of that name, or the other
[ ! -e "$out/$name" ] || mv -T "$out/$name" "$work/before"
if ! mv -T "$work/result" "$out/$name"; then
  [ ! -e "$work/before" ] || mv -T "$work/before" "$out/$name"
  fail 2 "cannot write $out/$name"
fi
echo "kernel:$name is Linux $release, in $out/$name"
