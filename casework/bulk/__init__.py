"""One act on many requests: asked for once, done one by one, told for each."""
