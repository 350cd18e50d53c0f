#!/usr/bin/env python3
"""Checks the source rules: prints file:line: message for each breach, and exits with 1.

    tests/tidy/tidy.py [ROOT]

The rules stand in text_rules.py (every text file), cpp_rules.py (C++) and tree_rules.py (the
tree as a whole). There is no list of exceptions: what breaks a rule is changed, or the rule is.
"""

import sys
from pathlib import Path

import cpp_rules
import text_rules
import tree_rules
from source_tree import Finding, SourceFile, read_tree


def check(files: list[SourceFile]) -> list[Finding]:
    findings = []
    for file in files:
        if file.is_text:
            findings += [found for rule in text_rules.RULES for found in rule(file)]
        if file.is_cpp:
            findings += [found for rule in cpp_rules.RULES for found in rule(file)]
    for rule in tree_rules.RULES:
        findings += rule(files)
    return sorted(findings, key=lambda finding: (finding.path, finding.line, finding.message))


def main() -> int:
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2]
    files = read_tree(root)
    findings = check(files)
    for finding in findings:
        print(finding)
    print(f"{len(files)} files, {len(findings)} breaches of the source rules")
    return 1 if findings or not files else 0


if __name__ == "__main__":
    sys.exit(main())
