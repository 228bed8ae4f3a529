"""What every page for staff builds on: who is signed in, forms that no other site can send, the layout."""
