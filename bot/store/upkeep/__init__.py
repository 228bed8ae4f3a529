"""What the program notes for itself: things done once, leases, counts for a monitor."""
