"""Rules that see the whole tree at once."""

import re
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
        if not file.is_cpp or file.path.startswith("sched/kernel/overlay/"):  # Linux's names
            continue
        first = first_with_name.setdefault(PurePosixPath(file.path).name, file.path)
        if first != file.path:
            yield file.finding(1, f"the file name is taken by {first}")


INSTALL = "cmake/DrmsimInstall.cmake"
# What it installs below include/drmsim: the headers of these folders, but those of some, and single
# ones. Each is found, or the text has changed and this rule has to.
_PUBLIC_FOLDERS = re.compile(r"^set\(public_folders\s+([\w/\s]+)\)", re.MULTILINE)
_NOT_PUBLIC = re.compile(r'FOLDERS \$\{public_folders\}[^)]*EXCLUDE\s+"(\^[^"]+)"')
_PUBLIC_HEADER = re.compile(r'install\(FILES "\$\{PROJECT_SOURCE_DIR\}/([\w/]+\.h)"')
_FIRST_INCLUDE = re.compile(r"^#include [\"<]([^\">]+)", re.MULTILINE)
_EXAMPLE_TITLE = re.compile(r'^TEST_CASE\(\s*"example: ', re.MULTILINE)


def public_headers(files: list[SourceFile], install: SourceFile) -> list[str]:
    folders = _PUBLIC_FOLDERS.search(install.text)
    not_public = _NOT_PUBLIC.search(install.text)
    single = _PUBLIC_HEADER.findall(install.text)
    if not (folders and not_public and single):
        return []
    inside = tuple(f"{folder}/" for folder in folders.group(1).split())
    return [file.path for file in files if file.suffix == ".h" and (file.path in single or (
        file.path.startswith(inside) and not re.match(not_public.group(1), file.path)))]


def example_of(header: str) -> str:
    path = PurePosixPath("tests") / header
    return str(path.with_name(f"example_{path.stem}.cpp"))


def examples(files: list[SourceFile]) -> Iterator[Finding]:
    """Each header that is installed has an example: a test that uses it as a stranger would."""
    by_path = {file.path: file for file in files}
    headers = public_headers(files, by_path[INSTALL]) if INSTALL in by_path else []
    if not headers:
        yield Finding(INSTALL, 1, "no public headers found here: none would need an example")
    wanted = {example_of(header): header for header in headers}
    for path, header in wanted.items():
        if path not in by_path:
            yield Finding(header, 1, f"no example: write {path}")
            continue
        example = by_path[path]
        first = _FIRST_INCLUDE.search(example.text)
        if first is None or first.group(1) != header:
            yield example.finding(1, f"an example of {header} includes that first")
        if not _EXAMPLE_TITLE.search(example.text):
            yield example.finding(1, 'no test whose title begins with "example: "')
    for path in by_path:
        if (path.startswith("tests/") and PurePosixPath(path).match("example_*.cpp")
                and path not in wanted):
            yield Finding(path, 1, "an example of no header that is installed")


RULES = [readmes, unique_names, examples]
