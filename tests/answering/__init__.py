"""Papers: what they state, how they read, who may take them and how they are verified."""
