"""What a prototype changes in emissions, energy, water and waste: activity × factor, before and after, rebound."""
