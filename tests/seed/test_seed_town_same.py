"""The same number gives the same town, in any process; another number gives another."""

import hashlib
import json
import os
import subprocess
import sys

from seed import town

DIGEST = (
    "import hashlib, json; from seed import town; "
    "print(hashlib.sha256(json.dumps(town.rows({}), default=repr).encode()).hexdigest())"
)


def digest(number, hash_seed):
    done = subprocess.run(
        [sys.executable, "-c", DIGEST.format(number)],
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_two_processes_with_different_hash_seeds_make_the_same_bytes():
    ours = json.dumps(town.rows(20230816), default=repr).encode()
    assert digest(20230816, "1") == digest(20230816, "2") == hashlib.sha256(ours).hexdigest()


def test_another_number_makes_another_town():
    assert town.rows(1) != town.rows(2)


def test_making_one_town_leaves_nothing_behind_for_the_next():
    first = town.rows(3)
    town.rows(4)
    assert town.rows(3) == first
