"""`say` and `voice make`: the call as a WAV file, and the machine's clips for a hall that has none."""

from argparse import Namespace
from pathlib import Path

from display.voice import call, machine
from display.voice.pack import Pack
from display.voice.shelf import Shelf
from office.errors import Invalid
from office.hall import voice
from office.office import SYSTEM, Office
from office.words.call_clips import CLIPS, LOKETS, taken_apart
from office.words.numerals import call_sentence
from server.commands import opening
from server.commands.shape import Commands, command, group
from server.config import Config

NO_VOICE = "Suara belum dapat dibuat: {}. Pasang espeak-ng, atau rekam potongan suara di Pengaturan > Suara."


def add_to(commands: Commands) -> None:
    """The voice of the hall without its loudspeaker."""
    say = command(commands, "say", "ucapkan satu panggilan ke berkas suara WAV", _say)
    say.add_argument("number", metavar="NOMOR", help="misalnya A-007")
    say.add_argument("--loket", type=int, required=True, metavar="N")
    say.add_argument("--out", type=Path, required=True, metavar="BERKAS.wav")
    names = group(commands, "voice", "suara panggilan")
    command(names, "make", "buat potongan suara mesin yang belum ada (espeak-ng)", _make)


def clips(config: Config) -> Pack:
    """The hall's clips."""
    return Pack(config.data / "voice")


def lacks_clips(config: Config) -> bool:
    """Whether there is something to make, and somebody to make it."""
    return machine.is_there() and not clips(config).is_complete


def tell(office: Office, config: Config) -> None:
    """Let the office know what each pack can say."""
    trouble = "" if clips(config).is_complete or machine.is_there() else "espeak-ng belum terpasang"
    packs = Shelf(config.data / "voice").seconds(office.see(lambda read: read.settings.voice.packs))
    office.do(voice.report, by=SYSTEM, packs=packs, trouble=trouble)


def _make(_asked: Namespace, config: Config) -> int:
    pack = clips(config)
    try:
        made = pack.fill()
    except machine.NoMachine as problem:
        raise opening.NotReady(NO_VOICE.format(problem)) from problem
    with opening.opened(config) as office:
        tell(office, config)
    print(f"{len(made)} potongan suara dibuat, {len(pack.seconds())} dari {len(CLIPS)} ada.")
    return 0


def _say(asked: Namespace, config: Config) -> int:
    if asked.loket not in LOKETS:
        raise Invalid(f"Loket {asked.loket} tidak ada. Tulis --loket 1 sampai {LOKETS[-1]}.")
    try:
        sentence = call_sentence(asked.number, asked.loket, priority=asked.number.upper().startswith("P"))
    except ValueError:
        raise Invalid(f"{asked.number} bukan nomor antrean. Tulis seperti A-007.") from None
    pack = clips(config)
    try:
        for part in taken_apart(sentence):
            if pack.pcm(part.clip.name) is None:
                pack.keep(pack.machine_made(part.clip.name), machine.say(part.clip))
    except machine.NoMachine as problem:
        raise opening.NotReady(NO_VOICE.format(problem)) from problem
    asked.out.write_bytes(call.wav(pack, sentence) or b"")
    print(f"{asked.out}: {sentence}")
    return 0
