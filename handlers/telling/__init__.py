"""Who hears what when something happens to a complaint, also as time passes. Pure."""
