"""The pages of an office's own work."""
