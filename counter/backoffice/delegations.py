"""Who signs when the Camat is away: the records, a new one with its signature block, ending one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, get_args

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from office.errors import Invalid
from office.office import Office
from office.people import delegations
from office.people.doors import door
from office.records.work import Read
from office.views import signing, worklists
from office.words.dates import parse_time

STYLES = get_args(delegations.Style)
DOORS = ("sekcam", "camat", "supervisor", "admin")
MEANS = {
    "a.n.": "atas nama: Camat ada, tetapi melimpahkan tanda tangan",
    "Plt.": "pelaksana tugas: jabatan Camat sedang kosong",
    "Plh.": "pelaksana harian: Camat berhalangan sementara",
}


def routes(blueprint: Blueprint, office: Office) -> None:
    """`/counter/delegations`: the page, its preview, a new one, ending one."""

    @blueprint.get("/delegations")
    @door(*DOORS)
    def delegations_page() -> Response:
        return page(office)

    @blueprint.post("/delegations/preview")
    @door(*DOORS)
    def delegation_preview() -> str:
        return render_template("counter/backoffice/signature_block.html", block=_block(office, request.form))

    @blueprint.post("/delegations")
    @door(*DOORS)
    def delegation_begin() -> Response:
        return _done(
            office, forms.attempt(lambda: office.do(delegations.begin, by=g.actor, key=forms.key(), **given()))
        )

    @blueprint.post("/delegations/<int:delegation_id>/end")
    @door(*DOORS)
    def delegation_end(delegation_id: int) -> Response:
        return _done(office, forms.attempt(
            lambda: office.do(delegations.end, by=g.actor, key=forms.key(), delegation_id=delegation_id)))  # fmt: skip


def page(office: Office, tried: forms.Tried | None = None) -> Response:
    """All of it, with a refused form as it was typed."""
    found = office.see(_all)
    boxes = request.form.to_dict() if tried else {}
    ended = bool(request.view_args and "delegation_id" in request.view_args)
    shown = render_template("counter/backoffice/delegations.html", boxes=boxes, tried=tried, styles=STYLES, means=MEANS,
                            problems=tried.problems if tried else {}, block=_block(office, boxes), ended=ended,
                            seat=g.seat.desk, said=request.args.get("said"), **found)  # fmt: skip
    answer = make_response(shown)
    answer.status_code = forms.CONFLICT if tried else 200
    return answer


def given() -> dict[str, Any]:
    """The form as the verb takes it. Refuses with Invalid, whose `fields` say what to write."""
    wrong: dict[str, str] = {}
    role, username = _who(request.form)
    style = request.form.get("style", "")
    if style not in STYLES:
        wrong["style"] = "Pilih a.n., Plt., atau Plh."
    starts, ends = _moment("from", wrong), _moment("to", wrong)
    if not request.form.get("basis", "").strip():
        wrong["basis"] = "Isi nomor dan tanggal surat perintahnya."
    if wrong:
        raise Invalid("Ada isian yang belum benar. Betulkan yang ditandai, lalu kirim lagi.", fields=wrong)
    return {"role": role, "officer": username or None, "style": style, "basis": request.form["basis"].strip()[:300],
            "from_at": starts, "to_at": ends}  # fmt: skip


def _who(form: Mapping[str, str]) -> tuple[str, str]:
    role, _, username = form.get("who", "").partition(":")
    return (role, username) if role in get_args(delegations.Role) else ("sekcam", "")


def _moment(name: str, wrong: dict[str, str]) -> datetime | None:
    """A day and a clock time as office time; no day means now (from) or until ended (to)."""
    day, clock = (request.form.get(f"{name}_{part}", "").strip() for part in ("day", "time"))
    if not day:
        return None
    try:
        return datetime.combine(date.fromisoformat(day), parse_time(clock or ("00.00" if name == "from" else "23.59")))
    except ValueError:
        wrong[f"{name}_at"] = "Tulis tanggal dan jam, misalnya 07.30."
        return None


def _block(office: Office, form: Mapping[str, str]) -> dict[str, Any]:
    role, username = _who(form)
    style = form.get("style", "")
    found: dict[str, Any] = office.see(
        signing.block, role=role, username=username or None, style=style if style in STYLES else STYLES[0]
    )
    return found


def _all(read: Read) -> dict[str, Any]:
    return {"signing": signing.now(read), "rows": signing.listing(read), "delegates": delegations.delegates(read),
            "reprints": len(worklists.to_reprint(read)), "now": read.local}  # fmt: skip


def _done(office: Office, tried: forms.Tried) -> Response:
    if not tried.ok:
        return page(office, tried)
    where: dict[str, Any] = {"said": "done", **({"as": desk} if (desk := request.args.get("as")) else {})}
    return make_response("", 303, {"Location": url_for("counter.delegations_page", **where)})
