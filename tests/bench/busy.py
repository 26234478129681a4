"""`python -m tests.bench.busy`: call -> the board on fifty screens, while twenty operators type and a book is set.

Real hall over ten thousand files; prints the same figures with nobody else at work first. Asserts nothing.
"""

import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.bench.books import built
from tests.bench.clients import Client, Crowd
from tests.bench.previews import editor, line
from tests.conftest import Running, start_hall

FILES, SCREENS, CALLS, OPERATORS = 10_000, 50, 40, 20
BOOK = "/api/v1/books/registration.pdf?from=2000-01-01&to=2026-12-31"


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="busy-") as place:
        folder = Path(place) / "var"
        folder.mkdir()
        built(folder, FILES).database.close()
        hall = start_hall(folder)
        try:
            figures(hall)
        finally:
            hall.stop()


def figures(hall: Running) -> None:
    """Two lines and the work that was done meanwhile."""
    port = int(hall.url.rpartition(":")[2])
    kiosk, loket = Client(port, hall.token("kiosk")), Client(port, hall.token("loket", "--loket", "1"))
    for _ in range(2 * CALLS + 10):
        kiosk.post("/api/v1/tickets", {"loket": 1})
    editors = [editor(hall) for _ in range(OPERATORS)]
    with Crowd(SCREENS, port, hall.token("display")) as crowd:
        line("call -> board, nobody else at work", calls(crowd, loket))
        with at_work(hall, editors) as done:
            line(f"call -> board, {OPERATORS} previews and a book", calls(crowd, loket))
        print(f"{'  meanwhile':<46} {done['previews']} previews, {done['books']} books of {FILES} lines", flush=True)


def calls(crowd: Crowd, loket: Client) -> list[float]:
    """Seconds from each call to the last screen's board."""
    took = []
    for _ in range(CALLS):
        took.append(max(crowd.after(lambda: loket.post("/api/v1/lokets/1/call-next"))))
        crowd.after(lambda: loket.post(f"/api/v1/tickets/{loket.said['id']}/serve"))
    return took


@contextmanager
def at_work(hall: Running, editors: list[Callable[[], float]]) -> Iterator[dict[str, int]]:
    """Operators who type and a supervisor who takes a book along, again and again, until the block ends."""
    done, over = {"previews": 0, "books": 0}, threading.Event()
    asks = {"Authorization": f"Bearer {hall.token('supervisor')}"}

    def types(one: Callable[[], float]) -> None:
        while not over.wait(0.25):
            one()
            done["previews"] += 1

    def binds() -> None:
        while not over.is_set():
            answer = requests.get(hall.url + BOOK, headers=asks, timeout=300)
            assert answer.status_code == 200, answer.text[:300]
            done["books"] += 1

    threads = [threading.Thread(target=types, args=(one,)) for one in editors] + [threading.Thread(target=binds)]
    for thread in threads:
        thread.start()
    yield done
    over.set()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
