"""What `make bench SCALE=…` understands, and what it says to the rest."""

import pytest

from tests.bench.scale import wanted


@pytest.mark.parametrize(("words", "sizes"), [
    ([], ["1k", "100k"]), (["allowed"], ["1k", "100k"]), (["1M", "postgresql"], ["1m"]), (["1k, 100k"], ["1k", "100k"]),
])  # fmt: skip
def test_sizes_that_are_understood(words, sizes):
    assert wanted(words) == sizes


@pytest.mark.parametrize("word", ["nonsense", "1k,10k", "new", "1k,,100k"])
def test_anything_else_is_told_in_words_what_is_allowed(word, capsys):
    with pytest.raises(SystemExit) as ended:
        wanted([word])
    said = capsys.readouterr().err
    assert ended.value.code == 2 and "1k (1,000 files), 100k (100,000 files), 1m (1,000,000 files)" in said
    assert "Traceback" not in said and "make bench SCALE=1k,100k" in said
