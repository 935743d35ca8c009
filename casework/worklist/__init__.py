"""The list of work: how urgent each request is, in which order, and how it is narrowed."""
