"""How emissions and quantities are said in a report; French and English on adjacent lines."""
