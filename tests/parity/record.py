"""Ask a WordPress about every body and record what it says: `python tests/parity/record.py SITE [GRAMMAR …]`.

SITE is the folder of any WordPress that runs; `php` must be there (WordPress 6.2 to 7.1 say the same). For each grammar
this writes fixtures/parity/GRAMMAR.digests, a short hash of each answer, and GRAMMAR.jsonl, some bodies and answers to read.
Tests need neither PHP nor WordPress: they make the same bodies again.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

PLACE = Path(__file__).resolve().parent
RECORDED = PLACE.parents[1] / "fixtures" / "parity"
SHOWN = 200
SHOWN_LENGTH = 300
sys.path[:0] = [str(PLACE.parent), str(PLACE)]

from grammars import GRAMMARS, Grammar, canonical, made  # noqa: E402 - found through the line above


def digest(answer: str) -> str:
    return sha256(answer.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def ask(site: str, name: str, grammar: Grammar, bodies: Sequence[str]) -> list[str]:
    """Answer what WordPress says of each body, in canonical form."""
    requests = [json.dumps({"ask": name, "names": grammar.names, "body": body}) for body in bodies]
    command = ["php", str(PLACE / "answer.php"), site]
    said = subprocess.run(command, input="\n".join(requests).encode(), stdout=subprocess.PIPE, check=True).stdout
    answers = said.decode().removesuffix("\n").split("\n")
    if len(answers) != len(bodies):
        sys.exit(f"WordPress answered {len(answers)} of {len(bodies)} {name} bodies.\n{said[:500].decode()}")
    return [canonical(grammar.theirs(json.loads(answer))) for answer in answers]


def record(site: str, name: str) -> None:
    grammar = GRAMMARS[name]
    bodies, _ = made(name)
    answers = ask(site, name, grammar, bodies)
    digests = "\n".join(map(digest, answers))
    shown = [pair for pair in zip(bodies, answers, strict=True) if len(pair[0]) <= SHOWN_LENGTH][:SHOWN]
    lines = [f"[{json.dumps(body, ensure_ascii=False)},{answer}]\n" for body, answer in shown]
    (RECORDED / f"{name}.digests").write_text(digests + "\n", "utf-8", newline="\n")
    (RECORDED / f"{name}.jsonl").write_text("".join(lines), "utf-8", newline="\n")
    different = sum(canonical(grammar.ours(body)) != answer for body, answer in zip(bodies, answers, strict=True))
    sys.stdout.write(f"{name}: {len(bodies)} bodies, {different} answered differently here\n")


if __name__ == "__main__":
    for chosen in sys.argv[2:] or GRAMMARS:
        record(sys.argv[1], chosen)
