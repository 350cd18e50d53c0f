"""Rules that see the whole tree at once."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from source_tree import Finding, SourceFile

FOLDERS_WITH_README = ["", "cmake", "sim", "hw_models", "sched", "sched/kernel",
                       "scenarios", "tools", "tests"]


def readmes(files: list[SourceFile]) -> Iterator[Finding]:
    paths = {file.path for file in files}
    for folder in FOLDERS_WITH_README:
        path = f"{folder}/README.md".lstrip("/")
        if path not in paths:
            yield Finding(path, 1, "missing: every folder of the house says what it is")


def unique_names(files: list[SourceFile]) -> Iterator[Finding]:
    first_with_name: dict[str, str] = {}
    for file in files:
        if not file.is_cpp:
            continue
        first = first_with_name.setdefault(PurePosixPath(file.path).name, file.path)
        if first != file.path:
            yield file.finding(1, f"the file name is taken by {first}")


RULES = [readmes, unique_names]
