#!/usr/bin/env python3
"""strategies_table.py DRMSIM README [--update]

The table of scenarios/files/bugs/README.md that says how many schedules each strategy takes to the
small windows: the median over 20 seeds, and the worst, as `drmsim bugs` finds them. Fails where the
page says otherwise; --update writes what is so.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SEEDS = 20
ROW = re.compile(r"^\| (\S+) \| `(\w+)` \| (.*) \|$")
HEADER = "| Entry | File | random | pct | delay | exhaustive |"


def cell(drmsim, bug_file, strategy):
    seeds = [] if strategy == "exhaustive" else ["--seeds", str(SEEDS)]
    with tempfile.NamedTemporaryFile() as out:
        subprocess.run([drmsim, "bugs", str(bug_file), "--strategy", strategy, "--schedules",
                        "10000", *seeds, "--json", out.name], capture_output=True, check=False)
        [bug] = json.loads(pathlib.Path(out.name).read_text())["bugs"]
    found = bug["schedules"]
    if not found:
        return "none"
    if bug["missed"]:
        return f"{len(found)} of {len(found) + bug['missed']}"
    median = f"{found[len(found) // 2]:,}"
    return median if strategy == "exhaustive" else f"{median} ({found[-1]:,})"


def main():
    drmsim, page = sys.argv[1:3]
    page = pathlib.Path(page)
    lines = page.read_text().split("\n")
    begin = lines.index(HEADER) + 2
    strategies = [word.strip() for word in HEADER.strip("|").split("|")][2:]
    wrong = 0
    for number in range(begin, len(lines)):
        row = ROW.match(lines[number])
        if not row:
            break
        file = page.parent / f"{row[2]}.toml"
        cells = " | ".join(cell(drmsim, file, strategy) for strategy in strategies)
        line = f"| {row[1]} | `{row[2]}` | {cells} |"
        if line != lines[number]:
            print(f"{page}:{number + 1}: shown   {lines[number]}\n{' ' * 12}printed {line}")
            lines[number] = line
            wrong += 1
    if "--update" in sys.argv:
        page.write_text("\n".join(lines))
    elif wrong:
        sys.exit(1)


main()
