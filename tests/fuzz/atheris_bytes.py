"""Coverage-guided fuzzing of one layer, where atheris can be installed: `pip install atheris`, then, from tests/,

python -m fuzz.atheris_bytes php -runs=1000000 fuzz-corpus/

The layer comes first, what follows are libFuzzer's own options and a folder for the inputs that reach new code. What breaks a
promise ends the run, as libFuzzer does it; `python -m fuzz --again` then reads the input when its name starts with the layer.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["wpmigrate"]):
    from fuzz.layers import LAYERS, check
from fuzz.seeds import SEEDS


def main() -> None:
    layer = sys.argv[1] if len(sys.argv) > 1 else ""
    if layer not in LAYERS:
        sys.exit(f"Name a layer: {', '.join(LAYERS)}.")
    folders = [Path(word) for word in sys.argv[2:] if not word.startswith("-")]
    for folder in folders[:1]:
        folder.mkdir(parents=True, exist_ok=True)
        for one in SEEDS:
            if one.layer == layer:
                (folder / f"{layer}-{one.name.replace(' ', '-')}").write_bytes(one.content)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], lambda content: check(layer, content))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
