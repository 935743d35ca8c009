"""A slow hash whose cost fits a secret that is already random."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class TrackingCodeHasher(ScryptPasswordHasher):
    """scrypt (RFC 7914) with N=2¹¹, r=8: about 4 ms, on top of the code's own 80 random bits.

    A password needs a costlier hash because people choose it; a code drawn at random does not,
    and everyone who files pays for it.
    """

    algorithm = "scrypt_code"
    work_factor = 2**11
