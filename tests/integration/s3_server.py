"""A real S3 server on loopback, moto's, as a process of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import fsspec

from test_jobs import waited_for


@contextmanager
def s3_server(folder: Path) -> Iterator[dict[str, str]]:
    """Start one; answer the environment that a program needs to find it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    with (folder / "s3.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            waited_for(lambda: _answers(port), 60)
            yield {
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
                "AWS_ACCESS_KEY_ID": "somebody",
                "AWS_SECRET_ACCESS_KEY": "only-they-know",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_EC2_METADATA_DISABLED": "true",
            }
        finally:
            process.kill()


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def storage(environment: dict[str, str]) -> Any:
    """Answer the file system of that server, with the bucket `sites`."""
    os.environ.update(environment)
    system = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
    if not system.exists("sites"):
        system.mkdir("sites")
    return system


def brought(system: Any, url: str, place: Path) -> Path:
    """Bring a folder here, to be looked at."""
    root = url.removeprefix("s3://").rstrip("/")
    for name in system.find(root):
        file = place / name.removeprefix(root + "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        system.get_file(name, str(file))
    return place
