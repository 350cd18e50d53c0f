#!/usr/bin/env python3
"""bug_table.py DRMSIM README

The table of scenarios/files/bugs/README.md is what `drmsim bugs --table` prints. Columns of kernels
that are not built are left out of the comparison.
"""
import subprocess
import sys


def rows_of(text):
    """The cells of each row of the first table that begins with Entry, File and a release."""
    rows = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if rows and not line.startswith("|"):
            break
        if rows or (cells[:2] == ["Entry", "File"] and cells[2:3] and cells[2][0].isdigit()):
            rows.append(cells)
    return rows


def lines_of(rows, keep, partial):
    """Of a part of the columns. What is mended, or not yet there, depends on the others."""
    absent = ("mended", "not yet") if partial else ()
    return [" | ".join("no" if row[i] in absent else row[i] for i in keep) for row in rows]


def main():
    drmsim, page = sys.argv[1:]
    command = [drmsim, "bugs", "--table", "--seeds", "1", "--schedules", "2000"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit status {run.returncode}\n{run.stderr}")
    printed = rows_of(run.stdout)
    with open(page, encoding="utf-8") as file:
        written = rows_of(file.read())
    missing = {i for row in printed for i, cell in enumerate(row) if cell == "?"}
    if len(missing) == len(printed[0]) - 2:
        print("skipped: none of the kernels is built")
        return
    keep = [i for i in range(len(printed[0])) if i not in missing]
    printed, written = (lines_of(rows, keep, bool(missing)) for rows in (printed, written))
    if printed != written:
        sys.exit("\n".join(["printed:", *printed, "", "written:", *written]))


main()
