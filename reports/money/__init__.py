"""How money is said and named in a report: amounts, lines, reasons; French and English on adjacent lines."""
