"""How people write: informal Indonesian to normal words, spelling, phrases, and a message taken apart. The words themselves are the data files here."""
