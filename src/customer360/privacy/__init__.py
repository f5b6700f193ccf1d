"""What identifies a person in the landed data, and how it is hashed so that nobody else can."""

from customer360.privacy.identifiers import Identifier, Normaliser
from customer360.privacy.salt import Salt, SaltError, read_salt, required_salt
from customer360.privacy.suppression import ERASED, Suppression, load_suppression

__all__ = [
    "ERASED",
    "Identifier",
    "Normaliser",
    "Salt",
    "SaltError",
    "Suppression",
    "load_suppression",
    "read_salt",
    "required_salt",
]
