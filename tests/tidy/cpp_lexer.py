"""Just enough C++ to tell code from comments and literals, and to find where functions end."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      (?P<raw>\b(?:u8|[uUL])?R"(?P<delimiter>[^()\\\s]{0,16})\(.*?\)(?P=delimiter)")
    | (?P<line_comment>//(?:\\\n|[^\n])*)
    | (?P<block_comment>/\*.*?\*/)
    | (?P<string>"(?:\\.|[^"\\\n])*")
    | (?P<char>(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+')
    """,
    re.VERBOSE | re.DOTALL,
)
_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[^\n]*", re.MULTILINE)
_NOT_NEWLINE = re.compile(r"[^\n]")


def blank_comments_and_literals(text: str) -> str:
    """Spaces instead of comments and of what stands in quotes; #include lines keep theirs."""
    includes = [match.span() for match in _INCLUDE.finditer(text)]

    def blank(match: re.Match) -> str:
        if match.lastgroup in ("string", "char"):
            if any(start <= match.start() < end for start, end in includes):
                return match.group()
            return match.group()[0] + " " * (len(match.group()) - 2) + match.group()[-1]
        return _NOT_NEWLINE.sub(" ", match.group())

    return _TOKEN.sub(blank, text)


_SCOPE = re.compile(r"^(inline\s+)?(namespace|class|struct|union|enum|extern)\b")
_TEMPLATE = re.compile(r"^template\s*<[^{};]*?>\s*(?=[A-Za-z_\[])")
_PREPROCESSOR = re.compile(r"^[ \t]*#(?:\\\n|[^\n])*", re.MULTILINE)


def _opens_function(head: str, after_body: bool) -> bool:
    """Is `head`, the text between the last ; { or } and a {, the head of a function?

    The body of a constructor may follow a member initialiser in braces, which looks like a body.
    """
    head = _TEMPLATE.sub("", head.strip())
    if after_body and (head == "" or head.startswith(",")):
        return True
    if ")" not in head or head.endswith("="):
        return False
    return not _SCOPE.match(head)


def function_bodies(code: str) -> Iterator[tuple[int, int]]:
    """First and last line of every function body in `code` (comments and literals blanked).

    A heuristic by braces: a body that is not inside another one and whose head has parentheses.
    """
    code = _PREPROCESSOR.sub(lambda match: _NOT_NEWLINE.sub(" ", match.group()), code)
    depth = 0
    body_depth = None  # depth of the brace that opened the function that we are in
    body_start = head_start = 0
    after_body = False
    line = 1
    for position, character in enumerate(code):
        if character == "\n":
            line += 1
        elif character == "{":
            if body_depth is None and _opens_function(
                code[head_start:position], after_body
            ):
                body_depth, body_start = depth, line
            depth += 1
            head_start = position + 1
            after_body = False
        elif character == "}":
            depth -= 1
            after_body = body_depth == depth
            if after_body:
                yield body_start, line
                body_depth = None
            head_start = position + 1
        elif character == ";":
            head_start = position + 1
            after_body = False
