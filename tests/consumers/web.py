"""A program with a page, started for a check and driven through its own interface."""

from __future__ import annotations

import http.cookiejar
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_START_S = 180


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(
    commands: Sequence[Sequence[str]], place: Path, environment: Mapping[str, str]
) -> Iterator[None]:
    """Some programs at work in a folder, stopped at the end; what they say is kept there."""
    started = []
    try:
        for at, command in enumerate(commands):
            with (place / f"program-{at}.log").open("wb") as log:
                started.append(
                    subprocess.Popen(
                        command,
                        cwd=place,
                        env={**os.environ, **environment},
                        stdout=log,
                        stderr=log,
                    )
                )
        yield
    finally:
        for one in started:
            one.terminate()
        for one in started:
            try:
                one.wait(20)
            except subprocess.TimeoutExpired:
                one.kill()


class Site:
    """A visitor's session: cookies, and the token that Django asks for."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._jar)
        )
        self.headers: dict[str, str] = {}

    def wait(self, path: str) -> None:
        """Wait until a page answers. Raises TimeoutError."""
        until = time.monotonic() + _START_S
        while time.monotonic() < until:
            try:
                self.fetch(path)
            except OSError:  # nobody there yet, or still starting
                time.sleep(0.5)
            else:
                return
        raise TimeoutError(path)

    def fetch(self, path: str, data: bytes | None = None, kind: str = "") -> bytes:
        """The answer to a request. Raises OSError with what a refusal says."""
        request = urllib.request.Request(self.base + path, data=data, headers=self.headers)  # noqa: S310
        token = next((one.value for one in self._jar if one.name == "csrftoken"), None)
        if token:
            request.add_header("X-CSRFToken", token)
            request.add_header("Referer", self.base)
        if kind:
            request.add_header("Content-Type", kind)
        try:
            with self._opener.open(request, timeout=120) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as refused:
            raise OSError(f"{path}: {refused.code} {refused.read()[:500]!r}") from refused

    def get(self, path: str) -> Any:
        """The JSON at a path."""
        return json.loads(self.fetch(path))

    def post(self, path: str, value: object) -> Any:
        """What comes of posting JSON, as JSON."""
        return json.loads(self.fetch(path, json.dumps(value).encode(), "application/json") or b"{}")

    def form(self, path: str, fields: Mapping[str, str]) -> bytes:
        """What comes of sending a form."""
        data = urllib.parse.urlencode(fields).encode()
        return self.fetch(path, data, "application/x-www-form-urlencoded")

    def upload(self, path: str, field: str, file: Path) -> bytes:
        """What comes of sending a file."""
        edge = uuid.uuid4().hex
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; '
            f'filename="{file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        )
        data = head.encode() + file.read_bytes() + f"\r\n--{edge}--\r\n".encode()
        return self.fetch(path, data, f"multipart/form-data; boundary={edge}")
