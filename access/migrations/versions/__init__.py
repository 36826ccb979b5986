"""One module per step, numbered; a step that was released is never changed."""
