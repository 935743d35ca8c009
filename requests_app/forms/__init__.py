"""Forms of the procedure: what people type, checked before an act sees it."""
