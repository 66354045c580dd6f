"""The office: one folder per capability; a lower one never imports a higher one (see pyproject.toml)."""
