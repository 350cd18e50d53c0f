#!/usr/bin/env python3
"""--trace-dat, read by trace-cmd, against --ftrace and against the log of the same run.

test_trace_dat.py DRMSIM [FOLDER]: the program, and where the scenario files are.

Every event that the text has is read back, in the same order, with the same time, task, processor
and words. Pushes, starts and ends of the log are there once each, at their moments: equal times are
made distinct, so that an event comes later by at most the number of events before it in the same
instant.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

JOBS_600 = """
name = "six_hundred"
[[ring]]
name = "gfx"
[[ring]]
name = "dma"
[[client]]
name = "game"
cycles = 200
synchronous = false
in_flight = 4
step = [
  { name = "upload", rings = "dma", duration = "20us" },
  { name = "draw", rings = "gfx", duration = "80us" },
]
[[client]]
name = "a_name_that_is_longer_than_comm"
rings = "gfx"
duration = "1us"
period = "200ms"   # more than a delta of the ring buffer holds
cycles = 200
"""

LINE = re.compile(r"\s*(?P<comm>.*)-(?P<pid>\d+)\s+\[(?P<cpu>\d+)\](?: (?:[.dhs]{5}))?\s+"
                  r"(?P<time>\d+\.\d{9}): (?P<event>\w+):\s+(?P<text>.*)")
POINTER = re.compile(r"=(?:0x)?(ffff[0-9a-f]{12})\b")


class Failures:
    def __init__(self):
        self.count = 0

    def check(self, holds, what):
        if not holds:
            self.count += 1
            print(f"FAILED: {what}")


def lines_of(text):
    """(ns, comm, pid, cpu, event, text) for each line of tracefs or of trace-cmd report -t."""
    found = []
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        if match is None:
            if not line.startswith(("#", "cpus=")):
                sys.exit(f"not a line of a trace: {line}")
            continue
        words = POINTER.sub(r"=\1", match["text"].rstrip())
        found.append((int(match["time"].replace(".", "")), match["comm"], int(match["pid"]),
                      int(match["cpu"]), match["event"], words))
    return found


def log_of(text):
    for line in text.splitlines():
        time, event, *fields = line.split()
        yield int(time), event, dict(field.split("=", 1) for field in fields)


def run(command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def by_log(events, format_6_12):
    """What the log says of queue, run and done: lists of (ns, fence)."""
    fences, ran = {}, set()
    expected = {"queue": [], "run": [], "done": []}
    for time, event, field in events:
        job = field.get("job")
        if event == "push":
            fences[job] = f"{field['fence_context']}:{field['fence_seqno']}"
            expected["queue"].append((time, fences[job]))
        elif event == "run_job" and job not in ran:
            ran.add(job)
            expected["run"].append((time, fences[job]))
        elif event == "finished" and job in ran:
            expected["done"].append((time, fences[job]))
    if format_6_12:  # its events have no numbers of fences
        return {what: [(time, None) for time, _ in those] for what, those in expected.items()}
    return expected


NAMES = {
    "6.17": {"queue": "drm_sched_job_queue", "run": "drm_sched_job_run",
             "done": "drm_sched_job_done"},
    "6.12": {"queue": "drm_sched_job", "run": "drm_run_job", "done": "drm_sched_process_job"},
}


def of_trace(lines, name):
    fence = re.compile(r"fence=(\d+:\d+)")
    for time, _, _, _, event, text in lines:
        if event == name:
            match = fence.search(text)
            yield time, match[1] if match else None


def check_run(drmsim, scenario, trace_format, jobs, failures):
    label = f"{os.path.basename(scenario)} {trace_format}"
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: os.path.join(folder, name) for name in ("text", "dat", "log")}
        run([drmsim, "run", scenario, "--ftrace", paths["text"], "--trace-dat", paths["dat"],
             "--trace-format", trace_format, "--events", paths["log"]])
        report = run(["trace-cmd", "report", "-t", "-i", paths["dat"]])
        check = subprocess.run(["trace-cmd", "report", "--ts-check", "-i", paths["dat"]],
                               capture_output=True, text=True)
        formats = subprocess.run(["trace-cmd", "report", "--check-events", "-i", paths["dat"]],
                                 capture_output=True, text=True)
        with open(paths["text"], encoding="utf-8") as file:
            text = lines_of(file.read())
        with open(paths["log"], encoding="utf-8") as file:
            log = list(log_of(file.read()))
    read = lines_of(report)
    failures.check(len(text) > len(log) * 0.9, f"{label}: the text has the run's events")
    failures.check(len(read) == len(text),
                   f"{label}: trace-cmd reads {len(read)} events of {len(text)}")
    for ours, theirs in zip(text, read):
        if ours != theirs:
            failures.check(False, f"{label}: {ours} is read as {theirs}")
            break
    times = [line[0] for line in read]
    failures.check(all(a < b for a, b in zip(times, times[1:])), f"{label}: times ascend")
    failures.check("goes backwards" not in check.stdout + check.stderr, f"{label}: --ts-check")
    failures.check(formats.returncode == 0 and not formats.stderr,
                   f"{label}: --check-events: {formats.stderr}")
    expected = by_log(log, trace_format == "6.12")
    latest = max(sum(1 for line in text if line[0] // 1000 == time // 1000)
                 for time in {time for time, _, _ in log})
    for what, name in NAMES[trace_format].items():
        found = list(of_trace(read, name))
        failures.check(len(found) == len(expected[what]) and len(found) > 0,
                       f"{label}: {len(found)} {name}, {len(expected[what])} in the log")
        for (time, fence), (log_time, log_fence) in zip(found, expected[what]):
            if fence != log_fence or not log_time <= time <= log_time + latest:
                failures.check(False, f"{label}: {name} {fence} at {time}, in the log {log_fence} "
                                      f"at {log_time}")
                break
    failures.check(len(expected["queue"]) == jobs,
                   f"{label}: {jobs} jobs, was {len(expected['queue'])}")
    print(f"{label}: {len(read)} events, {len(expected['queue'])} jobs")


def main():
    if shutil.which("trace-cmd") is None:
        print("skipped: trace-cmd is not installed")
        return 0
    drmsim, files = sys.argv[1:3]
    failures = Failures()
    with tempfile.TemporaryDirectory() as folder:
        many = os.path.join(folder, "six_hundred.toml")
        with open(many, "w", encoding="utf-8") as file:
            file.write(JOBS_600)
        for trace_format in NAMES:
            check_run(drmsim, os.path.join(files, "recovery/hang_replay.toml"), trace_format, 5,
                      failures)
            check_run(drmsim, many, trace_format, 600, failures)
    return 1 if failures.count else 0


if __name__ == "__main__":
    sys.exit(main())
