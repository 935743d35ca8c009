"""The law of access to public information as plain Python: no framework, no clock, no database."""
