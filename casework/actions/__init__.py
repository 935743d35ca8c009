"""What an office arranges inside itself: none of it is an event of the request's history."""

from casework.actions.assigning import KEEP, Keep, assign

__all__ = ["KEEP", "Keep", "assign"]
