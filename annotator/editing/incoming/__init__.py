"""What is brought in, between its files and the one transaction that writes it."""
