"""Which indicators there are, each with a page that says how it is computed and what it cannot say."""
