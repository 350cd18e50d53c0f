#!/usr/bin/env python3
"""The tests of the source rules: each breach must be reported, and nothing else.

A clean tree is made from strings, one breach at a time is put into it, and the findings are
compared.
"""

import tempfile
import unittest
from pathlib import Path

from cpp_lexer import blank_comments_and_literals, function_bodies
from source_tree import read_tree
from tidy import check
from tree_rules import FOLDERS_WITH_README, INSTALL

READMES = {f"{folder}/README.md".lstrip("/"): "# About\n" for folder in FOLDERS_WITH_README}
INSTALLED = """set(public_folders
    sched/api
    scenarios/format)
drmsim_install_tree("${a}/b" FOLDERS ${public_folders} PATTERNS "*.h"
                    "*.def" EXCLUDE "^scenarios/format/(keys|resolve)/")
install(FILES "${PROJECT_SOURCE_DIR}/tools/cli/run.h"
        DESTINATION "${a}/b/tools/cli")
"""
EXAMPLE = '#include "{}"\n\n#include <vector>\nTEST_CASE(\n    "example: a b") {{}}\n'
CLEAN = READMES | {
    INSTALL: INSTALLED,
    "sched/api/fence.h": "#pragma once\n",
    "scenarios/format/keys/key.h": "#pragma once\n",
    "tools/cli/run.h": "#pragma once\n",
    "tests/sched/api/example_fence.cpp": EXAMPLE.format("sched/api/fence.h"),
    "tests/tools/cli/example_run.cpp": EXAMPLE.format("tools/cli/run.h"),
    "sim/world.h": "// A world.\n#pragma once\nnamespace drmsim::sim {}\n",
    "sim/world.cpp": '#include "sim/world.h"\n\n#include <vector>\n',
    "hw_models/gpu/ring.h": '#pragma once\n#include "sim/world.h"\n',
    "sched/model/job.cpp": '#include "sim/world.h"\n// rand() and a tab in "quotes" are talk\n',
    "tests/sched/model/test_job.cpp": '#include "sched/model/job.h"\n'
                                    '#include "tests/support/x.h"\n',
    "tests/golden/log.txt": "12 run_job\tjob=1   " + "x" * 200 + "\n",
}


def findings_in(tree: dict[str, str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        for path, text in tree.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return [str(finding) for finding in check(read_tree(Path(folder)))]


class TidyTest(unittest.TestCase):
    def assert_one_finding(self, path: str, text: str, line: int, words: str) -> None:
        findings = findings_in(CLEAN | {path: text})
        self.assertEqual(len(findings), 1, findings)
        self.assertTrue(findings[0].startswith(f"{path}:{line}: "), findings)
        self.assertIn(words, findings[0])

    def assert_banned(self, path: str, code: str, words: str) -> None:
        with self.subTest(code):
            self.assert_one_finding(path, f"// x\n{code}\n", 2, words)

    def assert_allowed(self, path: str, code: str) -> None:
        with self.subTest(code):
            self.assertEqual(findings_in(CLEAN | {path: code + "\n"}), [])

    def test_a_clean_tree_has_no_findings(self):
        self.assertEqual(findings_in(CLEAN), [])

    def test_layout(self):
        self.assert_one_finding("sim/a.cpp", "\n// " + "x" * 98 + "\n", 2, "101 columns")
        self.assert_one_finding("sim/a.cpp", "int a;\n\tint b;\n", 2, "tab")
        self.assert_one_finding("cmake/a.cmake", "set(a) \n", 1, "space at the end")
        self.assert_one_finding("tools/a", "#!/bin/sh\nls", 2, "no newline")

    def test_long_lines_that_cannot_be_broken_are_allowed(self):
        self.assert_allowed("docs.md", "# a\n| " + "x" * 120 + " |")
        self.assert_allowed("docs.md", "# a\nhttps://example.org/" + "x" * 120)

    def test_unfinished_work(self):
        self.assert_one_finding("sim/a.cpp", "int a;  // TO" "DO: more\n", 1, "finish it")
        self.assert_one_finding("tools/a.sh", "# FIX" "ME\n", 1, "finish it")

    def test_paths_of_one_machine(self):
        for path in ("/ho" "me/me/x", "/wo" "rk/x", "/ro" "ot/x", "/tm" "p/build-x"):
            with self.subTest(path):
                self.assert_one_finding("docs.md", f"# a\nsee {path}\n", 2, "one machine")
        self.assert_allowed("docs.md", "# a\n$HOME/wo" "rk/x and a/ho" "me/x")

    def test_markdown_titles(self):
        self.assert_one_finding("docs.md", "# a\n\n# b\n", 3, "second")
        self.assert_one_finding("docs.md", "## a\n", 1, "no '# ' title")
        self.assert_allowed("docs.md", "# a\n```sh\n# a comment\n```")

    def test_file_size(self):
        self.assert_one_finding("sim/a.cpp", "int a;\n" * 401, 401, "401 lines")
        self.assert_allowed("sim/a.cpp", "int a;\n" * 399)

    def test_function_size(self):
        body = "  int a;\n" * 69
        self.assert_one_finding("sim/a.cpp", f"namespace x {{\nvoid f() {{\n{body}}}\n}}\n", 2,
                                "a function of 71 lines")
        self.assert_allowed("sim/a.cpp", f"class A {{\n{'  int a();' * 3}\n{body * 2}}};")
        self.assert_allowed("sim/a.cpp", "const int k[] = {\n" + "  f(),\n" * 90 + "};")

    def test_calls_banned_everywhere(self):
        self.assert_banned("tests/sim/a.cpp", "std::uniform_int_distribution<int> d;", "Boost")
        self.assert_banned("tools/a.cpp", "int a = rand();", "sim::Rng")
        self.assert_banned("sim/a.cpp", "std::srand(1);", "sim::Rng")
        self.assert_banned("sched/a.cpp", "std::random_device device;", "seeded by the run")
        self.assert_banned("tests/sim/a.cpp", "sleep_for(std::chrono::seconds(1));", "virtual")
        self.assert_banned("sim/a.cpp", "assert(a == 1);", "DRMSIM_ASSERT")
        self.assert_allowed("sim/a.cpp", "boost::random::uniform_int_distribution<int> d;")
        self.assert_allowed("sim/a.cpp", "static_assert(true); DRMSIM_ASSERT(a, b); log.rand();")

    def test_calls_banned_in_the_model(self):
        self.assert_banned("sim/a.cpp", "auto t = std::chrono::steady_clock::now();", "World::now")
        self.assert_banned("sim/a.cpp", "auto t = std::chrono::system_clock::now();", "World::now")
        self.assert_banned("hw_models/a.cpp", "std::chrono::high_resolution_clock c;", "wall clock")
        self.assert_banned("sched/a.cpp", "auto t = time(nullptr);", "wall clock")
        self.assert_banned("scenarios/a.cpp", 'std::printf("x");', "stdout")
        self.assert_banned("scenarios/a.cpp", "std::cout << 1;", "stdout")
        self.assert_banned("scenarios/a.cpp", 'fmt::print("x");', "stdout")
        self.assert_banned("sched/a.cpp", "std::unordered_map<int, int> m;", "not repeatable")
        self.assert_banned("sched/a.cpp", "std::map<const Job*, int> m;", "address")
        self.assert_banned("hw_models/a.cpp", "event_.notify(delay);", "ScTimedEvent")
        self.assert_banned("hw_models/a.cpp", "next_trigger(delay);", "ScTimedEvent")

    def test_what_only_looks_like_a_banned_call_is_allowed(self):
        for code in ('std::fprintf(stderr, "x");', "int time(int); run_time(0);", "job.time(0);",
                     "std::map<int, Job*> m;", "// std::cout << rand()", 'f("printf(x)");'):
            self.assert_allowed("sched/a.cpp", code)
        self.assert_allowed("hw_models/a.cpp", "event_.notify(sc_core::SC_ZERO_TIME);")
        self.assert_allowed("tools/a.cpp", "auto t = std::chrono::steady_clock::now();")

    def test_includes_that_point_upwards_or_sideways(self):
        for path, included in (("sim/a.cpp", "hw_models/gpu/ring.h"),
                               ("sim/a.cpp", "sched/model/job.h"),
                               ("hw_models/a.cpp", "sched/model/job.h"),
                               ("sched/a.cpp", "hw_models/gpu/ring.h"),
                               ("sched/a.cpp", "scenarios/builder.h"),
                               ("scenarios/a.cpp", "tools/cli/table.h"),
                               ("scenarios/a.cpp", "tests/support/x.h"),
                               ("tests/sim/a.cpp", "sched/model/job.h")):
            self.assert_banned(path, f'#include "{included}"', "dependencies point down")
        self.assert_allowed("tests/bench/a.cpp", '#include "tools/cli/x.h"')

    def test_includes_that_bypass_the_seam(self):
        for included in ("sched/model/job.h", "sched/model/model_api.h"):
            self.assert_banned("scenarios/a.cpp", f'#include "{included}"', "belongs to the model")
        self.assert_allowed("scenarios/a.cpp", '#include "sched/api/drm_api.h"')
        self.assert_allowed("scenarios/a.cpp", '#include "sched/model/release.h"')
        self.assert_allowed("tests/scenarios/a.cpp", '#include "sched/model/model_api.h"')

    def test_includes_that_are_not_from_the_root(self):
        self.assert_banned("sim/a.cpp", '#include "world.h"', "from the root")
        self.assert_banned("sim/a.cpp", '#include "../sched/job.h"', "from the root")

    def test_titles_that_ctest_cannot_run(self):
        for character in (";", "[", "*", '\\"'):
            code = f'TEST_CASE("a{character} b", "[c]") {{}}'
            self.assert_banned("tests/sim/a.cpp", code, "title")
        self.assert_allowed("tests/sim/a.cpp", 'TEST_CASE("a, b: c (d)", "[e]") { f("[;]"); }')

    def test_headers_are_guarded(self):
        self.assert_one_finding("sim/a.h", "int a;\n", 1, "#pragma once")

    def test_file_names_are_unique(self):
        self.assert_one_finding("tools/cli/world.h", "#pragma once\n", 1, "taken by sim/world.h")
        self.assert_allowed("sim/other/README.md", "# other")

    def test_folders_have_a_readme(self):
        tree = {path: text for path, text in CLEAN.items() if path != "sched/README.md"}
        self.assertEqual(len(findings_in(tree)), 1)
        self.assertIn("sched/README.md:1: missing", findings_in(tree)[0])

    def test_headers_that_are_installed_have_examples(self):
        header = "sched/api/deep/job.h"
        example = "tests/sched/api/deep/example_job.cpp"
        self.assert_one_finding(header, "#pragma once\n", 1, f"no example: write {example}")
        with_header = CLEAN | {header: "#pragma once\n"}
        for text, words in (('#include "sched/api/fence.h"\n' + EXAMPLE.format(header), "first"),
                            (EXAMPLE.format(header).replace("example: ", ""), "title")):
            findings = findings_in(with_header | {example: text})
            self.assertEqual(len(findings), 1, findings)
            self.assertIn(words, findings[0])
        self.assertEqual(findings_in(with_header | {example: EXAMPLE.format(header)}), [])
        self.assert_one_finding(example, EXAMPLE.format(header), 1, "of no header")
        of_run = "tests/tools/cli/example_run.cpp"
        tree = {path: text for path, text in CLEAN.items() if path != of_run}
        self.assertEqual(findings_in(tree), [f"tools/cli/run.h:1: no example: write {of_run}"])

    def test_a_list_of_headers_that_cannot_be_read_is_a_finding(self):
        for text in ("", INSTALLED.replace("public_folders", "folders"),
                     INSTALLED.replace("EXCLUDE", ""), INSTALLED.replace("run.h", "run.txt")):
            with self.subTest(text):
                findings = findings_in(CLEAN | {INSTALL: text})
                self.assertTrue(any("no public headers" in one for one in findings), findings)

    def test_an_empty_tree_is_not_clean(self):
        self.assertNotEqual(findings_in({}), [])


class LexerTest(unittest.TestCase):
    def test_comments_and_literals_are_blanked_in_place(self):
        text = 'a = "x{"; // b\nc = \'"\'; /* d\n e */ f = R"(g\n")"; n = 1\'000;\n'
        expected = "a = \"  \";     \nc = ' ';     \n      f =     \n   ; n = 1'000;\n"
        self.assertEqual(blank_comments_and_literals(text), expected)

    def test_functions_are_found_in_classes_templates_and_test_cases(self):
        code = ("template <class T>\nstruct A {\n  A() : a{1} {\n  }\n  int b = 0;\n};\n"
                "TEST_CASE(  ) {\n  if (a) {\n  }\n}\n")
        self.assertEqual(list(function_bodies(code)), [(3, 3), (3, 4), (7, 10)])


if __name__ == "__main__":
    unittest.main()
