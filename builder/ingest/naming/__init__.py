"""Body paragraphs → the people they name, their offices, and who said what."""
