"""Code blocks: fenced where a flavour leaves the code as it is, otherwise HTML."""

import re

from wpmigrate.content.nodes import CodeBlock
from wpmigrate.render.entities import pre
from wpmigrate.render.escape import fence
from wpmigrate.render.writing import Writing

_INFO = re.compile(r"[\s`~]+")
_INFO_ELSEWHERE = re.compile(r"[^\w#.+-]+")
_CHANGED = {
    "kramdown": re.compile(r"\A\s*\Z|^[^\S\n]+$", re.MULTILINE),
    # tabs, white space alone on its line, and what its highlighter strips or takes for the name of a language
    "python-markdown": re.compile(r"\t|^[ ]+$|\A\n|\n\Z|\A\Z|\A(?:#!|::)|[\x02\x03]", re.MULTILINE),
}
_CHANGED_BELOW = re.compile(r"[^\S\n]$|\A\s|<[!?]|</(?![A-Za-z])", re.MULTILINE)
"""White space at the ends of lines, and what old versions take for HTML although it is code."""


def write_code(node: CodeBlock, writing: Writing) -> str:
    """Write a code block."""
    flavour = writing.dialect.flavour
    if flavour == "commonmark":
        return writing.dialect.escape(_fenced(node.text, _INFO.sub("-", node.info.strip())), "code")
    info = _INFO_ELSEWHERE.sub("-", node.info.strip())
    if _CHANGED[flavour].search(node.text):
        return writing.dialect.escape(pre(node.text, info, nested=writing.nested), "html")
    if flavour == "kramdown" or not writing.nested:
        return writing.dialect.escape(_fenced(node.text, info), "code")
    if info or writing.leads or _CHANGED_BELOW.search(node.text):
        return writing.dialect.escape(pre(node.text, info, nested=True), "html")
    return writing.dialect.escape(_indented(node.text), "code")


def _fenced(text: str, info: str) -> str:
    marks = fence(text)
    return f"{marks}{info}\n{text}\n{marks}" if text else f"{marks}{info}\n{marks}"


def _indented(text: str) -> str:
    """Write code for Python-Markdown, which knows fences only at the start of a line."""
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
