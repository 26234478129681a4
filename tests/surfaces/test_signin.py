"""The way in: passwords, the desk one is taken to, and the way out."""

from zoneinfo import ZoneInfo

import pytest

from office.office import SYSTEM, Office
from office.people import sessions, staff
from office.records import founding, schema
from office.records.database import Database
from office.records.tables import SignInTry
from office.records.vault import Vault
from server import app as assembly
from server.config import Config
from tests.surfaces.page_forms import forms_of

PASSWORD = "sebuah kata sandi panjang"
WRONG = "Nama masuk atau kata sandi salah"


@pytest.fixture(scope="module")
def hashed():
    """argon2 is slow on purpose: once for all tests."""
    return staff.hash_password(PASSWORD)


@pytest.fixture
def own(tmp_path, clock, press, hashed):
    """An office of its own with two officers, and its app."""
    database = Database(f"sqlite:///{tmp_path / 'own.db'}")
    schema.migrate(database)
    founding.found(database, example=False, now=clock())
    office = Office(database, Vault.open_file(tmp_path / "own.key"), zone=ZoneInfo("Asia/Jakarta"), clock=clock)
    office.do(staff.add, by=SYSTEM, username="rahma", name="Siti Rahma", password_hash=hashed,
              desks=[("loket", 1, None)])  # fmt: skip
    office.do(staff.add, by=SYSTEM, username="ilyas", name="Moh. Ilyas", password_hash=hashed,
              desks=[("sekcam", None, None), ("kasi", None, "pemerintahan"), ("loket", None, None)])  # fmt: skip
    yield office
    database.close()


@pytest.fixture
def visitor(own, press, tmp_path):
    from printer.letters.desk import LetterDesk
    from printer.letters.store import LetterStore

    letters = LetterDesk(own, press, LetterStore(tmp_path / "letters"))
    return assembly.build(own, letters, Config(data=tmp_path, _env_file=None)).app.test_client()


def sign_in(visitor, username="rahma", password=PASSWORD, onward=""):
    """Fill in the form as it is drawn."""
    page = visitor.get(f"/counter/sign-in?next={onward}").text
    form = next(form for form in forms_of(page) if "username" in form.fields)
    form.fields["username"], form.fields["password"] = username, password
    return visitor.post(form.action, data=form.fields)


def test_an_officer_with_one_desk_is_taken_to_it(visitor):
    answer = sign_in(visitor)
    assert (answer.status_code, answer.location) == (303, "/counter/")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
    assert visitor.get("/counter/").location == "/counter/loket/1"
    assert visitor.get("/counter/loket/1").status_code == 200
    assert visitor.get("/counter/loket/2").status_code == 403


def test_an_officer_with_several_desks_chooses(visitor):
    sign_in(visitor, "ilyas")
    page = visitor.get("/counter/").text
    for url in ("/counter/loket/1", "/counter/loket/2", "/counter/kasi", "/counter/sekcam"):
        assert f'href="{url}"' in page and visitor.get(url).status_code == 200
    assert 'href="/counter/camat"' not in page


@pytest.mark.parametrize(("username", "password"), [("rahma", "salah"), ("siapa", PASSWORD), ("rahma", ""), ("", "")])
def test_a_wrong_name_and_a_wrong_password_sound_the_same(own, visitor, username, password):
    answer = sign_in(visitor, username, password)
    assert answer.status_code == 403 and WRONG in answer.text and "Set-Cookie" not in answer.headers
    assert f'value="{username}"' in answer.text and f'value="{PASSWORD}"' not in answer.text
    assert len(own.see(lambda read: read.session.query(SignInTry).all())) == 1


def test_the_sixth_try_waits_even_with_the_right_password(visitor, clock):
    for _ in range(5):
        sign_in(visitor, password="salah")
    answer = sign_in(visitor)
    assert answer.status_code == 403 and "Terlalu banyak percobaan" in answer.text
    assert sign_in(visitor, "ilyas").status_code == 303, "another officer is not held up"
    clock.forward(minutes=6)
    assert sign_in(visitor).status_code == 303


def test_whoever_was_on_the_way_somewhere_arrives_there(visitor):
    turned = visitor.get("/counter/loket/1")
    assert turned.status_code == 303 and turned.location == "/counter/sign-in?next=/counter/loket/1"
    assert sign_in(visitor, onward="/counter/loket/1").location == "/counter/loket/1"


ELSEWHERE = ["https://example.com/", "//example.com", "/counter//example.com", "/counter/\\x", "x"]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_sent_out_of_the_hall(visitor, elsewhere):
    assert sign_in(visitor, onward=elsewhere).location == "/counter/"


def test_signing_out_ends_the_session_at_once(own, visitor):
    cookie = sign_in(visitor).headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    form = next(form for form in forms_of(visitor.get("/counter/loket/1").text) if "sign-out" in form.action)
    assert visitor.post(form.action, data=form.fields).location == "/"
    assert own.see(sessions.seated, cookie=cookie) is None
    assert visitor.get("/counter/loket/1").status_code == 303


def test_the_session_changes_its_id_at_every_sign_in(visitor):
    ids = {sign_in(visitor).headers["Set-Cookie"].partition(";")[0] for _ in range(2)}
    assert len(ids) == 2


def test_an_office_of_its_own_has_no_floor_plan(visitor):
    assert visitor.get("/").location == "/counter/"
    assert visitor.post("/floor-plan/loket-1", data={"key": "1"}).status_code == 404
    assert visitor.get("/counter/").location == "/counter/sign-in"
