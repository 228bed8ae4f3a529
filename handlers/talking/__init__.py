"""What every conversation speaks: messages, turns, dialogues, buttons, wording, and the ports to the outside."""
