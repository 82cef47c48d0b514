"""A new assessment is added by what its page says alone, and works up to the plan."""

import re
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from rehearsing import A_TUESDAY, turn_of

from bot.rehearsal.rehearsal import Rehearsal
from bot.texts import Texts
from handlers import content
from handlers.content import Running
from handlers.reading import present
from handlers.tasks import every
from state.assessments import assessment_files

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```yaml\n# (?P<path>\S+)\n(?P<text>.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[content.Content, Texts]:
    """The product with the files of docs/adding-an-assessment.md, in a folder of their own."""
    folder = tmp_path_factory.mktemp("product")
    copytree(assessment_files.FOLDER, folder / "state/assessments")
    copytree(ROOT / "templates" / "en", folder / "templates" / "en")
    for block in BLOCK.finditer((ROOT / "docs/adding-an-assessment.md").read_text("utf-8")):
        file = folder / block["path"]
        rows = yaml.safe_load(block["text"])
        if file.exists():  # only what is new is shown there
            known = yaml.safe_load(file.read_text("utf-8"))
            rows = {**known, **{key: {**known[key], **more} for key, more in rows.items()}}
        file.write_text(yaml.safe_dump(rows, sort_keys=False, allow_unicode=True), "utf-8")
    loaded = content.load(folder / "templates", folder / "state/assessments")
    return loaded, Texts(folder / "templates")


async def test_the_page_is_all_it_takes(added: tuple[content.Content, Texts]) -> None:
    loaded, texts = added
    services = {"content": loaded, "running": Running("", "", 90)}
    async with Rehearsal(A_TUESDAY, texts, services) as one:
        await one.write("/start telling_school")
        for data in (
            "start:telling_school",
            "agree:telling_school",
            "country:ie",
            *(f"a:em_{name}:none" for name in ("breathing", "head", "bleeding", "fever")),
            "a:school_knows:no",
            "a:age:7_11",
        ):
            one.now = A_TUESDAY
            said = await one.tap(one.screen_id or 0, data)
        assert "Tell the teacher what your child can and cannot do now." in said[-1].text
        await one.tap(one.screen_id or 0, "how_soon")
        for data in ("a:reason:second_opinion", "a:opinion_kind:stable", "a:team_now:no"):
            said = await one.tap(one.screen_id or 0, data)
        assert present(turn_of(one)).card_is_due(), "its age was asked twice"
        assert "do/write_to_school" in {task.id for task in every(turn_of(one))}
