"""Services that every office of a kind has: the catalogue (the data files here), and which of them a title means."""
