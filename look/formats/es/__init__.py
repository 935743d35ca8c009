"""Formats of Spanish as written in Paraguay."""
