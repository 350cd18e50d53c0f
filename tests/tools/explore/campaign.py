#!/usr/bin/env python3
"""campaign.py DRMSIM [--recovery N] [--timing N] [--schedulers model,kernel:6.12,kernel:7.3]

A million schedules of what is clean: every scenario of scenarios/files/timing and
scenarios/files/recovery that expects no hazard, with every strategy on every scheduler. A failure
is a false report, or a bug that nobody knew, unless scenarios/files/known_failures.txt has it:
those are counted. The campaign ends with exit status 1 then, and prints the command that shows it.
An exhaustive search that comes to its end counts what it ran.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

STRATEGIES = ("random", "pct", "delay", "exhaustive")
SCENARIOS = pathlib.Path(__file__).resolve().parents[3] / "scenarios" / "files"


def clean_files(folder):
    files = sorted((SCENARIOS / folder).glob("*.toml"))
    return [file for file in files if "\nhazards" not in file.read_text()]


def explore(drmsim, file, strategy, scheduler, schedules, out, known):
    """The number of schedules, and of failures; adds those that are known."""
    command = [drmsim, "explore", str(file), "--strategy", strategy, "--scheduler", scheduler,
               "--schedules", str(schedules), "--known", str(SCENARIOS / "known_failures.txt")]
    run = subprocess.run(command + ["--keep-going", "--out", out, "--json", "-"],
                         capture_output=True, text=True, check=False)
    if run.returncode > 1:
        sys.exit(f"{' '.join(command)}: exit status {run.returncode}\n{run.stderr}")
    result = json.loads(run.stdout)
    if run.returncode == 1:
        print(f"FAILED: {' '.join(command)}", flush=True)
    for failure in result["known"]:
        known[f"{failure['entry']}: {failure['identity']}"] += failure["times"]
    return result["schedules"], len(result["failures"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("drmsim")
    parser.add_argument("--recovery", type=int, default=3800, help="schedules of each, at most")
    parser.add_argument("--timing", type=int, default=600, help="schedules of each, at most")
    parser.add_argument("--schedulers", default="model,kernel:6.12,kernel:7.3")
    arguments = parser.parse_args()
    limits = {"timing": arguments.timing, "recovery": arguments.recovery}
    total = failed = 0
    known = collections.Counter()
    with tempfile.TemporaryDirectory() as out:
        for scheduler in arguments.schedulers.split(","):
            for strategy in STRATEGIES:
                for folder, limit in limits.items():
                    files = clean_files(folder)
                    results = [explore(arguments.drmsim, file, strategy, scheduler, limit, out,
                                       known) for file in files]
                    schedules, failures = map(sum, zip(*results))
                    print(f"{scheduler:11} {strategy:11} {folder:9} {len(files):3} scenarios "
                          f"{schedules:9,} schedules {failures} failures", flush=True)
                    total += schedules
                    failed += failures
    for what, times in known.most_common():
        print(f"known {what}, in {times:,} schedules")
    print(f"{total:,} schedules, {failed} failures")
    sys.exit(failed > 0)


main()
