"""`usb://vendor:product[/serial number]`: a USB printer without the kernel's driver, by pyusb. Every transfer has its
time limit, in milliseconds as pyusb wants it; pyusb's own zero would mean for ever.
"""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from printer.transports.base import Gone, State, Status, Trouble
from printer.transports.talking import Talking

log = logging.getLogger("pendopo.print_room")

PRINTER_CLASS = 7
PIECE = 4096
NO_LIBUSB = "pustaka libusb tidak ada; pasang paket libusb-1.0-0, atau pakai file:///dev/usb/lp0"


@dataclass
class Usb(Talking):
    """A USB printer. `number` (its serial number) tells twins apart. `backend` is pyusb's, for tests."""

    vendor: int
    product: int
    number: str = ""
    backend: Any = field(default=None, repr=False)

    @contextmanager
    def line(self) -> Iterator["Pipes"]:
        import usb.util  # only for who has such a printer

        device = self._find()
        try:
            interface = _interface(device)
            pipes = Pipes(*_pipes(interface))
            _claim(device, interface.bInterfaceNumber)
            yield pipes
        finally:
            usb.util.dispose_resources(device)

    def _find(self) -> Any:
        import usb.core

        try:
            found = usb.core.find(find_all=True, backend=self.backend, idVendor=self.vendor, idProduct=self.product)
            fitting = [device for device in found if self.number in ("", _number(device))]
        except usb.core.NoBackendError as missing:
            raise Trouble(Status(State.ERROR, NO_LIBUSB)) from missing
        if not fitting:
            raise OSError(errno.ENODEV, "no such USB printer")
        return fitting[0]


def _number(device: Any) -> str:
    """The device's serial number; a device that does not let itself be asked has none."""
    try:
        return str(device.serial_number or "")
    except (ValueError, OSError):
        return ""


def _interface(device: Any) -> Any:
    """The printer interface; one of a maker's own kind where there is no other."""
    interfaces = list(device.get_active_configuration())
    of_class = [one for one in interfaces if one.bInterfaceClass == PRINTER_CLASS]
    return (of_class or interfaces)[0]


def _pipes(interface: Any) -> tuple[Any, Any]:
    """The way out and the way back (None where the printer has none)."""
    import usb.util

    ways = {usb.util.endpoint_direction(one.bEndpointAddress): one for one in interface}
    if usb.util.ENDPOINT_OUT not in ways:
        raise Trouble(Status(State.ERROR, "perangkat USB ini bukan printer; periksa alamatnya dengan lsusb"))
    return ways[usb.util.ENDPOINT_OUT], ways.get(usb.util.ENDPOINT_IN)


def _claim(device: Any, interface: int) -> None:
    """Takes the interface from the kernel's driver (usblp), which would otherwise hold it."""
    import usb.util

    try:
        if device.is_kernel_driver_active(interface):
            device.detach_kernel_driver(interface)
    except RuntimeError:
        log.debug("this system's kernel cannot be asked for its driver, so it holds nothing")
    usb.util.claim_interface(device, interface)


@dataclass
class Pipes:
    """The two bulk endpoints as a `Wire`."""

    out: Any
    back: Any

    def send(self, data: bytes, patience: float) -> None:
        for at in range(0, len(data), PIECE):
            piece = data[at : at + PIECE]
            if self.out.write(piece, timeout=_ms(patience)) != len(piece):
                raise Trouble(Status(State.OFFLINE, "printer berhenti menerima data"))

    def receive(self, patience: float) -> bytes:
        import usb.core

        if self.back is None:
            return b""
        try:
            return bytes(self.back.read(self.back.wMaxPacketSize, timeout=_ms(patience)))
        except usb.core.USBTimeoutError:
            return b""
        except usb.core.USBError as trouble:
            raise Gone(str(trouble)) from trouble

    def settle(self, patience: float) -> None:
        """A finished bulk transfer was taken by the printer's controller."""


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1000))
