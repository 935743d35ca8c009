"""The daily digest: what waits in an office, by e-mail, for who wants to read it there."""
