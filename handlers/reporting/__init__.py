"""The citizen's reports: danger, intake, a question to an officer, tracking, rating, own data."""
