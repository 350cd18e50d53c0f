#!/usr/bin/env python3
"""side_by_side.py KERNEL_TREE SOURCE_FOLDER

Puts the model beside the kernel that it is written as: each function of include/drm/gpu_scheduler.h
in KERNEL_TREE has one of its name in sched/api or sched/model, or stands in not_in_the_model.txt
with the reason. Exit status 1 if one has neither, or both.
"""
import pathlib
import re
import sys

HEADER = "include/drm/gpu_scheduler.h"
REASONS = pathlib.Path(__file__).with_name("not_in_the_model.txt")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
# At the beginning of a declaration; what an inline function or a macro calls is indented.
DECLARED = re.compile(r"^(?:[a-z][\w \t]*[\s*]+)?\*?((?:to_)?drm_sched_\w+)\(", re.M)


def reasons():
    rows = (line.split(None, 1) for line in REASONS.read_text().splitlines()
            if line and not line.startswith("#"))
    return {name: reason for name, reason in rows}


def main():
    tree, source = map(pathlib.Path, sys.argv[1:])
    kernel = set(DECLARED.findall(COMMENT.sub("", (tree / HEADER).read_text())))
    headers = [path for folder in ("api", "model")
               for path in (source / "sched" / folder).glob("*.h")]
    ours = "\n".join(COMMENT.sub("", path.read_text()) for path in headers)
    model = {name for name in kernel if re.search(rf"\b{name}\(", ours)}
    listed = reasons()
    wrong = [f"{name}: the model has no such function, and no reason is given"
             for name in sorted(kernel - model - set(listed))]
    wrong += [f"{name}: the model has it; it is listed as missing"
              for name in sorted(model & set(listed))]
    wrong += [f"{name}: listed, but the kernel has no such function"
              for name in sorted(set(listed) - kernel)]
    for line in wrong:
        print(line)
    print(f"{len(kernel)} functions in {HEADER}: {len(model)} in the model, "
          f"{len(kernel & set(listed))} not, with a reason")
    return 1 if wrong or len(model) < 20 else 0


if __name__ == "__main__":
    sys.exit(main())
