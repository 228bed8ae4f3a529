"""Answers the citizen's questions from the standards: questions, follow-ups, checklist, small talk, opinion."""
