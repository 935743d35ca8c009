"""Figures as the interface shows them: periods, shares, spreads, tables, their files and charts."""
