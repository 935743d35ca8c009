"""Reports that stay as they were when they were made, and the monthly snapshots behind them."""
