"""Complaints to the Directorate."""
