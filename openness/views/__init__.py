"""The pages of followers, of feeds and of reported texts."""
