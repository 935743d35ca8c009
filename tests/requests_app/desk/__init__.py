"""The officer's desk, page by page."""
