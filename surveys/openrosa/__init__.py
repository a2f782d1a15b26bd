"""OpenRosa: what field clients (ODK Collect and others) are given, and what they send. Pure: bytes in, values out."""
