"""The command line. Each command is a module of its own, read only when it is called."""

import importlib
import sys
from collections.abc import Sequence

from bot.problems import Problem
from bot.undisturbed import undisturbed

COMMANDS = {
    "run": "run the bot: on Telegram if BOT_TOKEN is set, else in a sandbox of its own",
    "sandbox": "run the sandbox alone, the local stand-in for Telegram",
    "check": "check settings, assessments, templates and translations",
    "translated": "sign that texts of a translation say what the English says now",
    "assess": "tell the level for sets of findings in a file",
    "review": "write one PDF with every question, rule, source and wording, to sign",
    "simulate": "walk the assessment in the terminal",
    "stuck": "list, replay or forget updates that could not be handled",
    "backup": "copy all that is kept into one file, also beside a running bot",
    "restore": "put such a copy in place",
    "rekey": "seal everything with a new key, also beside a running bot",
    "migrate": "bring the database up to date",
}
WRONG = 2


def main() -> int:
    """What `companion` does; returns the exit code."""
    return run(sys.argv[1:])


def run(arguments: Sequence[str]) -> int:
    """Runs one command. A trouble that one sentence explains is said on stderr: exit code 2."""
    name, *rest = arguments or ["run"]
    if name in {"-h", "--help", "help"}:
        print(usage())
        return 0
    if name not in COMMANDS:
        print(f"There is no command {name!r}.\n\n{usage()}", file=sys.stderr)
        return WRONG
    with undisturbed():
        command = importlib.import_module(f"bot.commands.{name}")
    try:
        code: int = command.main(rest)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return 130
    return code


def usage() -> str:
    lines = [f"  {name:<11}{about}" for name, about in COMMANDS.items()]
    return "\n".join(["usage: companion [COMMAND]", "", *lines])
