"""Measured speed, one bench a module: `python -m bench.NAME` prints lines of JSON."""
