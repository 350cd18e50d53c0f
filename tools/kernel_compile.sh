# Sourced by kernel_build.sh: what a tree declares, and compiling its files.
#
# Objects go to $objects_folder. On the tree's own headers that is beside what was prepared, and a
# rebuild compiles what has changed; otherwise it goes with the rest of $work.

objects=() processors=$(nproc)

# Adds -DDRMSIM_HAVE_<name> for each statement that compiles to the flags.
# One compilation for all statements of a list: an error in a statement's line is that statement's.
# Where an error is elsewhere (in a header, behind a macro), each is compiled by itself.
probe() {  # INCLUDES: a list of "NAME STATEMENT" is on stdin
  local source="$work/probe.c" name statement list="$work/probe.list" wrong
  grep -v '^#' | grep . > "$list" || return 0
  {
    printf '%s\n' "$1"
    awk '{ name = $1; sub(/^[^ ]+ +/, "")
           printf "void probe_%s(void);\n#line %d \"probe\"\nvoid probe_%s(void) { %s }\n",
             name, NR, name, $0 }' "$list"
  } > "$source"
  "$cc" "${flags[@]}" -fsyntax-only "$source" 2> "$work/probe.log"
  wrong=$(sed -n 's/^probe:\([0-9]*\):.* error: .*/\1/p' "$work/probe.log" | paste -sd ' ')
  if grep 'error: ' "$work/probe.log" | grep -qv '^probe:'; then
    wrong=""
    while read -r name statement; do
      printf '%s\nvoid probe(void);\nvoid probe(void) { %s }\n' "$1" "$statement" > "$source"
      "$cc" "${flags[@]}" -fsyntax-only "$source" 2> "$work/probe.log" ||
        wrong+=" $(awk -v name="$name" '$1 == name { print NR }' "$list")"
    done < "$list"
  fi
  mapfile -t -O "${#flags[@]}" flags < <(awk -v wrong="$wrong" '
    BEGIN { split(wrong, lines, " "); for (i in lines) is_wrong[lines[i]] = 1 }
    !(NR in is_wrong) { print "-DDRMSIM_HAVE_" $1 }' "$list")
}

# What gcc and clang have not found, an interface a line.
missing_in() {  # LOG
  local word="['\`]\\([A-Za-z0-9_ ]*\\)'"
  sed -n -e 's/.*fatal error: \(.*\): No such file.*/  missing header: <\1>/p' \
    -e "s/.*fatal error: '\\(.*\\)' file not found.*/  missing header: <\\1>/p" \
    -e "s/.*error: implicit declaration of function $word.*/  missing function: \\1/p" \
    -e "s/.*error: call to undeclared function $word.*/  missing function: \\1/p" \
    -e "s/.*undefined reference to $word.*/  missing function: \\1/p" \
    -e "s/.*error: unknown type name $word.*/  missing type: \\1/p" \
    -e "s/.*error: invalid use of undefined type $word.*/  missing type: \\1/p" \
    -e "s/.*error: incomplete definition of type $word.*/  missing type: \\1/p" \
    -e "s/.*error: $word has no member named $word.*/  missing field: \\2 of \\1/p" \
    -e "s/.*error: no member named $word in $word.*/  missing field: \\1 of \\2/p" \
    -e "s/.*error: $word undeclared.*/  missing name: \\1/p" \
    -e "s/.*error: use of undeclared identifier $word.*/  missing name: \\1/p" "$1" | sort -u
}

# Whether that object is what compiling would give: of the same command, and nothing that it was
# made from has changed since that began, by its ctime: who copies an old file over keeps its mtime.
is_current() {  # OBJECT COMMAND
  local object="$1"
  [ "$(cat "$object.command" 2> /dev/null)" = "$2" ] &&
    [ -z "$(made_from "$object.d" | tr '\n' '\0' |
      find -files0-from - -cnewer "$object.command" -print -quit 2>&1)" ]
}
made_from() {  # DEPENDENCIES: the names in what -MD writes
  sed -e 's/^[^ ]*://' -e 's/\\ /\x01/g' "$1" | tr -s ' \\' '\n' | tr '\001' ' ' | grep .
}
# Compiles beside others; compiled() waits for all of them, and ends with the first that failed.
compile() {  # SOURCE OBJECT FLAGS...
  local source="$1" object="$objects_folder/$2.o" command
  shift 2
  command="${flags[*]} $* $source"
  while [ "$(jobs -rp | wc -l)" -ge "$processors" ]; do wait -n; done
  {
    rm -f "$object.failed"
    is_current "$object" "$command" || {
      rm -f "$object.command"
      printf '%s\n' "$command" > "$object.begun"
      if "$cc" "${flags[@]}" "$@" -MD -MF "$object.d" -c "$source" -o "$object" 2> "$object.log"
      then
        mv "$object.begun" "$object.command"
      else
        echo "$source" > "$object.failed"
      fi
    }
  } &
  objects+=("$object")
}
compiled() {
  local object
  wait
  for object in "${objects[@]}"; do
    [ -e "$object.failed" ] || continue
    {
      missing_in "$object.log"
      grep -A3 'error:' "$object.log" | head -40 || tail -5 "$object.log"
    } > "$work/why"
    source=$(cat "$object.failed")
    fail 1 "${source#"$tree"/} of Linux $release does not compile
$(cat "$work/why")"
  done
}
