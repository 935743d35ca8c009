"""Files on institutions that stay silent: facts gathered, a right of reply, what came of it."""
