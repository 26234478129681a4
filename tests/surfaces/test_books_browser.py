"""A book taken from the screen: the page says what it waits for, stays usable, and can be told to stop."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_book_is_fetched_beside_the_page(sit, walk):
    walk.register("NP07")
    page = sit("operator", "/counter/books/registration")
    with page.expect_download(timeout=120_000) as taken:
        page.get_by_role("link", name="XLSX").click()
        expect(page.locator("#book-words")).to_contain_text("sedang disusun")
    assert re.fullmatch(r"register-pendaftaran-.*\.xlsx", taken.value.suggested_filename)
    expect(page.locator("#book-words")).to_contain_text("selesai")
    assert page.faults == []


def test_waiting_can_be_given_up(sit, walk):
    walk.register("NP07")
    page = sit("operator", "/counter/books/registration")
    page.route("**/registration.pdf*", lambda route: None)  # an answer that never comes
    page.get_by_role("link", name="PDF").click()
    page.get_by_role("button", name="Batalkan").click()
    expect(page.locator("#book-words")).to_contain_text("Tidak ada yang disimpan")


def test_a_refusal_is_told_on_the_page(sit):
    page = sit("operator", "/counter/books/registration")
    said = '{"code":"not_now","detail":"Tunggu sebentar."}'
    answer = {"status": 409, "content_type": "application/problem+json", "body": said}
    page.route("**/registration.pdf*", lambda route: route.fulfill(**answer))
    page.get_by_role("link", name="PDF").click()
    expect(page.locator("#book-words")).to_have_text("Tunggu sebentar.")


def test_patterns_show_their_numbers_while_they_are_typed(sit):
    page = sit("supervisor", "/counter/settings/numbers")
    page.get_by_label("Nomor surat", exact=True).fill("{urut:04}/{kode}/{bulan_romawi}/{tahun}")
    expect(page.locator("#example")).to_contain_text("0001/400.12.2.1/XI/2026")
    page.get_by_label("Nomor surat", exact=True).fill("{kode}/{tahun}")
    expect(page.locator("#example")).to_contain_text("harus memuat {urut}")
    assert page.faults == []
