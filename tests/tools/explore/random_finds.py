#!/usr/bin/env python3
"""random_finds.py DRMSIM [--scenarios N] [--schedules N] [--seed S] [--jobs N]

Does `drmsim explore --random` find defects that nobody told it of? Six historic ones are switched
on one at a time in random scenarios without a mistake; at least five must be found, and without any
of them nothing may be. Prints what was found of each, and in how many scenarios.
"""
import argparse
import json
import subprocess
import sys
import tempfile

DEFECTS = {name: name for name in ("A1", "B8", "C4", "E1", "F1")}
DEFECTS["B1"] = "unserialised_timeouts"
AT_LEAST = 5


def findings(arguments, switch, out):
    """What is new with that switch; None: without any."""
    command = [arguments.drmsim, "explore", "--random", str(arguments.scenarios), "--seed",
               str(arguments.seed), "--schedules", str(arguments.schedules), "--jobs",
               str(arguments.jobs), "--small", "0", "--out", out, "--json", "-"]
    command += ["--on", switch] if switch else []
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode > 1:
        sys.exit(f"{' '.join(command)}: exit status {run.returncode}\n{run.stderr}")
    return [finding for finding in json.loads(run.stdout)["findings"] if not finding["known"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("drmsim")
    parser.add_argument("--scenarios", type=int, default=100)
    parser.add_argument("--schedules", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    found = 0
    with tempfile.TemporaryDirectory() as out:
        without = findings(arguments, None, out)
        for entry, switch in DEFECTS.items():
            new = findings(arguments, switch, out)
            found += bool(new)
            print(f"{entry} {'found' if new else 'missed'}", flush=True)
            for finding in new:
                print(f"   {finding['scenarios']:4} scenarios {finding['schedules']:6} schedules  "
                      f"{finding['identity']}", flush=True)
    for finding in without:
        print(f"without any defect: {finding['identity']}, seed {finding['seed']}")
    print(f"{found} of {len(DEFECTS)} found")
    sys.exit(found < AT_LEAST or bool(without))


main()
