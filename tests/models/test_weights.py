"""Weights on disk: exact, checked, and never half-written."""

import json
from pathlib import Path

import numpy as np
import pytest
from dtnn_help import small_molecules

from qmlaw.models.weights import data_hash, from_safetensors, read_weights, to_safetensors, write_weights

ARRAYS = {
    "a.weight": np.random.default_rng(0).normal(size=(3, 4)).astype(np.float32),
    "b": np.array(np.pi),
    "row": np.arange(5),
    "empty": np.zeros((0, 2)),
    "columns first": np.arange(6.0).reshape(2, 3).T,
    "every other": np.arange(6)[::2],
    "flags": np.array([True, False]),
}
SHIPPED = sorted((Path(__file__).parents[2] / "data" / "dtnn").glob("*.safetensors"))


def test_round_trip_is_exact(tmp_path):
    write_weights(tmp_path / "net", ARRAYS, {"model": "X", "error": 1.5})
    arrays, card = read_weights(tmp_path / "net")
    assert arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(arrays[name], array)
        assert arrays[name].dtype == array.dtype and arrays[name].shape == array.shape
    assert card["model"] == "X" and card["error"] == 1.5 and {"torch", "qmlaw"} <= card["versions"].keys()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["net.json", "net.safetensors"]


def test_the_file_is_laid_out_as_the_format_says():
    content = to_safetensors({"x": np.array([1.0, 2.0], dtype=np.float32)})
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    assert header["x"] == {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
    assert length % 8 == 0 and content[8 + length :] == b"\x00\x00\x80\x3f\x00\x00\x00\x40"


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_files_that_were_written_before_can_be_read_and_written_again(file, tmp_path):
    """Our own writer of the format put the arrays in another order; the card's hash is of the file."""
    arrays, card = read_weights(file.with_suffix(""))
    write_weights(tmp_path / "net", arrays, card)
    again, new_card = read_weights(tmp_path / "net")
    assert again.keys() == arrays.keys()
    for name, array in arrays.items():
        np.testing.assert_array_equal(again[name], array)
        assert again[name].dtype == array.dtype and again[name].shape == array.shape
    same = card.keys() - {"versions", "weights_sha256"}
    assert {key: new_card[key] for key in same} == {key: card[key] for key in same}


def test_damage_is_noticed(tmp_path):
    path = tmp_path / "net"
    write_weights(path, ARRAYS, {"model": "X"})
    whole = (tmp_path / "net.safetensors").read_bytes()
    (tmp_path / "net.safetensors").write_bytes(whole[:-1] + b"?")
    with pytest.raises(ValueError, match=r"net\.safetensors is not the file that .*net\.json describes"):
        read_weights(path)
    (tmp_path / "net.json").write_text("{}")
    with pytest.raises(ValueError, match="not the card of a trained model"):
        read_weights(path)
    (tmp_path / "net.json").unlink()
    with pytest.raises(FileNotFoundError, match=r"no file .*net\.json"):
        read_weights(path)


@pytest.mark.parametrize("content", [b"", b"hello world, this is no such file", to_safetensors(ARRAYS)[:-9]])
def test_other_files_are_no_weights(content):
    with pytest.raises(ValueError, match="some file is not a safetensors file, or cut off"):
        from_safetensors(content, "some file")


def test_types_that_the_format_lacks(tmp_path):
    for values in (np.array(["a"]), np.array([1j]), np.array([None])):
        with pytest.raises(ValueError, match=r"cannot hold these arrays .*'x' of "):
            write_weights(tmp_path / "net", {"x": values}, {})
    assert not list(tmp_path.iterdir())


def test_types_that_numpy_lacks():
    header = json.dumps({"x": {"dtype": "BF16", "shape": [2], "data_offsets": [0, 4]}}).encode()
    with pytest.raises(ValueError, match="some file has numbers of the type 'BF16', which NumPy"):
        from_safetensors(len(header).to_bytes(8, "little") + header + bytes(4), "some file")


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"model": "X"}'])
def test_other_files_are_no_cards(tmp_path, text):
    write_weights(tmp_path / "net", ARRAYS, {"model": "X"})
    (tmp_path / "net.json").write_text(text)
    with pytest.raises(ValueError, match=r"net\.json is not the card of a trained model"):
        read_weights(tmp_path / "net")


def test_weights_without_a_file(tmp_path):
    write_weights(tmp_path / "net", ARRAYS, {"model": "X"})
    (tmp_path / "net.safetensors").unlink()
    with pytest.raises(FileNotFoundError, match=r"no file .*net\.safetensors"):
        read_weights(tmp_path / "net")


def test_a_card_that_is_no_json_leaves_nothing_behind(tmp_path):
    with pytest.raises(ValueError):
        write_weights(tmp_path / "net", ARRAYS, {"error": float("nan")})
    assert not list(tmp_path.iterdir())


def test_the_hash_of_data_sees_every_change():
    molecules = small_molecules()
    y = np.arange(5.0)
    hashes = {
        data_hash(molecules),
        data_hash(molecules, y),
        data_hash(molecules, y + 1e-12),
        data_hash(molecules[::-1], y),
        data_hash(molecules.shuffle_atoms(0), y),
    }
    assert len(hashes) == 5 and data_hash(small_molecules(), y) in hashes
