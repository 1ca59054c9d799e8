"""What two XML parsers that share no code make of the same bytes, each told as one list."""

from xml.parsers import expat

from lxml import etree

Told = list[tuple[object, ...]]


def told_by_lxml(root: etree._Element) -> Told:
    """List elements with their attributes, and texts; comments and instructions are none."""
    told: Told = []
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            told.append(("<", node.tag, *sorted(node.attrib.items())))
            _add(told, node.text)
        else:
            told += [(">",)] * (event == "end")
            _add(told, node.tail if node is not root else "")
    return told


def told_by_expat(raw: bytes) -> Told:
    """List the same; raise expat's error where it refuses."""
    told: Told = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: told.append(
        ("<", _named(name), *sorted((_named(key), value) for key, value in attributes.items()))
    )
    parser.EndElementHandler = lambda _: told.append((">",))
    parser.CharacterDataHandler = lambda text: _add(told, text)
    parser.Parse(raw, True)
    return told


def _named(name: str) -> str:
    uri, space, local = name.rpartition(" ")
    return f"{{{uri}}}{local}" if space else name


def _add(told: Told, text: str | None) -> None:
    if text and told and told[-1][0] == "text":
        told[-1] = ("text", f"{told[-1][1]}{text}")
    elif text:
        told.append(("text", text))
