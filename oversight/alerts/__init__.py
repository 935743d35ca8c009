"""Figures that ask to be looked at: each rule is data, each alert a list of requests."""
