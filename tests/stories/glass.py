"""The glass people look at: one Chromium for all stories, a context of its own for each screen, no trouble unseen."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Request,
    Response,
    WebError,
    WebSocket,
    expect,
)

#: the browser grumbles about every answer that is not "yes"; a refusal with words is one
A_REFUSAL = re.compile(r"the server responded with a status of (403|409|422|429)")
AWAY = re.compile(r"net::ERR_|Failed to fetch|WebSocket connection|status of 50[23]")
OURS = ("data", "blob", "about")
SECONDS = 40
expect.set_options(timeout=SECONDS * 1000)


class Glass:
    """One screen: its page, and what went wrong behind it. `frames` are the words the server pushed by socket."""

    def __init__(self, browser: Browser, host: str, size: tuple[int, int], *, touch: bool = False) -> None:
        self.host = host
        self.troubles: list[str] = []
        self.frames: list[str] = []
        self.sockets: list[WebSocket] = []
        #: the story takes the server away: then silence is no trouble
        self.server_may_go = False
        self.context: BrowserContext = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="id-ID", has_touch=touch
        )
        self.context.set_default_timeout(SECONDS * 1000)
        self._listen()
        self.page = self.context.new_page()

    def _listen(self) -> None:
        self.context.on("console", self._hear_console)
        self.context.on("weberror", self._hear_fault)
        self.context.on("request", self._see_request)
        self.context.on("response", self._see_response)
        self.context.on("page", lambda page: page.on("websocket", self._see_socket))

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not A_REFUSAL.search(message.text):
            self._trouble(f"console: {message.text}")

    def _hear_fault(self, fault: WebError) -> None:
        self._trouble(f"script: {fault.error}")

    def _see_request(self, request: Request) -> None:
        self._know(request.url)

    def _see_socket(self, socket: WebSocket) -> None:
        self._know(socket.url)
        self.sockets.append(socket)
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))

    def _see_response(self, response: Response) -> None:
        if response.status >= 500 or response.status == 404:
            self._trouble(f"{response.status}: {response.request.method} {urlsplit(response.url).path}")

    def _know(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in OURS and parts.netloc != self.host:
            self._trouble(f"asked a stranger: {url}")

    def _trouble(self, words: str) -> None:
        if not (self.server_may_go and AWAY.search(words)):
            self.troubles.append(words)

    def close(self) -> list[str]:
        """Switch the screen off; answers its troubles."""
        self.context.close()
        return self.troubles
