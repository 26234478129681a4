"""What the web process needs of an event loop; the implementation lives where eventlet is known."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any


class Hub(ABC):
    """An event loop that can serve a WSGI app with websockets."""

    @abstractmethod
    def serve(
        self, host: str, port: int, app: Any, stopping: Callable[[], bool], disconnect: Callable[[], None]
    ) -> None:
        """Serve `app` until `stopping()`; then `disconnect()` closes the sockets and requests under way end."""

    @abstractmethod
    def spawn(self, work: Callable[[], None]) -> None:
        """Run `work` beside the server."""
