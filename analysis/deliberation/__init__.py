"""What a co-design session's judgements say together, and when they say nothing. No web, no database."""
