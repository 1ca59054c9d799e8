"""Commands in a process that an audit hook watches: `python -m watched POLICY` reads calls from stdin, and tells what each did that no policy allows.

The policy and the calls are JSON. What may be read and written are folders; nothing may connect, and nothing may be started.
"""

import contextlib
import io
import json
import os
import site
import sys
import sysconfig
import zoneinfo
from typing import Any

READABLE = ("/proc/self/", "/proc/cpuinfo", "/dev/null", "/dev/urandom", "/etc/localtime", "/usr/share/zoneinfo/")
NAMES = {  # events with a path each, and the places of their paths
    "os.rename": (0, 1), "os.remove": (0,), "os.mkdir": (0,), "os.rmdir": (0,), "os.link": (0, 1), "os.symlink": (1,), "os.truncate": (0,),
    "os.chmod": (0,), "os.chown": (0,), "os.utime": (0,), "shutil.rmtree": (0,), "shutil.move": (0, 1), "tempfile.mkdtemp": (0,), "tempfile.mkstemp": (0,),
}  # fmt: skip
LOOKING = ("os.listdir", "os.scandir", "os.chdir", "glob.glob", "pathlib.Path.glob", "pathlib.Path.rglob")
NEVER = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "os.kill", "urllib.", "ftplib.", "smtplib.",
    "webbrowser.", "ctypes.dlopen", "pty.", "winreg.",
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Watch:
    """What was done beyond a policy, while `on`."""

    def __init__(self, reads: list[str], writes: list[str]) -> None:
        own = [
            *site.getsitepackages(),
            *sysconfig.get_paths().values(),
            sys.prefix,
            sys.base_prefix,
            *zoneinfo.TZPATH,
            *sys.path,
        ]
        self._writes = tuple(os.path.realpath(path) for path in writes)
        self._reads = (*(os.path.realpath(path) for path in (*own, *reads) if path), *self._writes)
        self.found: list[str] = []
        self.on = False

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        self.on = False  # what asking the system costs is not what the command does
        try:
            self._see(event, arguments)
        finally:
            self.on = True

    def _see(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(NEVER):
            self.found.append(f"{event} {arguments!r}"[:300])
        elif event == "open":
            path, _, flags = arguments
            self._hold(event, path, writing=bool((flags or 0) & WRITING))
        elif event in NAMES:
            for at in NAMES[event]:
                self._hold(event, arguments[at], writing=True)
        elif event in LOOKING and arguments[0] is not None:
            self._hold(event, arguments[0], writing=False)
        elif event == "sqlite3.connect":
            self._connect(str(arguments[0]))

    def _connect(self, name: str) -> None:
        if name not in ("", ":memory:"):
            path, _, mode = name.removeprefix("file://").partition("?")
            self._hold("sqlite3.connect", path, writing="mode=ro" not in mode)

    def _hold(self, event: str, path: Any, *, writing: bool) -> None:
        if isinstance(path, int):
            return  # opened before, and held against the policy then
        whole = os.path.realpath(os.fsdecode(path))
        allowed = self._writes if writing else (*self._reads, *READABLE)
        inside = any(whole == folder or whole.startswith(folder.rstrip("/") + "/") for folder in allowed)
        if not inside and not (whole == "/dev/null" or (not writing and whole.startswith(READABLE))):
            self.found.append(f"{event} {'writes' if writing else 'reads'} {whole}"[:300])


def run(watch: Watch, call: list[str]) -> dict[str, Any]:
    """Run one command; answer its exit code and what was found."""
    from wpmigrate.cli import main

    watch.found = []
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace")
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        watch.on = True
        try:
            main(call)
            code: Any = 0
        except SystemExit as ended:
            code = ended.code
        finally:
            watch.on = False
    return {"code": code, "found": watch.found, "said": told_in(said)}


def told_in(said: io.TextIOWrapper) -> str:
    """Answer the end of what was said."""
    said.flush()
    said.seek(0)
    return said.read()[-500:]


def watch_all() -> None:
    policy = json.loads(sys.argv[1])
    watch = Watch(policy["reads"], policy["writes"])
    sys.addaudithook(watch.hook)
    sys.stdout.write(json.dumps([run(watch, call) for call in json.load(sys.stdin)]))


if __name__ == "__main__":
    watch_all()
