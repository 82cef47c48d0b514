"""What tests put in the place of a parent, of Telegram, and of the conversation."""
