"""Audits of a random sample anybody can draw again."""
