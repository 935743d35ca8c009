"""Complaints to the Directorate, with a clock of their own."""
