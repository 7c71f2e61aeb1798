"""Archives that were made to do harm are refused, in words and within bounds."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from annotator.domain.refusal import BadInput
from annotator.formats import archive
from annotator.formats.format import LARGEST


def _zip(path: Path, members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name), data, packing)
    return path


def _whole(path: Path) -> dict[str, bytes]:
    with archive.opened(path) as held:
        return {name: held.read(name) for name in held.names}


def _refusal(path: Path) -> str:
    with pytest.raises(BadInput) as refused:
        _whole(path)
    assert refused.value.file == str(path)
    assert "\n" not in refused.value.reason
    return refused.value.reason


def test_members_are_read_whole_or_piece_by_piece(tmp_path: Path) -> None:
    big = bytes(range(256)) * 10_000
    path = _zip(tmp_path / "a.zip", {"one.txt": b"words", "in/two.bin": big, "empty/": b""})
    with archive.opened(path) as held:
        assert held.names == ("one.txt", "in/two.bin")
        assert "in/two.bin" in held
        assert held.size("one.txt") == 5
        assert held.read("one.txt") == b"words"
        with held.stream("in/two.bin") as file:
            assert b"".join(iter(lambda: file.read(1000), b"")) == big
        with (
            held.stream("in/two.bin") as file,
            io.TextIOWrapper(file, "latin-1", newline="") as text,
        ):
            assert text.read().encode("latin-1") == big
        with pytest.raises(BadInput, match=r"holds no three\.txt"):
            held.read("three.txt")
        with pytest.raises(BadInput, match="larger than"):
            held.read("one.txt", most=4)


def test_an_archive_within_an_archive_is_opened_from_its_bytes(tmp_path: Path) -> None:
    inner = _zip(tmp_path / "inner.zip", {"a": b"deep"}).read_bytes()
    outer = _zip(tmp_path / "outer.zip", {"inner.zip": inner})
    with (
        archive.opened(outer) as held,
        archive.opened("outer.zip/inner.zip", io.BytesIO(held.read("inner.zip"))) as within,
    ):
        assert within.read("a") == b"deep"


@pytest.mark.parametrize(
    "name",
    ["../evil", "a/../../evil", "/etc/evil", "C:/evil", "c:evil", "..\\evil", "\\\\host\\evil"],
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    assert "leads out of the archive" in _refusal(_zip(tmp_path / "a.zip", {name: b"x"}))


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a", b"one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr("a", b"two")
    assert "two files named a" in _refusal(path)


def test_a_bomb_is_refused_before_anything_is_inflated(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file,
        file.open("zeros", "w") as member,
    ):
        for _ in range(64):
            member.write(bytes(2**20))
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    try:
        assert "more than 200 times its size" in _refusal(path)
        assert tracemalloc.get_traced_memory()[1] < 2 * 2**20
    finally:
        tracemalloc.stop()


def test_a_member_that_says_less_than_it_holds_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "liar.zip", {"a": bytes(3 * LARGEST)})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(signature)
        struct.pack_into("<I", data, at + offset, 1000)
    path.write_bytes(data)
    assert "is damaged: a in it cannot be read" in _refusal(path)


def test_a_member_larger_than_an_article_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "big.zip", {"a": bytes(LARGEST + 1)}, zipfile.ZIP_STORED)
    assert "a in it is larger than 32 MiB" in _refusal(path)


def test_what_comes_out_in_all_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _zip(tmp_path / "a.zip", {"a": bytes(600), "b": bytes(600)})
    monkeypatch.setattr(archive, "LARGEST_WHOLE", 1000)
    assert "unpacks to more than" in _refusal(path)


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "many.zip", {f"{n}": b"" for n in range(archive.MOST_MEMBERS + 1)})
    assert "holds 20,001 files; at most 20,000 are read" in _refusal(path)


def test_a_password_is_named(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a": b"secret"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "is protected by a password" in _refusal(path)


def test_unusual_packing_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", {"a": b"x" * 1000}, zipfile.ZIP_LZMA)
    assert "in a way that is not read here" in _refusal(path)


def test_damage_anywhere_is_refused_in_words_or_does_not_matter(tmp_path: Path) -> None:
    members = {f"{n}.txt": f"words {n} ".encode() * 40 for n in range(5)}
    whole = _zip(tmp_path / "a.zip", members).read_bytes()
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        for data in (bytes(damaged), whole[:at]):
            path = tmp_path / "damaged.zip"
            path.write_bytes(data)
            try:
                read = _whole(path)
            except BadInput as refused:
                assert "\n" not in str(refused)  # noqa: PT017  refusing is as good as reading
            else:
                assert set(read.values()) <= set(members.values()) | {b""}


@pytest.mark.parametrize("data", [b"", b"words", b"PK\x05\x06" + b"\xff" * 18, b"PK" * 5000])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert "is no zip archive" in _refusal(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "none.zip") == "does not exist"
