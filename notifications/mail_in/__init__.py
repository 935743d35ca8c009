"""E-mail that comes in: kept first, then matched to its request, made a draft, or ignored."""
