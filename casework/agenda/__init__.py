"""What is due on which day: a month on a page, and a calendar file."""
