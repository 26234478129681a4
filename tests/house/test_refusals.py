"""Every refusal says what to do next: each sentence that a person may read, taken from the code itself."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.places import ROOT

FOLDERS = ("office", "counter", "kiosk", "display", "printer", "server")
_WORD = re.compile(r"[a-z]+")
#: what one may be told to do; a sentence of its own that says where to go on counts as well
VERBS = set(
    _WORD.findall(
        """
        alihkan antar ambil baca batalkan bawa beri betulkan biarkan buka buat cari catat centang cetak coba daftarkan
        dekatkan ganti gunakan hapus hubungi hidupkan ikuti isi jalankan kembali kembalikan ketik kirim kosongkan
        kurangi lanjutkan lengkapi lepaskan lihat masuk masukkan minta muat mulai naikkan nyalakan panggil pakai
        pasang pastikan perbaiki periksa perkecil persingkat pilih pindahkan putar ringkaskan samakan sambungkan sebut
        sebutkan jawab lewati cadangkan susun stempel laporkan selesaikan serahkan silakan simpan sisakan tandai
        tambah tambahkan tanya tanyakan tarik tekan terima tulis tunggu tutup ubah ulang ulangi urutkan urus unggah
        keluarkan layani cabut kecilkan perbarui datang sampaikan bandingkan nonaktifkan ringkas hitung akhiri
        """
    )
)


def refusals() -> set[str]:
    """Names of all kinds of refusal."""
    tree = ast.parse((ROOT / "office" / "errors.py").read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


def text_of(node: ast.expr | None) -> str | None:
    """A string as it is written, with … for what is filled in; None for anything that is not one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "…" for part in node.values)  # type: ignore[misc]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = text_of(node.left), text_of(node.right)
        return f"{left or '…'}{right or '…'}" if left or right else None
    return None


def _said(tree: ast.AST, kinds: set[str]) -> Iterator[tuple[int, str]]:
    """Sentences of raised refusals; a name that was given its sentence just before is looked up."""
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.FunctionDef | ast.Module):
            continue
        given: dict[str, list[str]] = {}
        nodes = list(ast.walk(scope)) if isinstance(scope, ast.FunctionDef) else []
        for node in nodes:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and text_of(node.value):
                given.setdefault(node.targets[0].id, []).append(str(text_of(node.value)))
        for node in nodes:
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in kinds:
                yield from ((node.lineno, said) for said in _texts(node, given))


def _texts(call: ast.Call, given: dict[str, list[str]]) -> Iterator[str]:
    first = 1 if getattr(call.func, "id", "") == "NeedsMissing" else 0
    if len(call.args) <= first:
        return
    argument = call.args[first]
    for one in (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,):
        if (said := text_of(one)) is not None:
            yield said
        elif isinstance(one, ast.Name):
            yield from given.get(one.id, [])


def sentences() -> list[tuple[str, str]]:
    """(place, sentence) of every refusal: the defaults, and what is written where one is raised."""
    kinds, found = refusals(), []
    tree = ast.parse((ROOT / "office" / "errors.py").read_text("utf-8"))
    for kind in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        for line in kind.body:
            if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "detail":
                found.append((f"office/errors.py {kind.name}", str(text_of(line.value))))
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            found += [(f"{path.relative_to(ROOT)}:{line}", said) for line, said in sorted(set(_said(tree, kinds)))]
    return found


def says_what_to_do(sentence: str) -> bool:
    """Whether there is a sentence, or a clause, that begins with what to do."""
    if re.search(r"(^|[.:] ?)…+$", sentence):
        return True  # it ends with another refusal's own words
    clauses = re.split(r"[.;:!?,]\s+|\s+(?:dan|lalu|atau|kemudian|untuk)\s+", sentence.lower().strip(" .…"))
    return any(words and words[0] in VERBS for clause in clauses if (words := _WORD.findall(clause)))


FOUND = sentences()


def test_there_are_refusals_to_look_at() -> None:
    assert len(FOUND) > 150, "the search lost its way"


@pytest.mark.parametrize(("place", "said"), FOUND, ids=[place for place, _ in FOUND])
def test_a_refusal_says_what_to_do(place: str, said: str) -> None:
    assert says_what_to_do(said), f"{place}: {said!r} leaves a person alone: add what to do next"


@pytest.mark.parametrize(("said", "wanted"), [
    ("Berkas ini milik Kasi Umum.", False), ("Berkas ini milik Kasi Umum. Minta Kasi itu.", True),
    ("Isi jamnya.", True), ("Nomor sudah habis", False), ("Tunggu sebentar, lalu coba lagi.", True),
    ("Isian ini periksa.", False)])  # fmt: skip
def test_the_heuristic_tells_them_apart(said: str, wanted: bool) -> None:
    assert says_what_to_do(said) is wanted
