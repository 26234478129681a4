"""Pictures of a letter while somebody writes it: the newest only, and never in the way of a letter that is printed."""

import itertools
import threading

from office.errors import Refusal
from office.office import Office
from printer.letters import wording
from printer.letters.press import AnySheet, LetterPress


class Overtaken(Refusal):
    """Something newer was typed before this picture's turn came: nobody waits for it any more."""

    code = "overtaken"
    detail = "Pratinjau yang lebih baru sedang disusun. Tunggu sebentar."


class Sketches:
    """One picture at a time; of one editor only what was asked last is set."""

    def __init__(self, office: Office, press: LetterPress) -> None:
        self._office, self._press = office, press
        self._one_at_a_time = threading.Lock()
        self._turns = itertools.count(1)
        self._newest: dict[str, int] = {}

    def of_file(self, file_id: int, editor: str) -> list[bytes]:
        """The letter of a file as it would be printed now, page by page (PNG). Refuses with Overtaken, PressError."""
        turn = self._take(editor)
        draft: wording.Draft = self._office.see(wording.draft, file_id=file_id)
        return self._draw(editor, turn, draft.content.letter)

    def of_content(self, content: AnySheet, editor: str) -> list[bytes]:
        """Pictures of any sheet. Refuses with Overtaken, PressError."""
        return self._draw(editor, self._take(editor), content)

    def _take(self, editor: str) -> int:
        turn = self._newest[editor] = next(self._turns)
        return turn

    def _draw(self, editor: str, turn: int, content: AnySheet) -> list[bytes]:
        with self._one_at_a_time:
            if self._newest.get(editor) != turn:
                raise Overtaken
            pages = self._press.aside.pictures(content)
        if self._newest.get(editor) == turn:
            del self._newest[editor]
        return pages
