"""The secret code with which a requester follows a request without an account."""

import hashlib
import hmac

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
CODE_LENGTH = 16  # 80 bits
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def code_for(token: str) -> str:
    """Return the code of the form sent with `token`: 16 characters in groups of four.

    Derived, not drawn, so that a form sent twice shows the same code twice although only a
    slow hash of it is kept. `token` is random (at least 128 bits) and is not stored either.
    """
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"tracking code:" + token.encode(), "sha256")
    number = int.from_bytes(digest[:10], "big")
    symbols = [ALPHABET[(number >> 5 * place) & 31] for place in range(CODE_LENGTH)]
    return "-".join("".join(symbols[start : start + 4]) for start in range(0, CODE_LENGTH, 4))


def digest_of(token: str) -> str:
    """Return what is kept of a form's token to recognise it when it is sent again."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_code(code: str) -> str:
    """Return the slow hash of a code, as kept at rest."""
    return make_password(_read(code), hasher="scrypt_code")


def matches(code: str, code_hash: str | None) -> bool:
    """Say whether `code` is the one behind `code_hash`; without a hash, take as long and deny."""
    if code_hash is None:
        make_password(_read(code), hasher="scrypt_code")
        return False
    return check_password(_read(code), code_hash)


def _read(code: str) -> str:
    """Forgive lower case, blanks, hyphens and the letters that look like digits."""
    return "".join(code.upper().translate(_READ_AS).replace("-", "").split())
