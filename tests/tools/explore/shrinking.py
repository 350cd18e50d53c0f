#!/usr/bin/env python3
"""shrinking.py DRMSIM [--strategy S]

How far failures are shrunk: explores every bug of the corpus until it shows, and prints by how many
choices the failing run differed from the plain one, how many of these the replay file keeps, and
the median share: of all, and of those that the plain run does not show. Fails if that is above a
quarter, or if a replay does not fail the same way.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

BUGS = pathlib.Path(__file__).resolve().parents[3] / "scenarios" / "files" / "bugs"
AT_MOST = 0.25


def failure_of(drmsim, file, strategy, out):
    """The first failure that needed a choice; None if the plain run fails, or nothing was found."""
    run = subprocess.run([drmsim, "explore", str(file), "--strategy", strategy, "--out", out,
                          "--json", "-"], capture_output=True, text=True, check=False)
    if run.returncode != 1:
        return None
    failure = json.loads(run.stdout)["failures"][0]
    return failure if failure["deviations_found"] else None


def replays(drmsim, file):
    run = subprocess.run([drmsim, "replay", file], capture_output=True, text=True, check=False)
    return run.returncode == 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2])
    parser.add_argument("drmsim")
    parser.add_argument("--strategy", default="pct")
    arguments = parser.parse_args()
    shares, broken = [], 0
    with tempfile.TemporaryDirectory() as out:
        for file in sorted(BUGS.glob("*.toml")):
            if "\n[bug]" not in file.read_text():
                continue
            failure = failure_of(arguments.drmsim, file, arguments.strategy, out)
            if failure is None:
                continue
            found, kept = failure["deviations_found"], len(failure["deviations"])
            shares.append(kept / found)
            same = replays(arguments.drmsim, failure["replay"])
            broken += not same
            print(f"{file.stem:34} found with {found:4} kept {kept:4} {kept / found:6.1%}"
                  f"{'' if same else '  DOES NOT REPLAY'}", flush=True)
    if not shares:
        sys.exit("no bug was found")
    needed = [share for share in shares if share > 0]
    median = statistics.median(needed)
    print(f"{len(shares)} failures, median share {statistics.median(shares):.1%}; {len(needed)} "
          f"need a choice, median share {median:.1%}; {broken} do not replay")
    sys.exit(median > AT_MOST or broken > 0)


main()
