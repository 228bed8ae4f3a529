"""What a message means: the evidence that is measured in it, and the decision that follows."""
