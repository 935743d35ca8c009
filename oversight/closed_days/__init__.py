"""The calendar's own desk: its days, the changes proposed, what each would move."""
