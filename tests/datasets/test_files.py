"""Finding, downloading and checking of files. The downloads come from a server on this machine."""

import hashlib
import http.server
import logging
import threading
import warnings

import pytest

from qmlaw import datasets
from qmlaw.datasets import files
from qmlaw.datasets.cards import SourceFile

CONTENT = b"some molecules\n" * 1000
SHA256 = "sha256:" + hashlib.sha256(CONTENT).hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves CONTENT; /short promises more than it sends; /gone is not there."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path == "/gone":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENT) * (2 if self.path == "/short" else 1)))
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.asked, running.content = [], CONTENT
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty cache, and no QMLAW_DATA."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(files, "cache_folder", lambda: folder)
    monkeypatch.delenv("QMLAW_DATA", raising=False)
    return folder


def source(server, path="/good", checksum=SHA256):
    url = f"http://127.0.0.1:{server.server_port}{path}"
    return SourceFile(name="set.dat", url=url, checksum=checksum, how="ask the author")


def left_in(folder):
    return sorted(p.name for p in folder.rglob("*")) if folder.exists() else []


def test_download_happens_once(server, cache):
    for _ in range(3):
        assert files.locate(source(server)).read_bytes() == CONTENT
    assert server.asked == ["/good"]
    assert left_in(cache) == ["set.dat"]


def test_md5_is_understood(server, cache):
    checksum = "md5:" + hashlib.md5(CONTENT).hexdigest()
    assert files.locate(source(server, checksum=checksum)).read_bytes() == CONTENT


def test_wrong_checksum_names_all_and_leaves_nothing(server, cache):
    with pytest.raises(ValueError) as caught:
        files.locate(source(server, checksum="sha256:" + "0" * 64))
    message = str(caught.value)
    assert "set.dat" in message
    assert "0" * 64 in message
    assert SHA256.removeprefix("sha256:") in message
    assert left_in(cache) == []


@pytest.mark.parametrize("path", ["/short", "/gone"])
@pytest.mark.parametrize("checksum", [SHA256, None])
def test_interrupted_or_missing_download_leaves_nothing(server, cache, path, checksum):
    with pytest.raises(FileNotFoundError, match=r"QMLAW_DATA is not set.*failed.*ask the author"):
        files.locate(source(server, path, checksum))
    assert left_in(cache) == []


def test_server_that_is_not_there(cache):
    file = SourceFile("set.dat", "http://127.0.0.1:9/set.dat", None, "ask the author")
    with pytest.raises(FileNotFoundError, match="ask the author"):
        files.locate(file)
    assert left_in(cache) == []


def test_file_that_changed_in_the_cache(server, cache):
    path = files.locate(source(server))
    path.write_bytes(CONTENT[:-1])
    with pytest.raises(ValueError, match=rf"set\.dat has changed: expected {SHA256}, found sha256"):
        files.locate(source(server))


def test_unpublished_checksum_is_recorded_and_held(server, cache, caplog):
    file = source(server, checksum=None)
    with caplog.at_level(logging.WARNING, logger="qmlaw"):
        path = files.locate(file)
    assert "no checksum was published for set.dat" in caplog.text
    assert (cache / "set.dat.checksum").read_text() == SHA256 + "\n"
    assert files.locate(file) == path
    path.write_bytes(b"other")
    with pytest.raises(ValueError, match="has changed"):
        files.locate(file)


def test_user_folder_is_used_without_network(server, cache, tmp_path, monkeypatch):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "set.dat").write_bytes(CONTENT)
    monkeypatch.setenv("QMLAW_DATA", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert files.locate(source(server)) == folder / "set.dat"
    assert server.asked == []
    assert left_in(cache) == []


def test_user_folder_with_another_file_warns(server, cache, tmp_path, monkeypatch):
    (tmp_path / "set.dat").write_bytes(b"mine")
    monkeypatch.setenv("QMLAW_DATA", str(tmp_path))
    with pytest.warns(UserWarning, match=rf"set\.dat is not the published file: expected {SHA256}, found"):
        assert files.locate(source(server)).read_bytes() == b"mine"


def test_user_folder_without_the_file(server, cache, tmp_path, monkeypatch):
    monkeypatch.setenv("QMLAW_DATA", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=rf"set\.dat in {tmp_path}.*ask the author.*unset QMLAW_DATA"):
        files.locate(source(server))
    assert server.asked == []


def test_user_folder_that_is_not_there(cache, monkeypatch):
    monkeypatch.setenv("QMLAW_DATA", "/no/such/folder")
    with pytest.raises(FileNotFoundError, match="'/no/such/folder', which is not a folder"):
        datasets.load("qm7-pbe0")


def test_file_without_public_address(cache):
    with pytest.raises(FileNotFoundError, match=r"qm7_pbe0_dftb\.npz.*QMLAW_DATA names.*qmlcode/qml"):
        datasets.load("qm7-pbe0")
    assert left_in(cache) == []


def test_shared_files_have_the_stated_checksums(public_data):
    for card in datasets.DATASETS.values():
        for file in card.files:
            if file.url is None:
                assert files.digest(public_data(file.name)) == file.checksum
