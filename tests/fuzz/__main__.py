"""Feed the program inputs that nobody would write, and say which of its promises broke.

python -m fuzz --executions 20000 --seed 8 --seconds 600 --keep found

Prints one line of JSON: what was tried, and each input that broke a promise, made as small as it goes. Exit code 1 if there is one.
`--again FILE` holds one kept input against its layer, which the start of its name says.
"""

import argparse
import json
import sys
from pathlib import Path

from fuzz.running import fuzz


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--executions", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=0, help="stop after so long; 0 for never")
    parser.add_argument("--layer", default="", help="one layer alone")
    parser.add_argument(
        "--keep", type=Path, default=Path("fuzz-found"), help="the folder for inputs that broke a promise"
    )
    parser.add_argument("--again", type=Path, help="an input that was kept")
    options = parser.parse_args()
    if options.again:
        from fuzz.layers import check

        check(options.again.name.partition("-")[0], options.again.read_bytes())
        return 0
    told = fuzz(options.executions, options.seed, options.seconds, options.layer, options.keep)
    print(json.dumps(told))
    return 1 if told["found"] else 0


if __name__ == "__main__":
    sys.exit(main())
