"""Lines → fates: rules, the learned line score, the ledger; then paragraphs, damage and the Markdown body."""
