"""Requests to institutions nobody attends here: sent by e-mail, followed, answered on record."""
