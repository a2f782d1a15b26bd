"""What is measured beside answers: usage, meters, costs, machine logs, task times, parameters. Light: no statistics."""
