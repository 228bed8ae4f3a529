"""What is said and decided: every conversation and every rule, independent of channel, database and clock."""
