"""The rules and words as they are, read once for all tests of a process: nobody changes them."""

from functools import cache

from bot import wiring
from bot.texts import Texts
from handlers.content import Content
from state.assessments import assessment_files
from state.assessments.assessment import Library


@cache
def library() -> Library:
    return assessment_files.load()


@cache
def content() -> Content:
    return wiring.read_content()


@cache
def texts() -> Texts:
    return wiring.read_texts()
