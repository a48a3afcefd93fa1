"""Exports the README's pictures from the app itself.

    python docs/pictures.py [FOLDER]

Without FOLDER they are written to docs/pictures.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ninelives.review import store
from tui.questionnaire import Questionnaire

ROOT = Path(__file__).resolve().parents[1]
AT = ("metrics-queue--lambda-functionpublish-metric", "partial-batch")
SIZE = (120, 40)


async def questionnaire(folder: Path) -> str:
    """Give the questionnaire at a question of the example, as SVG."""
    store.remember(folder, *AT)
    app = Questionnaire(folder)
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("up")
        await app.workers.wait_for_complete()
        await pilot.pause()
        return _without_addresses(app.export_screenshot(title="ninelives"))


def _without_addresses(svg: str) -> str:
    """Give the picture without fonts from elsewhere: it needs no network."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def main() -> None:
    """Write every picture."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        example = ROOT / "examples" / "serverless-coffee"
        folder = Path(shutil.copytree(example, Path(scratch) / "serverless-coffee"))
        svg = asyncio.run(questionnaire(folder))
    (target / "questionnaire.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
