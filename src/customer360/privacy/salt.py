"""The secret behind every hash of a person: from the environment, and written nowhere."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable, Mapping

VARIABLE = "CUSTOMER360_SALT"

#: Purpose of the hashes on the list of erased people.
SUPPRESSION = "suppression"

#: Fewer characters could be guessed.
SHORTEST = 16

#: Keeps the parts of a hashed text apart; no identifier contains it.
_SEPARATOR = "\x1f"


class SaltError(RuntimeError):
    """The salt is missing or wrong; the message is one sentence and does not tell the salt."""


class Salt:
    """Keyed hashes (HMAC-SHA-256). A purpose has its own key, so that lists cannot be compared."""

    def __init__(self, secret: str) -> None:
        if len(secret) < SHORTEST:
            raise SaltError(f"{VARIABLE} must have at least {SHORTEST} characters")
        self._secret = secret.encode()

    def __repr__(self) -> str:
        return "Salt(...)"

    def key(self, purpose: str) -> bytes:
        """32 bytes that do not lead back to the secret."""
        return hmac.digest(self._secret, purpose.encode(), "sha256")

    def pads(self, purpose: str) -> tuple[bytes, bytes]:
        """What HMAC puts before the inner and the outer text, for a warehouse without HMAC."""
        key = self.key(purpose).ljust(hashlib.sha256().block_size, b"\0")
        return bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)

    def hashes(self, purpose: str, company_id: str, values: Iterable[str]) -> list[str]:
        """One hash per value, 64 hexadecimal digits; another in each company."""
        keyed = hmac.new(self.key(purpose), (company_id + _SEPARATOR).encode(), hashlib.sha256)
        found = []
        for value in values:
            one = keyed.copy()
            one.update(value.encode())
            found.append(one.hexdigest())
        return found


def read_salt(environment: Mapping[str, str] = os.environ) -> Salt | None:
    """The salt of env CUSTOMER360_SALT, None where it is not set; SaltError if it is too short."""
    secret = environment.get(VARIABLE, "")
    return Salt(secret) if secret else None


def required_salt(purpose: str) -> Salt:
    """The salt, or a SaltError that says what it is needed for."""
    salt = read_salt()
    if salt is None:
        raise SaltError(
            f"{purpose} needs env {VARIABLE}: a secret of {SHORTEST} or more characters"
        )
    return salt
