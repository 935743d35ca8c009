"""Formats of Guaraní, which follow the Spanish of Paraguay."""
