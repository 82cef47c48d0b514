"""Conversations without Telegram, and their transcripts."""
