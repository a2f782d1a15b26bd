"""What a reader could work out about single people from all that is published of the same answers."""
