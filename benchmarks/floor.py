"""The least that any reader of XML does: `python -m benchmarks.floor FILE` parses every item, and looks at nothing."""

import sys

from lxml.etree import iterparse


def main(file: str) -> None:
    """Parse a file item by item in constant memory."""
    for _, item in iterparse(file, tag="item", huge_tree=True):
        item.clear()
        while item.getprevious() is not None:
            del item.getparent()[0]


if __name__ == "__main__":
    main(sys.argv[1])
