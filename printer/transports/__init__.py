"""The ways to a printer: `tcp://host:port`, `file:///path`, `preview:`."""

from office.paper.addresses import BadAddress, read_address
from printer.transports.base import Nowhere, Outcome, Permit, State, Status, Transport
from printer.transports.files import File
from printer.transports.preview import Preview
from printer.transports.tcp import Tcp


def open_transport(at: str, completion: str = "?") -> Transport:
    """The transport for an address; one that leads nowhere gives a transport that says so."""
    try:
        address = read_address(at)
    except BadAddress as bad:
        return Nowhere(str(bad))
    if address.scheme == "tcp":
        return Tcp(address.host, address.port, completion)
    return File(address.path) if address.scheme == "file" else Preview()


__all__ = ["Nowhere", "Outcome", "Permit", "State", "Status", "Transport", "open_transport"]
