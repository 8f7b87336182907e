"""The `presselupe` command, one module per verb."""
