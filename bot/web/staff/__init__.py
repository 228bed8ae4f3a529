"""What every page for staff stands on: who is signed in, forms that no other site can send, the layout."""
