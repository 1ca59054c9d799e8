"""Names of programming languages: the words of twenty years of plugins, as today's highlighters call them."""

import re

_NAME = re.compile(r"[\w+#.-]+", re.ASCII)
_SAME = frozenset(
    "ada apache applescript asm awk bash basic batch bibtex c clojure cmake cobol coffeescript cpp crystal csharp css"
    " csv cuda cython d dart diff docker dockerfile elixir elm erlang fish fortran fsharp gherkin git glsl go gradle"
    " graphql groovy haml handlebars haskell hcl html http ini java javafx javascript json jsx julia kotlin latex less"
    " lisp lua makefile markdown matlab nginx nim nix objc ocaml pascal perl php powershell prolog properties protobuf"
    " puppet python r racket razor rest ruby rust sass scala scheme scss sed sh shell smalltalk sml solidity sql stylus"
    " svg swift tcl terraform tex toml tsx twig typescript vb vbscript verilog vhdl vim vue wasm xhtml xml xquery xslt"
    " yaml zsh as3 coldfusion delphi console text.html".split()
)
_ALIASES = {
    **dict.fromkeys(
        "default generic ini-like nohighlight no-highlight none plain plaintext plain-text raw text txt undefined"
        " unknown other autodetect auto".split(),
        "",
    ),
    "actionscript": "as3",
    "actionscript3": "as3",
    "apache-conf": "apache",
    "apacheconf": "apache",
    "asp": "vbscript",
    "c#": "csharp",
    "c++": "cpp",
    "c-sharp": "csharp",
    "c_sharp": "csharp",
    "cf": "coldfusion",
    "cfm": "coldfusion",
    "clj": "clojure",
    "cs": "csharp",
    "delphi7": "delphi",
    "dos": "batch",
    "erl": "erlang",
    "f#": "fsharp",
    "golang": "go",
    "html4strict": "html",
    "html5": "html",
    "htmlmixed": "html",
    "java5": "java",
    "jfx": "javafx",
    "jquery": "javascript",
    "js": "javascript",
    "jscript": "javascript",
    "markup": "html",
    "md": "markdown",
    "mysql": "sql",
    "obj-c": "objc",
    "objective-c": "objc",
    "objectivec": "objc",
    "oracle8": "sql",
    "oracle11": "sql",
    "pas": "pascal",
    "patch": "diff",
    "php-brief": "php",
    "pl": "perl",
    "plsql": "sql",
    "pgsql": "sql",
    "ps": "powershell",
    "ps1": "powershell",
    "py": "python",
    "python3": "python",
    "rails": "ruby",
    "rb": "ruby",
    "ror": "ruby",
    "sh-session": "console",
    "splus": "r",
    "tsql": "sql",
    "ts": "typescript",
    "vb.net": "vb",
    "vbnet": "vb",
    "visualbasic": "vb",
    "xslt2": "xslt",
    "yml": "yaml",
}
LANGUAGES = frozenset((*_SAME, *(name for name, means in _ALIASES.items() if means)))
"""Every name that surely is a language."""


def language_name(name: str) -> str:
    """Answer the usual name of a language as a plugin calls it; empty for plain text and for what is no name."""
    name = name.strip().lower()
    return _ALIASES.get(name, name) if _NAME.fullmatch(name) else ""
