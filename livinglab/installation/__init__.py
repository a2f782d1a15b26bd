"""What must be on the machine before the platform can run. Standard library only: nothing else is there yet."""
