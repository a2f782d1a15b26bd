"""What a prototype costs and brings: cash tables, worth over time, cost per effect, social return, pilots."""
