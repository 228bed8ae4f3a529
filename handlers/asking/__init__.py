"""The citizen asks: answers from the standards, follow-ups, checklist, small talk, opinion."""
