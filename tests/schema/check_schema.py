#!/usr/bin/env python3
"""check_schema.py DRMSIM ROOT: the JSON Schema and the reader agree.

Every scenario file of ours is one to the schema. Of files that are spoilt in one place (a key
misspelt, a value of another type, a number out of range) the schema refuses those that the reader
refuses, and no other.
"""

import copy
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib

import jsonschema

# Names of other tables: whether they exist is for the reader alone.
BY_NAME = {"finished", "ring", "engine", "client"}
OUT_OF_RANGE = 2**62


def toml_value(value) -> str:
    """A value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, list):
        return "[" + ", ".join(toml_value(item) for item in value) + "]"
    if isinstance(value, dict):
        members = (f"{json.dumps(key)} = {toml_value(item)}" for key, item in value.items())
        return "{ " + ", ".join(members) + " }"
    return str(value)


def toml_text(table: dict) -> str:
    return "".join(f"{json.dumps(key)} = {toml_value(value)}\n" for key, value in table.items())


def tables_in(value, path=()):
    """(path, table) of each table in a document, the document itself first."""
    if isinstance(value, dict):
        yield path, value
        for key, item in value.items():
            yield from tables_in(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from tables_in(item, (*path, number))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def is_by_name(path) -> bool:
    return len(path) == 2 and path[0] in ("expect", "always") and path[1] in BY_NAME


def spoilt(document: dict):
    """(what was done, the document with it) of each mistake that can be made in one place."""
    for path, table in tables_in(document):
        for key, value in table.items():
            where = ".".join(map(str, (*path, key)))
            if is_by_name(path):
                continue
            misspelt = copy.deepcopy(document)
            at(misspelt, path)[key + "x"] = at(misspelt, path).pop(key)
            yield f"{where} misspelt", misspelt
            values = [datetime.date(1979, 5, 27)]
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                values += [-1, "1"] + ([OUT_OF_RANGE] if key != "seed" else [])
            elif not isinstance(value, dict):
                values += [True if not isinstance(value, bool) else "true"]
            for other in values:
                changed = copy.deepcopy(document)
                at(changed, path)[key] = other
                yield f"{where} = {other}", changed


def refused_by_reader(drmsim: str, documents: list[dict]) -> list[bool]:
    """Whether `drmsim lint` finds a mistake in each."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for number, document in enumerate(documents):
            path = pathlib.Path(folder) / f"{number}.toml"
            path.write_text(toml_text(document))
            names.append(str(path))
        run = subprocess.run([drmsim, "lint", *names], capture_output=True, text=True)
    said = run.stdout.splitlines()
    if len(said) != len(names):
        sys.exit(f"drmsim lint says {len(said)} lines of {len(names)} files:\n{run.stderr[:2000]}")
    return [not line.startswith(f"{name}: ok") for name, line in zip(names, said)]


def check_files(validator, files: list[pathlib.Path], root: pathlib.Path) -> list[str]:
    wrong = []
    for file in files:
        for error in validator.iter_errors(tomllib.loads(file.read_text())):
            wrong.append(f"{file.relative_to(root)}: {error.json_path}: {error.message[:200]}")
    return wrong


def check_mistakes(validator, drmsim: str, file: pathlib.Path) -> tuple[int, list[str]]:
    document = tomllib.loads(file.read_text())
    mistakes = list(spoilt(document))
    refused = refused_by_reader(drmsim, [document] + [changed for _, changed in mistakes])
    if refused[0]:
        return 0, []  # needs a kernel, or a file beside it
    wrong = []
    for (what, changed), by_reader in zip(mistakes, refused[1:]):
        by_schema = not validator.is_valid(changed)
        if by_schema != by_reader:
            who = "the schema" if by_schema else "the reader"
            wrong.append(f"{file.name}: {what}: only {who} refuses it")
    return len(mistakes), wrong


def main() -> int:
    drmsim, root = sys.argv[1], pathlib.Path(sys.argv[2])
    printed = subprocess.run([drmsim, "schema"], capture_output=True, text=True, check=True).stdout
    schema = json.loads(printed)
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)

    files = sorted((root / "scenarios" / "files").rglob("*.toml"))
    files.append(root / "tests/fuzz/corpus_toml/maximal.toml")
    wrong = check_files(validator, files, root)
    tried = 0
    for file in files[::6]:
        count, found = check_mistakes(validator, drmsim, file)
        tried += count
        wrong += found
    for line in wrong[:40]:
        print(line)
    print(f"{len(files)} files, {tried} mistakes tried, {len(wrong)} wrong")
    return 1 if wrong or len(files) < 100 or tried < 1000 else 0


if __name__ == "__main__":
    sys.exit(main())
