"""One complaint, shown and acted on, for citizens and staff."""
