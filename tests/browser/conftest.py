"""A real browser on a real JupyterLab, with everything that leaves the machine blocked and written down."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "notebooks" / "jupyter"
SCREENSHOTS = Path(__file__).parent / "screenshots"
TOKEN = "test"
FLAGS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-unsafe-swiftshader",
]  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser: `QMLAW_CHROMIUM`, or Chromium or Chrome as installed. In CI it must be there."""
    names = [os.environ.get("QMLAW_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        reason = "NO BROWSER: the browser test did not run. Install Chromium (Debian: apt install chromium)."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Trap:
    """A proxy that answers nobody and counts who called: the server and its kernels must not."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(5)
                self.calls.append(caller.recv(200).decode("latin1").split("\r\n")[0])

    def environment(self) -> dict[str, str]:
        """Variables that send a program's web traffic here."""
        names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy")
        local = "127.0.0.1,localhost"
        return {**dict.fromkeys(names, self.address), "no_proxy": local, "NO_PROXY": local}

    def close(self) -> None:
        self._socket.close()


@dataclass
class Server:
    """A running JupyterLab."""

    address: str
    root: Path
    trap: Trap


@pytest.fixture(scope="session")
def lab(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab with the configuration of `make lab`, in folders of its own, its web traffic trapped."""
    root, home = tmp_path_factory.mktemp("served"), tmp_path_factory.mktemp("home")
    trap = Trap()
    environment = {**os.environ, **trap.environment(), "JUPYTER_CONFIG_PATH": str(CONFIG)}
    for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR"):
        environment[f"JUPYTER_{name}"] = str(home / name)
    for name in ("SETTINGS_DIR", "WORKSPACES_DIR"):
        environment[f"JUPYTERLAB_{name}"] = str(home / name)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root",
        f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={root}",
    ]  # fmt: skip
    log = home / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(f"{address}/api/status?token={TOKEN}", process, log)
        yield Server(address, root, trap)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
        trap.close()


def _wait_until_up(url: str, process: subprocess.Popen, log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with direct.open(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


@dataclass
class Tab:
    """One page of the browser, with what it asked of other machines and what went wrong in it."""

    page: object
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@pytest.fixture
def tab(lab: Server, chromium: str, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A page that reaches the server and nothing else; a screenshot is kept if the test fails."""
    from playwright.sync_api import sync_playwright

    here = (lab.address, lab.address.replace("http", "ws", 1), "data:", "blob:", "about:")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 1000}, service_workers="block")
        page = context.new_page()
        page.set_default_timeout(60_000)
        opened = Tab(page)

        def gate(route) -> None:
            if route.request.url.startswith(here):
                route.continue_()
            else:
                opened.foreign.append(route.request.url)
                route.abort()

        def note_socket(web_socket) -> None:
            if not web_socket.url.startswith(here):
                opened.foreign.append(web_socket.url)

        context.route("**/*", gate)
        page.on("websocket", note_socket)
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        yield opened
        if getattr(request.node, "failed", True):
            SCREENSHOTS.mkdir(exist_ok=True)
            page.screenshot(path=SCREENSHOTS / f"{request.node.name.replace('/', '_')}.png")
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    """Tell the fixtures whether the test failed."""
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report
