"""The register of public sources and posts, and what a merger moves."""
