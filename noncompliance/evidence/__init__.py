"""A file's evidence: its facts gathered once, told as one PDF and as a zip anybody can check."""
