"""What an office types about its own work."""
