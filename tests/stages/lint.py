#!/usr/bin/env python3
"""Runs a checker of clang over every source of the layers and of the command.

    lint.py tidy FOLDER     clang-tidy with .clang-tidy
    lint.py alone FOLDER    does each source compile on its own? The builds compile several at a
                            time, which hides an #include that is missing.

FOLDER is a scratch build folder; the preset `tidy` is configured in it. clang-tidy spends nearly
all of its time in headers, so it too gets several sources at a time. Tests are left out: Catch2's
macros would take most of the time and give most of the false reports.
"""

import concurrent.futures
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def configure(folder: Path, unity: bool) -> None:
    switches = [f"-DDRMSIM_UNITY={'ON' if unity else 'OFF'}", "-DDRMSIM_BUILD_TESTS=OFF"]
    subprocess.run(["cmake", "--preset", "tidy", "-S", ROOT, "-B", folder, *switches],
                   check=True, stdout=subprocess.DEVNULL)


def tidy_command(folder: Path, entry: dict) -> list[str]:
    # --config-file: the joined sources are outside the tree, where no .clang-tidy would be found.
    return ["clang-tidy", "--quiet", f"--config-file={ROOT / '.clang-tidy'}", "-p", str(folder),
            entry["file"]]


def alone_command(_folder: Path, entry: dict) -> list[str]:
    arguments = shlex.split(entry["command"])
    output = arguments.index("-o")
    return arguments[:output] + arguments[output + 2:] + ["-fsyntax-only"]


GENERATED = {"build_identity_values.cpp"}  # by the build, which is not run here
COMMANDS = {"tidy": tidy_command, "alone": alone_command}


def main() -> int:
    mode, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    configure(folder, unity=mode == "tidy")
    entries = json.loads((folder / "compile_commands.json").read_text(encoding="utf-8"))
    entries = [entry for entry in entries if Path(entry["file"]).name not in GENERATED]

    def run(entry: dict) -> subprocess.CompletedProcess:
        return subprocess.run(COMMANDS[mode](folder, entry), cwd=entry["directory"], check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    failures = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(run, entries):
            if result.returncode != 0:
                failures += 1
                print(result.stdout, flush=True)
    print(f"{mode}: {len(entries)} translation units, {failures} with findings")
    return 1 if failures or not entries else 0


if __name__ == "__main__":
    sys.exit(main())
