"""The `bouwsteen` command."""
