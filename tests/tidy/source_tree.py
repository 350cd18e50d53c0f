"""The files that the source rules look at, and how one file is presented to a rule."""

import dataclasses
import functools
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

sys.dont_write_bytecode = True

CPP_SUFFIXES = {".cpp", ".c", ".h", ".def"}
# What people write and read. Everything else (workloads, golden event logs, ...) is data.
TEXT_SUFFIXES = CPP_SUFFIXES | {".py", ".sh", ".cmake", ".in", ".md", ".toml", ".json"}
TEXT_NAMES = {"CMakeLists.txt", "packages.txt", "LICENSE", ".gitignore", ".clang-tidy"}


@dataclasses.dataclass(frozen=True)
class Finding:
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class SourceFile:
    """One file: its path relative to the root, with '/', and its text."""

    def __init__(self, path: str, text: str):
        self.path = path
        self.text = text

    @functools.cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")[:-1] if self.text.endswith("\n") else self.text.split("\n")

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path).suffix

    @property
    def is_cpp(self) -> bool:
        return self.suffix in CPP_SUFFIXES

    @property
    def is_text(self) -> bool:
        is_script = self.suffix == "" and self.text.startswith("#!")
        return self.suffix in TEXT_SUFFIXES or self.name in TEXT_NAMES or is_script

    @functools.cached_property
    def code(self) -> "SourceFile":
        """The same file with comments and the contents of literals blanked, line for line."""
        from cpp_lexer import blank_comments_and_literals

        return SourceFile(self.path, blank_comments_and_literals(self.text))

    def finding(self, line: int, message: str) -> Finding:
        return Finding(self.path, line, message)


def _listed_by_git(root: Path) -> list[str]:
    command = ["git", "-c", "safe.directory=*", "-C", str(root), "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    try:
        output = subprocess.run(command, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return []
    return sorted(set(output.decode().split("\0")) - {""})


def _walked(root: Path) -> Iterator[str]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(set(subfolders) - {".git", "build", "__pycache__"})
        for name in sorted(names):
            yield (Path(folder) / name).relative_to(root).as_posix()


def read_tree(root: Path) -> list[SourceFile]:
    """Every file of the project: what git tracks or would track, or without git what is there."""
    files = []
    for path in _listed_by_git(root) or _walked(root):
        if not (root / path).is_file():
            continue  # deleted, but not yet in the index
        try:
            files.append(SourceFile(path, (root / path).read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # binary test data
    return files
