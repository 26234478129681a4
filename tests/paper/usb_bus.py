"""A USB bus with one fake printer on it, as pyusb sees it through its backend."""

import queue
from types import SimpleNamespace

import usb.core
from usb.backend import IBackend

from printer.fake_machine import Machine

VENDOR, PRODUCT = 0x04B8, 0x0E15


class UsbPrinter(Machine):
    """A printer whose answers wait in a queue until the host reads them."""

    def __init__(self, completion="B"):
        super().__init__(completion, 0.0)
        self.answers = queue.SimpleQueue()

    def _reply(self, reply):
        self.answers.put(reply)

    def _hang_up(self):
        self._forget()

    def take(self, data):
        with self._change:
            self._take(data)
            self._change.notify_all()


class Bus(IBackend):
    """pyusb's backend: one printer, or none when `unplugged`; `timeouts` are those that were asked for."""

    def __init__(self, printer, *, number="X123", back=True, kind=7):
        self.printer, self.number, self.back, self.kind = printer, number, back, kind
        self.unplugged = self.driver = False
        self.stuck_after = None
        self.timeouts, self.claimed = [], 0

    def enumerate_devices(self):
        return iter([] if self.unplugged else ["device"])

    def get_device_descriptor(self, dev):
        return SimpleNamespace(bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0,
                               bDeviceProtocol=0, bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=1,
                               iManufacturer=0, iProduct=0, iSerialNumber=3, bNumConfigurations=1, bus=1, address=2,
                               port_number=1, port_numbers=(1,), speed=2)  # fmt: skip

    def get_configuration_descriptor(self, dev, config):
        return SimpleNamespace(bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1,
                               iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[])  # fmt: skip

    def get_interface_descriptor(self, dev, intf, alt, config):
        if intf or alt:
            raise IndexError
        return SimpleNamespace(bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0,
                               bNumEndpoints=2 if self.back else 1, bInterfaceClass=self.kind, bInterfaceSubClass=1,
                               bInterfaceProtocol=2, iInterface=0, extra_descriptors=[])  # fmt: skip

    def get_endpoint_descriptor(self, dev, ep, intf, alt, config):
        return SimpleNamespace(bLength=7, bDescriptorType=5, bEndpointAddress=(0x01, 0x82)[ep], bmAttributes=2,
                               wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0,
                               extra_descriptors=[])  # fmt: skip

    def open_device(self, dev):
        return "handle"

    def close_device(self, handle):
        return None

    def set_configuration(self, handle, value):
        return None

    def get_configuration(self, handle):
        return 1

    def claim_interface(self, handle, intf):
        if self.driver:
            raise usb.core.USBError("busy", errno=16)
        self.claimed += 1

    def release_interface(self, handle, intf):
        self.claimed -= 1

    def is_kernel_driver_active(self, handle, intf):
        return self.driver

    def detach_kernel_driver(self, handle, intf):
        self.driver = False

    def ctrl_transfer(self, handle, kind, request, value, index, data, timeout):
        """String descriptors: the languages, then the serial number."""
        words = b"\x09\x04" if value & 0xFF == 0 else self.number.encode("utf-16-le")
        found = bytes([len(words) + 2, 3]) + words
        data[: len(found)] = type(data)("B", found)
        return len(found)

    def bulk_write(self, handle, ep, intf, data, timeout):
        self.timeouts.append(timeout)
        if self.stuck_after is not None:
            if len(data) > self.stuck_after:
                raise usb.core.USBTimeoutError("timeout", errno=110)
            self.stuck_after -= len(data)
        self.printer.take(bytes(data))
        return len(data)

    def bulk_read(self, handle, ep, intf, buff, timeout):
        self.timeouts.append(timeout)
        try:
            answer = self.printer.answers.get(timeout=timeout / 1000)
        except queue.Empty:
            raise usb.core.USBTimeoutError("timeout", errno=110) from None
        buff[: len(answer)] = type(buff)("B", answer)
        return len(answer)
