"""Archives of uploads as people and attackers make them, byte by byte where no library would."""

import io
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

TREE = {
    "2020/01/a.jpg": b"january",
    "2020/02/a.jpg": b"february",
    "2020/02/small-300x200.jpg": b"cut",
    "2021/12/Photo One.JPG": b"photo",
    "flat.pdf": b"%PDF",
}


def folder(root: Path, tree=TREE, under="") -> Path:
    for name, content in tree.items():
        file = root / under / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return root


def zipped(path: Path, tree=TREE, under="", method=zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in tree.items():
            archive.writestr(under + name, content)
    return path


def tarred(path: Path, tree=TREE, under="", mode="w", form=tarfile.PAX_FORMAT) -> Path:
    with tarfile.open(path, mode, format=form) as archive:
        for name, content in tree.items():
            add(archive, under + name, content)
    return path


def add(archive: tarfile.TarFile, name: str, content: bytes = b"", **fields) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for field, value in fields.items():
        setattr(info, field, value)
    archive.addfile(info, io.BytesIO(content))


def raw_zip(path: Path, members, *, junk=b"") -> Path:
    """Write a zip from (raw name, content, overrides): flags, method, crc, size, mode, extra."""
    out, directory, count = bytearray(junk), bytearray(), 0
    for name, content, *more in members:
        odd = more[0] if more else {}
        method = odd.get("method", 8)
        engine = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = engine.compress(content) + engine.flush() if method == 8 else content
        flags, crc = odd.get("flags", 0), odd.get("crc", zlib.crc32(content))
        size, extra = odd.get("size", len(content)), odd.get("extra", b"")
        at = len(out) - len(junk)
        sizes = struct.pack("<3L", crc, len(packed), size)
        out += b"PK\3\4" + struct.pack("<5H", 20, flags, method, 0, 0) + sizes + struct.pack("<2H", len(name), 0)
        out += name + packed
        directory += b"PK\1\2" + struct.pack("<6H", 3 << 8 | 20, 20, flags, method, 0, 0) + sizes
        directory += struct.pack("<5H2L", len(name), len(extra), 0, 0, 0, odd.get("mode", 0o100644) << 16, at)
        directory += name + extra
        count += 1
    start = len(out) - len(junk)
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, count, count, len(directory), start, 0)
    path.write_bytes(bytes(out) + bytes(directory) + end)
    return path
