"""Tests of the look: tags, forms, page frame and compiled files."""
