"""JSON that crosses the network: what is taken in, what is given out."""
