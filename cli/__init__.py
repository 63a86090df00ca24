"""The `townledger` command: extract and proof."""
