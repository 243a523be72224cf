"""The words of the page for delegates, a catalogue of its own beside that of the documents."""
