#!/usr/bin/env python3
"""The tests of shown_output.py, with a shell script in the place of the command."""

import pathlib
import re
import tempfile
import unittest

from shown_output import Checker, Runner, agrees, blocks_of, updated

STAND_IN = """#!/bin/sh
case "$*" in
run) echo "1 job, 2 resets"
     echo "2.13 ms of virtual time (2.35 k jobs/s), $$ us of wall time ($$ jobs/s), 64 events"
     echo "  put at ring.cpp:1$$ (f)" ;;
many) seq 1 20 ;;
"kernel list") echo "scheduler    release"; echo "kernel:6.12  6.12.1" ;;
esac
"""


class ShownOutputTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        folder = pathlib.Path(self.folder.name)
        (folder / "build/tools").mkdir(parents=True)
        drmsim = folder / "build/tools/drmsim"
        drmsim.write_text(STAND_IN, encoding="utf-8")
        drmsim.chmod(0o755)
        (folder / "run").mkdir()
        self.runner = Runner(drmsim, folder / "run")

    def check(self, text, update=False):
        checker = Checker(self.runner, update)
        return checker, checker.check_document("x.md", text)

    def problems(self, text):
        return self.check(text)[0].problems

    RUN = ("```\n$ drmsim run\n1 job, 2 resets\n2.13 ms of virtual time (2.35 k jobs/s), 9 us of "
           "wall time (1 k jobs/s), 64 events\n  put at ring.cpp:7 (f)\n```\n")

    def test_wall_clock_and_line_numbers_may_differ(self):
        self.assertEqual(self.problems(self.RUN), [])

    def test_anything_else_may_not(self):
        for before, after in (("2 resets", "3 resets"), ("64 events", "65 events"),
                              ("put at", "get at"), ("1 job, 2 resets\n", ""),
                              (" (f)\n", " (f)\nmore\n")):
            problems = self.problems(self.RUN.replace(before, after))
            self.assertEqual(len(problems), 1, (before, after))
            self.assertIn("x.md:2: `drmsim run` prints something else", problems[0])

    @staticmethod
    def without_place(text):
        return re.sub(r"ring\.cpp:[0-9]+", "ring.cpp", text)

    def test_update_keeps_what_is_as_good(self):
        wrong = self.RUN.replace("2 resets", "3 resets")
        checker, text = self.check(wrong, update=True)
        self.assertEqual(checker.problems, [])
        self.assertEqual(self.without_place(text), self.without_place(self.RUN))

    def test_update_brings_the_lines_of_sources_up_to_date(self):
        checker, text = self.check(self.RUN, update=True)
        self.assertEqual(checker.problems, [])
        self.assertRegex(text, r"put at ring\.cpp:1[0-9]+ \(f\)")
        self.assertEqual(self.without_place(text), self.without_place(self.RUN))

    def test_several_commands_and_blank_lines_between(self):
        text = self.RUN.replace("```\n$", "```\n$ true\n\n$ echo a\na\n\n$", 1)
        checker, same = self.check(text)
        self.assertEqual(checker.problems, [])
        self.assertEqual(checker.checked, 3)
        self.assertEqual(same, text)

    def test_a_block_without_a_command_is_an_error(self):
        self.assertIn("begins with `$ COMMAND`", self.problems("```\nhello\n```\n")[0])
        self.assertEqual(self.problems("```text\nhello\n```\n"), [])

    def test_output_hidden_as_something_else_is_an_error(self):
        for line in ("1 ms of virtual time", "hazard leak at 1 ns in x", "FAILED: 1 hazard",
                     "ring   busy  jobs", "      1000  run_job      job=x"):
            for language in ("text", "sh", "console"):
                problems = self.problems(f"```{language}\n{line}\n```\n")
                self.assertEqual(len(problems), 1, line)
                self.assertIn("x.md:2: looks printed", problems[0])

    def test_commands_name_files_that_exist(self):
        problems = self.problems("```sh\ndrmsim run scenarios/files/recovery/hang_replay.toml\n"
                                 "drmsim run scenarios/no_such.toml --seed 2\n```\n")
        self.assertEqual(problems, ["x.md:3: no file scenarios/no_such.toml"])

    def test_a_reason_is_taken(self):
        block = "<!-- not run: it takes a tree -->\n```\n$ drmsim kernel build X\nbuilt\n```\n"
        self.assertEqual(self.problems(block), [])

    def test_what_is_needed_and_not_there_is_skipped_aloud(self):
        block = "<!-- needs kernel:{} -->\n```\n$ drmsim many\n7\n```\n"
        checker, _ = self.check(block.format("7.3"))
        self.assertEqual((len(checker.problems), len(checker.skipped)), (0, 1))
        checker, _ = self.check(block.format("6.12"))
        self.assertEqual((len(checker.problems), len(checker.skipped)), (1, 0))

    def test_three_dots_stand_for_any_number_of_lines(self):
        printed = [str(n) for n in range(1, 8)]
        for shown in ("1 ... 7", "... 3 4 ...", "1 ... 4 ... 6 7", "1 2 3 4 5 6 7 ...", "..."):
            self.assertTrue(agrees(shown.split(), printed), shown)
        for shown in ("1 ... 6", "... 4 3 ...", "2 ... 7", "1 ... 4 6 ... 7", "... 8 ..."):
            self.assertFalse(agrees(shown.split(), printed), shown)
        self.assertFalse(agrees("1 ... 1".split(), ["1"]))

    def test_update_leaves_three_dots_where_they_were(self):
        self.assertEqual(updated(["job a 1", "...", "job z 9"], ["job a 2", "x", "y", "job z 9"]),
                         ["job a 2", "...", "job z 9"])
        self.assertEqual(updated(["a", "b"], ["a", "new", "b"]), ["a", "new", "b"])
        self.assertEqual(updated(["...", "job z 9"], ["1", "2", "job z 8"]), ["...", "job z 8"])

    def test_a_comment_belongs_to_the_block_below_it(self):
        text = "<!-- needs kernel:6.12 -->\n```\n$ a\n```\n```\n$ b\n```\n"
        self.assertEqual([block.comment for block in blocks_of("x.md", text)],
                         ["needs kernel:6.12", ""])


if __name__ == "__main__":
    unittest.main()
