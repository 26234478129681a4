"""`power battery|mains`: told by the script of a UPS when the mains go and when they come back.

On battery every loket prints how the queue stands, and screens say that numbers stay valid; on mains that goes again.
Whoever runs it needs the office's data folder (the server's own user). With Network UPS Tools, in `upsmon.conf`:

    NOTIFYCMD "/usr/local/sbin/pendopo-ups"
    NOTIFYFLAG ONBATT SYSLOG+EXEC
    NOTIFYFLAG ONLINE SYSLOG+EXEC

and as `/usr/local/sbin/pendopo-ups` (executable; `pendopo` is the server's user):

    #!/bin/sh
    case "$NOTIFYTYPE" in
      ONBATT) exec sudo -u pendopo PENDOPO_DATA=/var/lib/pendopo pendopo power battery ;;
      ONLINE) exec sudo -u pendopo PENDOPO_DATA=/var/lib/pendopo pendopo power mains ;;
    esac

With apcupsd the same two lines stand in `/etc/apcupsd/onbattery` and `/etc/apcupsd/offbattery`.
"""

from argparse import Namespace

from office.hall import battery
from office.office import SYSTEM
from server.commands import opening
from server.commands.shape import Commands, command, group
from server.config import Config


def add_to(commands: Commands) -> None:
    """What a UPS says."""
    names = group(commands, "power", "kabar dari UPS: listrik padam atau kembali")
    command(names, "battery", "listrik padam, kantor memakai baterai: cetak keadaan antrean", _battery)
    command(names, "mains", "listrik kembali", _mains)


def _battery(_asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        done = office.do(battery.battery, by=SYSTEM)
    if done["slips"]:
        print(f"Listrik padam tercatat. {len(done['slips'])} lembar keadaan antrean masuk antrean cetak.")
    else:
        print("Kantor sudah tercatat memakai baterai.")
    return 0


def _mains(_asked: Namespace, config: Config) -> int:
    with opening.opened(config) as office:
        done = office.do(battery.mains, by=SYSTEM)
    print("Listrik kembali, tercatat." if done["outage"] else "Kantor memang tidak memakai baterai.")
    return 0
