"""Work done in the background, by a process of its own: reports, mail, reminders."""
