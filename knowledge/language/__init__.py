"""How people write: informal Indonesian to normal words, spelling, phrases, and the parts of a message. The words are in the data files here."""
