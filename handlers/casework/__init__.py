"""The rules of a complaint (pengaduan) as pure functions of values, without database, channel or clock."""
