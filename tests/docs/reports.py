#!/usr/bin/env python3
"""reports.py DRMSIM [README]

The table of scenarios/README.md about public reports: each command gives the status and says the
words of its row. Rows about a kernel that is not built are left out.
"""
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HEAD = ["Reported", "`drmsim`", "Status", "It says"]


def rows_of(text):
    """Command, status and words of each row."""
    rows = []
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if inside and not line.startswith("|"):
            break
        if inside and not line.startswith("| ---"):
            rows.append((cells[1].strip("`"), int(cells[2]), cells[3].strip("`")))
        inside = inside or cells == HEAD
    return rows


def complaint(drmsim, row, scratch):
    command, status, words = row
    arguments = command.split() + (["--out", scratch] if command.startswith("explore") else [])
    run = subprocess.run([drmsim, *arguments], cwd=ROOT, capture_output=True, text=True,
                         check=False)
    if run.returncode == 2 and "drmsim kernel build" in run.stderr:
        return None
    said = " ".join(run.stdout.split())
    if run.returncode == status and " ".join(words.split()) in said:
        return None
    return (f"drmsim {command}: expected status {status} and `{words}`; status {run.returncode}:\n"
            f"{run.stdout}{run.stderr}")


def main():
    drmsim = os.path.abspath(sys.argv[1])
    page = sys.argv[2] if len(sys.argv) > 2 else os.path.join(ROOT, "scenarios", "README.md")
    with open(page, encoding="utf-8") as file:
        rows = rows_of(file.read())
    if not rows:
        sys.exit(f"{page}: no table of reports")
    with tempfile.TemporaryDirectory() as scratch:
        found = [text for text in (complaint(drmsim, row, scratch) for row in rows) if text]
    print("\n".join(found) or f"{len(rows)} reports, as the table says")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
