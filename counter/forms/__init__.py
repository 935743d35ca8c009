"""What is written down at a counter."""
