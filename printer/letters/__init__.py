"""Letters and the levy's assessment as PDF: what they are made of, how they look, who sets them."""
