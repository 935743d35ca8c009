"""Draws the lives of fictional requests: what each office does with what it is asked."""
