"""The rules' own desk: every edition, who stands behind each rule, what a new set would change."""
