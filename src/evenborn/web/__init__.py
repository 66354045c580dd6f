"""What all pages share: base templates, words in templates, forms, lists, errors, headers, style."""
