"""Pages in a real browser: what a person sees, reaches and can do."""
