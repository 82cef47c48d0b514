"""The same echo bot in three widely used libraries, as they are, told only where their server is.

It says a text back in bold with a button; pressed, it answers with an alert and edits its message.
It names what a text was changed to, and sends a file back under another name.
"""
