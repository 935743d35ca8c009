"""Warnings and observations: what waits for one, what was said, what was answered."""
