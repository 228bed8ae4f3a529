"""The citizen reports: danger, intake, a person to talk to, tracking, rating, own data."""
