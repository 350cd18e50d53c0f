"""Rules for C++ files: size, banned calls, includes that point upwards."""

import re
from collections.abc import Iterator

from cpp_lexer import function_bodies
from source_tree import Finding, SourceFile

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 70

MODEL = ("sim", "hw_models", "sched", "scenarios")
ANYWHERE = (*MODEL, "tools", "tests")

# (folders, pattern, what is wrong and what to use instead)
_BANNED = [
    (ANYWHERE, r"\bstd::\w+_distribution\b",
     "differs between C++ libraries: use sim::Rng::uniform or a Boost.Random distribution"),
    (ANYWHERE, r"(?<![\w.>])s?rand\s*\(", "hidden global state: use sim::Rng"),
    (ANYWHERE, r"\brandom_device\b", "not repeatable: use sim::Rng, seeded by the run"),
    (ANYWHERE, r"\b(sleep_for|sleep_until)\s*\(\s*std::chrono|\b(usleep|nanosleep)\s*\(",
     "nothing here may depend on wall time: wait in virtual time (sim::Cpu)"),
    (ANYWHERE, r"(?<![\w.>])assert\s*\(", "gone in Release: use DRMSIM_ASSERT (sim/assert.h)"),
    (MODEL, r"\b(system|steady|high_resolution)_clock\b", "wall clock: use World::now()"),
    (MODEL, r"(?<![\w.>])(std::)?time\s*\(\s*(nullptr|NULL|0|&)|"
            r"\b(clock_gettime|gettimeofday|localtime|gmtime)\w*\s*\(",
     "wall clock: use World::now()"),
    (MODEL, r"(?<![\w.>])(v?printf|puts|putchar)\s*\(|\bstd::cout\b|"
            r"\bfmt::print\s*\((?!\s*stderr)",
     "a library does not write to stdout: return text, or take a std::ostream&"),
    (MODEL, r"\bunordered_(multi)?(map|set)\b",
     "its order is not repeatable: use std::map or a sorted std::vector"),
    (MODEL, r"\bstd::(multi)?(map|set)<\s*(const\s+)?[\w:]+(\s+const)?\s*\*",
     "ordered by address, which differs between runs: use an id as the key"),
    (("hw_models",), r"\bnext_trigger\s*\(\s*[^)\s]|"
                     r"\.notify\s*\(\s*(?!\)|(sc_core::)?SC_ZERO_TIME\b)",
     "SystemC's order of same-time events is not stable: use sim::ScTimedEvent"),
]
_BANNED = [(folders, re.compile(pattern), advice) for folders, pattern, advice in _BANNED]

# What each folder may include from. Tests may include what the layer that they test may.
_MAY_INCLUDE = {
    "sim": {"sim"},
    "hw_models": {"sim", "hw_models"},
    "sched": {"sim", "sched"},
    "scenarios": {"sim", "hw_models", "sched", "scenarios"},
    "tools": {"sim", "hw_models", "sched", "scenarios", "tools"},
}
# Drivers and machines run on any scheduler: of sched/ they see the seam, and plain values.
_SEAM = re.compile(r"sched/(?:api/|kernel/kernel(?:s|_folders)\.h|"
                   r"model/(?:model|run_queue_policy|release|defects)\.h)")
_ABOVE_THE_SEAM = {"scenarios", "tools"}
_LAYERS = set(_MAY_INCLUDE) | {"tests"}
_TITLE = re.compile(r'^(?:TEST_CASE|SCENARIO)\("((?:\\.|[^"\\])*)"')
_INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')


def _allowed_folders(path: str) -> set[str]:
    folder, *rest = path.split("/")
    if folder != "tests":
        return _MAY_INCLUDE.get(folder, set())
    return _MAY_INCLUDE.get(rest[0], _MAY_INCLUDE["tools"]) | {"tests"}


def size(file: SourceFile) -> Iterator[Finding]:
    if len(file.lines) > MAX_FILE_LINES:
        yield file.finding(MAX_FILE_LINES + 1,
                           f"{len(file.lines)} lines; at most {MAX_FILE_LINES}: split the file")
    for first, last in function_bodies(file.code.text):
        if last - first + 1 > MAX_FUNCTION_LINES:
            yield file.finding(first, f"a function of {last - first + 1} lines; "
                                      f"at most {MAX_FUNCTION_LINES}: split it")


def banned_calls(file: SourceFile) -> Iterator[Finding]:
    folder = file.path.split("/")[0]
    for number, line in enumerate(file.code.lines, start=1):
        for folders, pattern, advice in _BANNED:
            if folder in folders and (match := pattern.search(line)):
                yield file.finding(number, f"{match.group().strip()}: {advice}")


def includes(file: SourceFile) -> Iterator[Finding]:
    allowed = _allowed_folders(file.path)
    for number, line in enumerate(file.code.lines, start=1):
        match = _INCLUDE.match(line)
        if not match:
            continue
        quote, included = match.groups()
        folder = included.split("/")[0]
        if folder in _LAYERS and "/" in included:
            if folder not in allowed:
                yield file.finding(number, f"{file.path.split('/')[0]}/ may not include "
                                           f"from {folder}/: dependencies point down only")
            elif (folder == "sched" and file.path.split("/")[0] in _ABOVE_THE_SEAM
                  and not _SEAM.match(included)):
                yield file.finding(number, f"{included} belongs to the model of the scheduler: "
                                           "use sched/api/drm_api.h")
        elif quote == '"':
            yield file.finding(number, f'"{included}": include from the root ("sim/world.h")')


def pragma_once(file: SourceFile) -> Iterator[Finding]:
    if file.suffix == ".h" and "#pragma once" not in file.lines:
        yield file.finding(1, "no #pragma once")


def test_titles(file: SourceFile) -> Iterator[Finding]:
    """ctest learns the titles through CMake lists and hands them to Catch2 as patterns."""
    for number, line in enumerate(file.lines, start=1):
        if (match := _TITLE.match(line)) and (wrong := set(match.group(1)) & set(';[]*\\"')):
            characters = " ".join(sorted(wrong))
            yield file.finding(number, f"{characters} in a test title: ctest cannot run it")


RULES = [size, banned_calls, includes, pragma_once, test_titles]
