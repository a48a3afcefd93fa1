"""Writers that are killed, and writers that write at once: nothing is lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from ninelives.review import store
from tests.designs import QUEUE, orders

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "orders"
    store.create(made, orders())
    return made


WRITER = """
import sys
from pathlib import Path
from ninelives.review import store
from ninelives.review.model import Answer
folder, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
review = store.load(folder)
print("ready", flush=True)
sys.stdin.readline()
for at in range(count):
    said = Answer("all", by=who, note=f"{who} {at}")
    review = store.save_answer(folder, review, sys.argv[4], f"q-{who}-{at}", said, ())
    shared = Answer(who, by=who)
    review = store.save_answer(folder, review, sys.argv[4], "shared", shared, ())
"""


def test_processes_that_write_at_once_lose_nothing(folder: Path) -> None:
    names = ("ana", "ben", "eve")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), who, "20", QUEUE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for who in names
    ]
    for one in writers:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in writers:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in writers:
        one.communicate(timeout=60)
        assert one.returncode == 0
    found = dict(store.load(folder).answers[QUEUE])
    shared = found.pop("shared")
    assert set(found) == {f"q-{who}-{at}" for who in names for at in range(20)}
    # each said something else and knew of the others late or never
    assert {one.choice for one in shared.voices} <= set(names)


# One process that forks its writers, so that three hundred saves take a moment.
LOOP = """
import os, random, signal, sys, time
from pathlib import Path
from ninelives import amend  # as a writer that has saved before
from ninelives.review import changes, store
from ninelives.review.model import Answer
folder, subject, wanted = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
chance = random.Random(9)
acknowledged, kills = {}, 0
while len(acknowledged) < wanted:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        review = store.load(folder)
        for at in range(wanted):
            # new answers and changed ones, short notes and long ones
            name, note = f"q-{(kills * 7 + at) % 90}", f"{kills}.{at} " * (1 + at % 40)
            said = Answer("all", by="Ana", note=note.strip(), at=f"{kills:04}")
            review = store.save_answer(folder, review, subject, name, said, ())
            os.write(write, f"{name} {said.note}\\n".encode())
        os._exit(0)
    os.close(write)
    with open(read, "rb", buffering=0) as acks:
        text, least = b"", chance.randrange(12)
        while text.count(b"\\n") <= least:
            text += acks.read(65536)
        end = time.perf_counter() + chance.random() * 0.006
        while time.perf_counter() < end:
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := acks.read(65536):
            text += more
    kills += 1
    lines = [line.partition(" ") for line in text.decode().splitlines()]
    for at, (name, _, note) in enumerate(lines):
        acknowledged[kills, at] = name
    found = store.load(folder).answers[subject]  # the folder always loads
    last = {name: note for name, _, note in lines}
    began = f"{kills - 1:04}"
    for name, note in last.items():
        # what was acknowledged, or the one thing after it that was under way
        assert found[name].at == began and not found[name].others, name
    assert {name for name in last} <= set(found)
    under_way = [name for name, note in last.items() if found[name].note != note]
    assert len(under_way) <= 1, under_way
    assert set(acknowledged.values()) <= set(found)
print(len(acknowledged), kills)
"""


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs fork")
def test_killing_writers_in_a_loop_of_three_hundred_saves_loses_nothing(
    folder: Path,
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOOP, str(folder), QUEUE, "300"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    saves, kills = map(int, run.stdout.split())
    assert saves >= 300
    assert kills >= 20
    # what the killed left lying is swept by who comes next
    review = store.load(folder)
    store.save_answer(folder, review, QUEUE, "q-0", None, ())
    assert [one.name for one in (folder / "answers").iterdir()] == [f"{QUEUE}.yaml"]
