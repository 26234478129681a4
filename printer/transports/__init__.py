"""The ways to a printer: `tcp://`, `usb://`, `serial://`, `file://` (a device file or an ordinary one), `preview:`."""

from office.paper.addresses import Address, BadAddress, read_address
from printer.transports.base import Nowhere, Outcome, Permit, State, Status, Transport, Trouble
from printer.transports.devices import Device, Serial
from printer.transports.files import File
from printer.transports.preview import Preview
from printer.transports.talking import Patience, Talking
from printer.transports.tcp import Tcp
from printer.transports.usb import Usb


def open_transport(at: str, completion: str = "?", patience: Patience | None = None) -> Transport:
    """The transport for an address; one that leads nowhere gives a transport that says so."""
    try:
        address = read_address(at)
    except BadAddress as bad:
        return Nowhere(str(bad))
    if address.talks:
        return talking(address, completion, patience)
    return File(address.path) if address.scheme == "file" else Preview()


def talking(at: Address, completion: str = "?", patience: Patience | None = None) -> Talking:
    """The transport for an address whose line leads back (`Address.talks`)."""
    waits = patience or Patience()
    if at.scheme == "tcp":
        return Tcp(at.host, at.port, completion=completion, patience=waits)
    if at.scheme == "usb":
        return Usb(at.vendor, at.product, at.number, completion=completion, patience=waits)
    if at.scheme == "serial":
        return Serial(at.path, at.baud, at.flow, completion=completion, patience=waits)
    return Device(at.path, completion=completion, patience=waits)


__all__ = [
    "Nowhere",
    "Outcome",
    "Patience",
    "Permit",
    "State",
    "Status",
    "Talking",
    "Transport",
    "Trouble",
    "open_transport",
    "talking",
]
