#!/usr/bin/env python3
"""recorded_hashes.py DRMSIM SCENARIO_FOLDER [--schedulers model,kernel:7.3] [--update]

Holds every scenario file to the event logs that recorded_hashes.txt has of it: on the model and on
four kernels, with two seeds. A change that means to keep behaviour keeps them; one that means to
change it updates the table (--update), and says in its commit message which files, and why.

Schedulers that are not here are left out, and told. A file that a scheduler refuses has "refused"
in place of a hash; that is behaviour, too. Exit status 1 if anything differs, or nothing was
compared.
"""
import argparse
import concurrent.futures
import hashlib
import os
import pathlib
import subprocess
import sys

TABLE = pathlib.Path(__file__).with_name("recorded_hashes.txt")
SCHEDULERS = ("model", "kernel:6.1", "kernel:6.12", "kernel:7.2", "kernel:7.3")
SEEDS = ("1", "2")


def result_of(drmsim, folder, file, seed, scheduler):
    """A hash of the event log and the exit status; "refused" with 2; "absent" without kernel."""
    command = [drmsim, "run", str(folder / file), "--scheduler", scheduler, "--seed", seed,
               "--events", "-"]
    run = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    if run.returncode == 2:
        return "absent" if b"is not here" in run.stderr else "refused"
    if run.returncode not in (0, 1) or not run.stdout:
        sys.exit(f"{' '.join(command)}: exit status {run.returncode}\n{run.stderr.decode()}")
    return f"{run.returncode}:{hashlib.sha256(run.stdout).hexdigest()[:12]}"


def read_table(path):
    if not path.exists():
        return {}
    rows = (line.split() for line in path.read_text().splitlines() if not line.startswith("#"))
    return {(file, seed): dict(zip(SCHEDULERS, results)) for file, seed, *results in rows}


def write_table(path, table):
    width = max(len(file) for file, _ in table)
    lines = [f"# Made by recorded_hashes.py --update: file, seed, and of {', '.join(SCHEDULERS)}",
             "# the exit status and the beginning of the SHA-256 of the event log."]
    for (file, seed), row in sorted(table.items()):
        results = " ".join(f"{row[scheduler]:14}" for scheduler in SCHEDULERS)
        lines.append(f"{file:{width}} {seed} {results}".rstrip())
    partial = path.with_suffix(".part")
    partial.write_text("\n".join(lines) + "\n")
    os.replace(partial, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("drmsim")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--schedulers", default=",".join(SCHEDULERS))
    parser.add_argument("--update", action="store_true", help="write the table anew")
    parser.add_argument("--table", type=pathlib.Path, default=TABLE)
    options = parser.parse_args()
    schedulers = options.schedulers.split(",")
    paths = options.folder.rglob("*.toml")
    files = sorted(str(path.relative_to(options.folder)) for path in paths)
    cases = [(file, seed, one) for file in files for seed in SEEDS for one in schedulers]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(
            lambda case: result_of(options.drmsim, options.folder, *case), cases))

    absent = {scheduler for (_, _, scheduler), result in zip(cases, results) if result == "absent"}
    found = {}
    for (file, seed, scheduler), result in zip(cases, results):
        if scheduler not in absent:
            found.setdefault((file, seed), {})[scheduler] = result
    for scheduler in sorted(absent):
        print(f"{scheduler} is not here: left out")
    if options.update:
        if absent or set(schedulers) != set(SCHEDULERS):
            sys.exit("the table has all schedulers: build the kernels first")
        write_table(options.table, found)
        print(f"{len(found)} rows written")
        return 0
    return compare(read_table(options.table), found)


def compare(table, found):
    compared = differences = 0
    for (file, seed), row in sorted(found.items()):
        for scheduler, result in row.items():
            compared += 1
            recorded = table.get((file, seed), {}).get(scheduler, "nothing")
            if recorded != result:
                differences += 1
                print(f"{file}, seed {seed}, {scheduler}: {result}; recorded: {recorded}")
    gone = sorted({file for file, _ in table} - {file for file, _ in found})
    for file in gone:
        print(f"{file}: recorded, and not here")
    print(f"{compared} runs, {differences} differ from what is recorded, {len(gone)} files gone")
    return 1 if differences or gone or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
