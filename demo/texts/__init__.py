"""What fictional people ask and fictional offices answer."""
