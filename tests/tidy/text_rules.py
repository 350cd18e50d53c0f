"""Rules for every text file: layout, unfinished work, paths of one machine."""

import re
from collections.abc import Iterator

from source_tree import Finding, SourceFile

MAX_COLUMNS = 100

# Written in two parts so that this file does not report itself.
_UNFINISHED = re.compile(r"\b(" + "|".join(["TO" "DO", "FIX" "ME", "XX" "X"]) + r")\b")
_MACHINE_PATH = re.compile(r"(?<![\w.$}])/(?:(?:wo" r"rk|ho" r"me|ro" r"ot)/|tm" r"p/build)")


def _may_be_long(file: SourceFile, line: str) -> bool:
    # A table row or an address cannot be broken in Markdown.
    return file.suffix == ".md" and (line.lstrip().startswith("|") or "://" in line)


def layout(file: SourceFile) -> Iterator[Finding]:
    fenced = False  # what a program printed, in Markdown, is shown as it is
    for number, line in enumerate(file.lines, start=1):
        if file.suffix == ".md" and line.startswith("```"):
            fenced = not fenced
        if len(line) > MAX_COLUMNS and not fenced and not _may_be_long(file, line):
            yield file.finding(number, f"{len(line)} columns; at most {MAX_COLUMNS}")
        if "\t" in line:
            yield file.finding(number, "tab; indent with spaces")
        if line.rstrip() != line:
            yield file.finding(number, "space at the end of the line")
    if file.text and not file.text.endswith("\n"):
        yield file.finding(len(file.lines), "no newline at the end of the file")


def unfinished(file: SourceFile) -> Iterator[Finding]:
    for number, line in enumerate(file.lines, start=1):
        if match := _UNFINISHED.search(line):
            yield file.finding(number, f"{match.group()}: finish it or leave it out")


def machine_paths(file: SourceFile) -> Iterator[Finding]:
    for number, line in enumerate(file.lines, start=1):
        if match := _MACHINE_PATH.search(line):
            yield file.finding(number, f"{match.group()}...: a path of one machine")


def one_title(file: SourceFile) -> Iterator[Finding]:
    """A Markdown file has exactly one `# ` title; # in a fenced block is a shell comment."""
    if file.suffix != ".md":
        return
    titles = []
    fenced = False
    for number, line in enumerate(file.lines, start=1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif line.startswith("# ") and not fenced:
            titles.append(number)
    if not titles:
        yield file.finding(1, "no '# ' title")
    for number in titles[1:]:
        yield file.finding(number, f"a second '# ' title (the first is in line {titles[0]})")


RULES = [layout, unfinished, machine_paths, one_title]
