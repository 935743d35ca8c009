"""The Directorate's figures: the national clock, the league, departments, trend and comparison."""
