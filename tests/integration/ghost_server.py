"""A real Ghost on this machine: started once, emptied before each import, asked through its Admin API."""

import http.cookiejar
import json
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

from install import Tool

_OWNER = {"name": "Own Er", "email": "owner@example.org", "password": "Sup3rSecret-pw-99"}
_JOB = "site-content-import"
_STARTS_WITHIN = 120
_IMPORTS_WITHIN = 600


class Ghost:
    """One server with a database of its own; `log` is what it has said so far."""

    def __init__(self, tool: Tool, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{free.getsockname()[1]}"
        self._log = folder / "ghost.log"
        content = folder / "content"
        for name in ("data", "images", "files", "media", "logs", "settings", "adapters", "public"):
            (content / name).mkdir(parents=True)
        (content / "themes").symlink_to(tool.folder / "app/content/themes")
        settings = {
            "NODE_ENV": "production", "url": f"{self.url}/", "server__host": "127.0.0.1", "server__port": self.url[17:],
            "database__client": "sqlite3", "database__connection__filename": str(content / "data/ghost.db"),
            "database__useNullAsDefault": "true", "mail__transport": "stub", "paths__contentPath": f"{content}/",
            "logging__transports": '["stdout"]', "logging__level": "info", "privacy__useUpdateCheck": "false",
            "privacy__useGravatar": "false", "privacy__useRpcPing": "false", "security__staffDeviceVerification": "false",
            "process": "local",
            # An import holds the one connection as long as it lasts; what waits for it must not give up on a busy machine.
            "database__acquireConnectionTimeout": str(1000 * _IMPORTS_WITHIN),
        }  # fmt: skip
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                tool.command("index.js"),
                cwd=tool.folder / "app",
                env=tool.env | settings,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        jar = http.cookiejar.CookieJar()
        self._web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8", "replace")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(30)

    def enter(self) -> None:
        """Wait until it answers, make an owner, and log in."""
        end = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < end and self._process.poll() is None:
            try:
                if self.ask("GET", "authentication/setup/")[0] == 200:
                    break
            except OSError:
                pass
            time.sleep(0.5)
        assert self.ask("POST", "authentication/setup/", {"setup": [{**_OWNER, "blogTitle": "T"}]})[0] in (200, 201), (
            self.log[-3000:]
        )
        assert self.ask("POST", "session/", {"username": _OWNER["email"], "password": _OWNER["password"]})[0] in (
            200,
            201,
        )

    def ask(self, method: str, path: str, body: Any = None, kind: str = "application/json") -> tuple[int, Any]:
        """Send one request of the Admin API; answer status and JSON, or text."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        headers = {"Origin": self.url, "Accept-Version": "v6.0", **({"Content-Type": kind} if data is not None else {})}
        request = urllib.request.Request(f"{self.url}/ghost/api/admin/{path}", data, headers, method=method)
        try:
            with self._web.open(request, timeout=120) as answer:
                status, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read().decode("utf-8", "replace")
        return status, json.loads(text) if text[:1] in ("{", "[") else text

    def upload(self, path: str, field: str, file: Path, kind: str) -> tuple[int, Any]:
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{file.name}"\r\nContent-Type: {kind}\r\n\r\n'
        body = head.encode() + file.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        return self.ask("POST", path, body, f"multipart/form-data; boundary={mark}")

    def empty(self) -> None:
        """Delete all content, and all users but the owner."""
        assert self.ask("DELETE", "db/")[0] == 204
        for user in self.ask("GET", "users/?limit=100")[1]["users"]:
            if user["email"] != _OWNER["email"]:
                self.ask("DELETE", f"users/{user['id']}/")
        for kind in ("posts", "pages"):  # what was a user's is the owner's now
            assert not self.listed(kind)

    def take(self, file: Path) -> str:
        """Import one file; answer why it failed, or nothing."""
        start = len(self.log)
        status, said = self.upload("db/", "importfile", file, f"application/{file.suffix[1:]}")
        assert status in (200, 201), said
        end = time.monotonic() + _IMPORTS_WITHIN
        while time.monotonic() < end:
            told = self.log[start:]
            if f"{_JOB} completed" in told:
                return ""
            if f"{_JOB} failed" in told:
                return next(iter(re.findall(rf"{_JOB} error.*", told, re.DOTALL)), told)[:3000]
            time.sleep(0.3)
        return "it never ended"

    def listed(self, kind: str) -> list[dict[str, Any]]:
        """Answer all posts or pages, with their HTML, tags and authors."""
        found: list[dict[str, Any]] = []
        for page in range(1, 1000):
            status, told = self.ask("GET", f"{kind}/?limit=100&page={page}&formats=html&include=tags,authors")
            assert status == 200, told
            found += told[kind]
            if not told["meta"]["pagination"]["next"]:
                return found
        return found

    def page(self, path: str) -> tuple[int, str]:
        """Ask as a visitor who follows redirects; answer the status and what is shown."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")

    def location(self, path: str) -> tuple[int, str]:
        """Answer the status of one address, and where it leads."""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_: Any) -> None:
                return None

        try:
            with urllib.request.build_opener(Stay).open(f"{self.url}{path}", timeout=60) as answer:
                return answer.status, ""
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Location", "")
