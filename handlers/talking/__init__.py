"""What all conversations share: messages, turns, dialogues, buttons, wording, and the ports to the outside."""
