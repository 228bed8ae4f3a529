"""What a message means: what is looked for and measured in it, and the decision that follows."""
