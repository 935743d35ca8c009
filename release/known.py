"""What is already known of the person a file is for, to be looked for inside it."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The requester's own data as they gave them; an empty field is not looked for."""

    name: str = ""
    identity_document: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return the data as JSON can carry them."""
        return asdict(self)


NOBODY = Known()
