"""The store keeps every letter under its own hash: written once, private, and silent about nothing."""

import hashlib
import json
import stat

import pytest

from printer.letters.store import LetterMissing, LetterStore, LetterTampered
from tests.letters.samples import bundle


@pytest.fixture
def store(tmp_path):
    return LetterStore(tmp_path / "data" / "letters")


def test_a_bundle_is_kept_with_what_it_was_made_of(press, store):
    rendered = press.bundle(bundle("izin", levy=True))
    assert store.put(rendered.letter, rendered.content) == rendered.letter_sha
    assert store.put(rendered.skd, rendered.content) == rendered.skd_sha
    assert store.get(rendered.letter_sha) == rendered.letter
    assert store.get(rendered.skd_sha) == rendered.skd
    kept = store.content(rendered.letter_sha, rendered.content_sha)
    assert json.loads(kept)["letter"]["applicant"]["name"] == "Sahrul Anam"


def test_a_file_is_named_by_its_hash_and_private(store):
    sha = store.put(b"%PDF", b"{}")
    path = store.path(sha)
    assert sha == hashlib.sha256(b"%PDF").hexdigest()
    assert (path.parent.name, path.name) == (sha[:2], f"{sha[2:]}.pdf")
    assert sorted(one.name for one in path.parent.iterdir()) == [f"{sha[2:]}.json", f"{sha[2:]}.pdf"]
    for one in path.parent.iterdir():
        assert stat.S_IMODE(one.stat().st_mode) == 0o600


def test_the_same_letter_twice_is_kept_once(store):
    sha = store.put(b"%PDF", b"{}")
    before = store.path(sha).stat().st_ino
    assert store.put(b"%PDF", b'{"other": 1}') == sha
    assert store.path(sha).stat().st_ino == before
    assert store.content(sha) == b"{}"


def test_a_swapped_file_is_told_and_not_shown(store):
    sha = store.put(b"%PDF of the camat")
    store.path(sha).write_bytes(b"%PDF of somebody else")
    with pytest.raises(LetterTampered) as refused:
        store.get(sha)
    assert refused.value.extra == {"sha": sha}
    assert "tidak cocok dengan sidiknya" in refused.value.detail
    with pytest.raises(LetterTampered):
        store.put(b"%PDF of the camat")


def test_changed_content_is_told(store):
    sha = store.put(b"%PDF", b"{}")
    store.path(sha).with_suffix(".json").write_bytes(b'{"name": "other"}')
    with pytest.raises(LetterTampered):
        store.content(sha, hashlib.sha256(b"{}").hexdigest())


@pytest.mark.parametrize("name", ["0" * 64, "", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_a_name_that_is_no_letter_is_refused(store, name):
    with pytest.raises(LetterMissing):
        store.get(name)


def test_a_write_that_fails_leaves_nothing_behind(store, monkeypatch):
    def full_disk(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("printer.letters.store.os.fsync", full_disk)
    sha = hashlib.sha256(b"%PDF").hexdigest()
    store.path(sha).parent.mkdir(parents=True)
    with pytest.raises(OSError, match="No space left"):
        store.put(b"%PDF")
    assert list(store.path(sha).parent.iterdir()) == []
    with pytest.raises(LetterMissing):
        store.get(sha)
