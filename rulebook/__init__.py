"""Rule sets as dated data: who confirmed each rule, and what a new set would change."""
