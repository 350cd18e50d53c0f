#!/usr/bin/env python3
"""campaign.py DRMSIM [--recovery N] [--timing N] [--schedulers model,kernel]

A million schedules of what is clean: every scenario of scenarios/timing and scenarios/recovery that
expects no hazard, with every strategy on every scheduler. Any hazard is a false report, or a bug
that nobody knew; the campaign ends with exit status 1 and prints the command that shows it.
An exhaustive search that comes to its end counts what it ran.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

STRATEGIES = ("random", "pct", "delay", "exhaustive")
SCENARIOS = pathlib.Path(__file__).resolve().parents[2] / "scenarios"


def clean_files(folder):
    files = sorted((SCENARIOS / folder).glob("*.toml"))
    return [file for file in files if "\nhazards" not in file.read_text()]


def explore(drmsim, file, strategy, scheduler, schedules, out):
    """The number of schedules, and the failures."""
    command = [drmsim, "explore", str(file), "--strategy", strategy, "--scheduler", scheduler,
               "--schedules", str(schedules)]
    run = subprocess.run(command + ["--keep-going", "--out", out, "--json", "-"],
                         capture_output=True, text=True, check=False)
    if run.returncode > 1:
        sys.exit(f"{' '.join(command)}: exit status {run.returncode}\n{run.stderr}")
    result = json.loads(run.stdout)
    if run.returncode == 1:
        print(f"FAILED: {' '.join(command)}", flush=True)
    return result["schedules"], len(result["failures"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("drmsim")
    parser.add_argument("--recovery", type=int, default=3800, help="schedules of each, at most")
    parser.add_argument("--timing", type=int, default=600, help="schedules of each, at most")
    parser.add_argument("--schedulers", default="model,kernel")
    arguments = parser.parse_args()
    limits = {"timing": arguments.timing, "recovery": arguments.recovery}
    total = failed = 0
    with tempfile.TemporaryDirectory() as out:
        for scheduler in arguments.schedulers.split(","):
            for strategy in STRATEGIES:
                for folder, limit in limits.items():
                    files = clean_files(folder)
                    results = [explore(arguments.drmsim, file, strategy, scheduler, limit, out)
                               for file in files]
                    schedules, failures = map(sum, zip(*results))
                    print(f"{scheduler:8} {strategy:11} {folder:9} {len(files):3} scenarios "
                          f"{schedules:9,} schedules {failures} failures", flush=True)
                    total += schedules
                    failed += failures
    print(f"{total:,} schedules, {failed} failures")
    sys.exit(failed > 0)


main()
