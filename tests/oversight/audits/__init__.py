"""Audits: announcement, draw, review, findings and what is published."""
