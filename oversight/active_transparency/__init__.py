"""What every institution must publish unasked, checked month by month."""
