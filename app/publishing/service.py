"""Close a measurement."""
