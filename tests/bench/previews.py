"""`python -m tests.bench.previews`: typing -> the letter's new page, with one operator and with twenty, and what the
kiosk feels of it. Real hall, real session, asserts nothing.
"""

import html
import re
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import requests

from server.simulation.report import percentile
from tests.bench.clients import Client, together
from tests.conftest import Running, start_hall
from tests.walk import VALUES

OPERATORS, TIMES, SECONDS = (1, 5, 20), 60, 12.0
WORDS = "Demikian surat ini dibuat untuk dipergunakan sebagaimana mestinya, kalimat ke-"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="previews-") as folder:
        hall = start_hall(Path(folder) / "var")
        try:
            figures(hall)
        finally:
            hall.stop()


def figures(hall: Running) -> None:
    """One line for each number of operators; the kiosk's press beside it."""
    kiosk = Client(int(hall.url.rpartition(":")[2]), hall.token("kiosk"))
    alone = [kiosk.post("/api/v1/tickets", {"loket": 1}) for _ in range(40)]
    line("press -> ticket, nobody types", alone)
    editors = [editor(hall) for _ in range(OPERATORS[-1])]
    for count in OPERATORS:
        pressed: list[float] = []
        ended = threading.Event()
        watcher = threading.Thread(target=watch, args=(kiosk, pressed, ended))
        watcher.start()
        took, rate = together(editors[:count], TIMES // (1 if count < 20 else 3), SECONDS)
        ended.set()
        watcher.join()
        line(f"typing -> new page, {count} operator{'s' if count > 1 else ''}, {rate:.0f}/s", took)
        line("  press -> ticket meanwhile", pressed)


def watch(kiosk: Client, took: list[float], ended: threading.Event) -> None:
    """Somebody at the kiosk, ten times a second."""
    while not ended.wait(0.1):
        took.append(kiosk.post("/api/v1/tickets", {"loket": 1}))


def editor(hall: Running) -> Callable[[], float]:
    """An operator before a file of their own; each call types one sentence and waits for its page."""
    session, file_id = requests.Session(), drafted(hall)
    session.post(f"{hall.url}/floor-plan/operator", data={"csrf_token": ""})
    page = session.get(f"{hall.url}/counter/files/{file_id}?as=operator").text
    field = {
        name: html.unescape(value) for name, value in re.findall(r'name="(csrf_token|drawn)" value="([^"]*)"', page)
    }
    address = html.unescape(re.search(r'data-writing="([^"]+)"', page)[1])  # type: ignore[index]
    typed = iter(range(2, 1_000_000))

    def type_on() -> float:
        n = next(typed)
        begun = perf_counter()
        answer = session.post(f"{hall.url}{address}", data={**field, "n": n, "seen": 0, "part.closing": f"{WORDS}{n}."})
        took = perf_counter() - begun
        assert answer.status_code == 200 and "data:image/png" in answer.text, answer.text[:300]
        return took

    return type_on


def drafted(hall: Running) -> int:
    """A letter that waits to be printed."""
    loket, kasi = (
        Client(int(hall.url.rpartition(":")[2]), hall.token(*role)) for role in (("loket", "--loket", "1"), ("kasi",))
    )
    services = requests.get(f"{hall.url}/api/v1/services", timeout=20).json()
    service = next(one for one in services if one["code"] == "IZ08")
    loket.post("/api/v1/files", {"service": "IZ08", "applicant": {"name": "Sahrul Anam", "village": "Ambunten Timur"}})
    made = loket.said
    fields = {one["id"]: VALUES[one["kind"]] for one in made["fields"]}
    act = f"/api/v1/files/{made['id']}/acts"
    loket.post(f"{act}/accept", {"documents": [one["id"] for one in service["requirements"] if one["mandatory"]]})
    kasi.post(f"{act}/process", {"fields": fields})
    return int(made["id"])


def line(name: str, took: list[float]) -> None:
    """p50, p99 and the worst, in milliseconds."""
    shown = [f"{1000 * percentile(took, q):7.1f}" for q in (50, 99)]
    print(f"{name:<46} p50 {shown[0]} ms  p99 {shown[1]} ms  n {len(took)}", flush=True)


if __name__ == "__main__":
    main()
