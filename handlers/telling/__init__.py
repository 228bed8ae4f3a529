"""Who is told what when something happens to a complaint or when time passes. Pure."""
