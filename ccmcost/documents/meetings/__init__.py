"""The register of meetings, and one meeting of it."""
