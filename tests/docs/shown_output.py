#!/usr/bin/env python3
"""Holds the output that documents show to the commands that print it.

  shown_output.py DRMSIM [--update] [FILE.md ...]

Every fenced block of a document says by its first line what it is:

  ```LANGUAGE  source text, or commands (`sh`) whose input files exist: shows no output.
  ```text      anything else that no command prints: a format, a picture.
  ```          a session: lines `$ COMMAND`, each with what it prints below.

Each command of a session runs, with the drmsim given, in a folder that holds links to the
project's files, and its stdout must be what is shown. `...` alone on a line stands for any number
of lines. Wall-clock figures, and line numbers of sources (`x.cpp:12`), may differ. A comment on the
line before the block gives a reason why it is not run, or what it needs:

  <!-- not run: it builds a kernel tree of yours -->
  <!-- needs kernel:6.12 -->

A block without a command whose lines look like output is an error, whatever its language.
--update writes what the commands print now into the documents, line numbers as well; `...` stays
where it stood.

Exit status: 0 everything is true, 1 something is not, 2 the command line is wrong.
"""

import argparse
import dataclasses
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECONDS_MAX = 300
ELISION = "..."

NUMBER = r"[0-9]+(?:\.[0-9]+)?"
TIME = NUMBER + r" (?:ns|us|ms|s)"
RATE = NUMBER + r"(?: [kMG])?"
PLACE = re.compile(r"(\w\.(?:cpp|c|h)):[0-9]+")
MAY_DIFFER = [
    (re.compile(TIME + r" of wall time \(" + RATE + r" jobs/s\)"), "# of wall time (# jobs/s)"),
    (re.compile(r" in " + TIME + r" \(" + RATE + r"/s\)"), " in # (#/s)"),
    (re.compile(r'"(wall_seconds|jobs_per_wall_second)": [0-9.e+-]+'), r'"\1": #'),
    (PLACE, r"\1:#"),
]
# What only a run of the command says.
LOOKS_PRINTED = re.compile(
    r" of virtual time|^(?:expected )?hazard \w+ at |^FAILED: |^to repeat: |schedules in "
    r"|^(?:ring|client) +(?:busy|jobs) |scenarios of .* lines compared|^\s+\d+  [a-z_]+ +\w+=\S")


INPUT_FILE = re.compile(r"\b(?:scenarios|tests)/[\w/.-]+\.(?:toml|wsim)\b")


def masked(line):
    for pattern, replacement in MAY_DIFFER:
        line = pattern.sub(replacement, line)
    return line


@dataclasses.dataclass
class Block:
    path: str
    begin: int          # of the line after the opening fence, from 0
    end: int            # of the closing fence
    language: str
    lines: list
    comment: str        # on the line before the fence; empty: none

    def place(self, line=None):
        return f"{self.path}:{(self.begin if line is None else line) + 1}"


def blocks_of(path, text):
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if not lines[at].startswith("```"):
            at += 1
            continue
        before = lines[at - 1] if at > 0 else ""
        comment = re.fullmatch(r"<!-- (.*) -->", before)
        end = at + 1
        while end < len(lines) and not lines[end].startswith("```"):
            end += 1
        yield Block(path, at + 1, end, lines[at][3:].strip(), lines[at + 1:end],
                    comment.group(1) if comment else "")
        at = end + 1


def commands_of(block):
    """(command, lines that are shown, index of the first of them in the block) of a session."""
    found = []
    for index, line in enumerate(block.lines):
        if line.startswith("$ "):
            found.append((line[2:], [], index + 1))
        else:
            found[-1][1].append(line)
    return found


def without_blank_ends(lines):
    lines = list(lines)
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return lines


def trailing_blanks(lines):
    count = 0
    while count < len(lines) and not lines[-1 - count].strip():
        count += 1
    return count


def agrees(shown, printed):
    """Whether the printed lines are those shown, `...` standing for any number."""
    shown = [None if line.strip() == ELISION else masked(line) for line in shown]
    printed = [masked(line) for line in printed]
    parts = [[]]
    for line in shown:
        if line is None:
            parts.append([])
        else:
            parts[-1].append(line)
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return first == printed
    if len(first) + len(last) > len(printed):
        return False
    end = len(printed) - len(last)
    if printed[:len(first)] != first or printed[end:] != last:
        return False
    at = len(first)
    for part in parts[1:-1]:
        while at + len(part) <= end and printed[at:at + len(part)] != part:
            at += 1
        if at + len(part) > end:
            return False
        at += len(part)
    return True


def similarity(shown, printed):
    if masked(shown) == masked(printed):
        return 2.0
    ratio = difflib.SequenceMatcher(None, shown, printed, autojunk=False).ratio()
    return ratio if ratio > 0.5 else 0.0


def aligned(shown, printed):
    """For each shown line the index of the printed one that it resembles most, in order, or None.

    The usual table of the best total of all beginnings."""
    best = [[0.0] * (len(printed) + 1) for _ in range(len(shown) + 1)]
    for i in range(len(shown) - 1, -1, -1):
        for j in range(len(printed) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if (likeness := similarity(shown[i], printed[j])) > 0:
                best[i][j] = max(best[i][j], likeness + best[i + 1][j + 1])
    i = j = 0
    found = []
    while i < len(shown):
        while j < len(printed) and best[i][j] == best[i][j + 1]:
            j += 1
        if j == len(printed) or best[i][j] == best[i + 1][j]:
            found.append(None)
        else:
            found.append(j)
            j += 1
        i += 1
    return found


def updated(shown, printed):
    """The printed lines, with `...` where it was, and the old line where it is as good: where
    nothing but the wall clock differs."""
    literal = [line for line in shown if line.strip() != ELISION]
    places = iter(aligned(literal, printed))
    result, elided, next_line = [], False, 0
    for line in shown:
        if line.strip() == ELISION:
            elided = line
            continue
        place = next(places)
        if place is None:
            continue
        if elided and place > next_line:
            result.append(elided)
        elif not elided:
            result += printed[next_line:place]
        as_good = (masked(line) == masked(printed[place]) and
                   [match.group() for match in PLACE.finditer(line)] ==
                   [match.group() for match in PLACE.finditer(printed[place])])
        result.append(line if as_good else printed[place])
        elided, next_line = False, place + 1
    if elided and next_line < len(printed):
        result.append(elided)
    elif not elided:
        result += printed[next_line:]
    return result


class Runner:
    """Runs commands where `drmsim` and `tools/drmsim` are the one under test."""

    def __init__(self, drmsim, folder):
        self.drmsim = pathlib.Path(drmsim).resolve()
        self.folder = pathlib.Path(folder)
        for entry in ("scenarios", "tests"):
            (self.folder / entry).symlink_to(ROOT / entry)
        for place in ("bin", "tools"):
            (self.folder / place).mkdir()
            (self.folder / place / "drmsim").symlink_to(self.drmsim)
        self.environment = dict(os.environ)
        self.environment["PATH"] = f"{self.folder / 'bin'}:{self.environment['PATH']}"
        self.environment.setdefault("DRMSIM_KERNELS", str(self.drmsim.parents[1] / "kernels"))
        self.kernels = None

    def printed(self, command):
        ran = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.environment,
                             capture_output=True, text=True, timeout=SECONDS_MAX, check=False)
        return without_blank_ends(ran.stdout.split("\n")), ran.stderr, ran.returncode

    def has(self, scheduler):
        if self.kernels is None:
            self.kernels = "\n".join(self.printed("drmsim kernel list")[0])
        return re.search(rf"^{re.escape(scheduler)}\b", self.kernels, re.MULTILINE) is not None


class Checker:
    def __init__(self, runner, update):
        self.runner = runner
        self.update = update
        self.problems = []
        self.checked = 0
        self.skipped = []

    def check_document(self, path, text):
        """The text as it should be."""
        lines = text.split("\n")
        for block in reversed(list(blocks_of(path, text))):
            lines[block.begin:block.end] = self.check_block(block)
        return "\n".join(lines)

    def complain(self, place, message):
        self.problems.append(f"{place}: {message}")

    def check_block(self, block):
        if block.comment.startswith("not run: "):
            return block.lines
        if block.language:
            for index, line in enumerate(block.lines):
                for name in INPUT_FILE.findall(line) if block.language == "sh" else []:
                    if not (ROOT / name).exists():
                        self.complain(block.place(block.begin + index), f"no file {name}")
                if LOOKS_PRINTED.search(line):
                    self.complain(block.place(block.begin + index),
                                  f"looks printed, but its block is `{block.language}`, not a "
                                  "session; or say why: <!-- not run: REASON -->")
                    break
            return block.lines
        if not block.lines or not block.lines[0].startswith("$ "):
            self.complain(block.place(), "a block without a language is a session, and begins with "
                                         "`$ COMMAND`; ```text is for other things")
            return block.lines
        if block.comment.startswith("needs "):
            scheduler = block.comment[len("needs "):]
            if not self.runner.has(scheduler):
                self.skipped.append(f"{block.place()}: {scheduler} is not built")
                return block.lines
        result = []
        for command, shown, first in commands_of(block):
            result.append("$ " + command)
            result += self.check_command(block, command, shown, first)
        return result

    def check_command(self, block, command, shown, first):
        wanted = without_blank_ends(shown)
        printed, errors, status = self.runner.printed(command)
        self.checked += 1
        true = agrees(wanted, printed)
        if true and not self.update:
            return shown
        new = updated(wanted, printed)
        if self.update and status in (0, 1):
            return new + [""] * trailing_blanks(shown)
        if true:
            return shown
        difference = difflib.unified_diff([masked(line) for line in wanted],
                                          [masked(line) for line in new], "shown", "printed",
                                          lineterm="", n=1)
        self.complain(block.place(block.begin + first - 1),
                      f"`{command}` prints something else:\n" + "\n".join(difference) +
                      (f"\nstderr: {errors.strip()}" if errors.strip() else ""))
        return shown


def documents():
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard",
                             "*.md"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return sorted(listed.stdout.split())
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.md")
                  if "build" not in path.relative_to(ROOT).parts)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drmsim")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args(arguments)
    if not os.access(options.drmsim, os.X_OK):
        parser.error(f"{options.drmsim} is no program")
    names = [os.path.relpath(name, ROOT) for name in options.files] or documents()
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(Runner(options.drmsim, folder), options.update)
        for name in names:
            text = (ROOT / name).read_text(encoding="utf-8")
            new = checker.check_document(name, text)
            if options.update and new != text:
                (ROOT / name).write_text(new, encoding="utf-8")
                print(f"{name}: updated")
    for line in checker.problems + [f"skipped: {reason}" for reason in checker.skipped]:
        print(line)
    print(f"{checker.checked} commands in {len(names)} documents, "
          f"{len(checker.problems)} problems, {len(checker.skipped)} blocks skipped")
    return 1 if checker.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
