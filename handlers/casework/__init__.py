"""The rules of a complaint (pengaduan): pure functions of values, no database, no channel, no clock of their own."""
