"""Passwords given by commands: read from standard input, or made up and printed once. There is no default one."""

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass

from office.people.staff import LEAST_PASSWORD
from office.records.vault import new_code
from server.commands.opening import NotReady

GROUPS = 3


@dataclass(frozen=True)
class Password:
    """A password; `made_up` ones are shown, once."""

    text: str
    made_up: bool


def add_argument(parser: ArgumentParser) -> None:
    """The flag that all commands with a password share."""
    parser.add_argument("--password-stdin", action="store_true",
                        help="baca kata sandi dari baris pertama masukan baku (bawaan: dibuatkan)")  # fmt: skip


def wanted(asked: Namespace) -> Password:
    """The password read from standard input, or a fresh one of 60 random bits. Refuses a short one."""
    if not asked.password_stdin:
        return Password("-".join(new_code(4) for _ in range(GROUPS)), made_up=True)
    text = sys.stdin.readline().rstrip("\r\n")
    if len(text) < LEAST_PASSWORD:
        raise NotReady(f"Kata sandi terlalu pendek: paling sedikit {LEAST_PASSWORD} huruf.")
    return Password(text, made_up=False)


def tell(username: str, password: Password) -> None:
    """Say how `username` signs in; a password that somebody typed is not repeated."""
    if password.made_up:
        print(f"Nama masuk: {username}\nKata sandi: {password.text}\nKata sandi ini hanya ditampilkan sekali.")
    else:
        print(f"{username} dapat masuk dengan kata sandi itu.")
