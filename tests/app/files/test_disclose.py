"""`bouwsteen disclose`: the form of the contract, what it shows, and what it says of bad input."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.analytics.isolation import in_order, random_table
from tests.app.files.command import figures, run, written

TREE = {
    "id": "Org",
    "children": [
        {"id": "Sales", "direct": 2, "children": [{"id": "North", "n": 9}, {"id": "South", "n": 3}, {"id": 7, "n": 9}]},
        {"id": "IT", "n": 8},
    ],
}
ATOMS = {"women A": 3, "men A": 9, "women B": 9, "men B": 2}
CELLS = {
    "all": list(ATOMS),
    "A": ["women A", "men A"],
    "women": ["women A", "women B"],
    "odd": ["women A", "men B"],
    "women A": ["women A"],
    "nobody": [],
}


def told(folder: Path, document: Any) -> Any:
    return figures("disclose", written(folder, json.dumps(document)))


def refused(folder: Path, text: str | bytes, *options: str) -> str:
    result = run("disclose", written(folder, text), *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_a_tree_shows_its_heaviest_safe_choice_by_id_in_the_order_of_the_file(tmp_path: Path) -> None:
    # what is left of Sales is 5 people: 2 of its own and 3 of South
    assert told(tmp_path, {"k": 5, "tree": TREE}) == {"shown": ["Org", "Sales", "North", 7, "IT"], "hidden": ["South"]}


def test_of_equal_groups_the_first_in_the_file_is_shown(tmp_path: Path) -> None:
    tree = {"id": "r", "direct": 2, "children": [{"id": "z", "n": 6}, {"id": "b", "n": 6}, {"id": "a", "n": 6}]}

    assert told(tmp_path, {"k": 5, "tree": tree}) == {"shown": ["r", "z", "b"], "hidden": ["a"]}


def test_a_larger_k_hides_more(tmp_path: Path) -> None:
    assert told(tmp_path, {"k": 32, "tree": TREE}) == {
        "shown": [],
        "hidden": ["Org", "Sales", "North", "South", 7, "IT"],
    }


def test_a_leaf_may_say_its_people_in_either_way(tmp_path: Path) -> None:
    for leaf in ({"n": 5}, {"direct": 5}, {"n": 5, "direct": 5}, {"n": 5, "children": []}):
        assert told(tmp_path, {"k": 5, "tree": {"id": "x", **leaf}}) == {"shown": ["x"], "hidden": []}


def test_cells_are_shown_in_the_given_order_while_they_are_safe(tmp_path: Path) -> None:
    found = told(tmp_path, {"k": 5, "atoms": ATOMS, "cells": CELLS})

    assert found == {"shown": ["all", "A", "women"], "hidden": ["odd", "women A", "nobody"]}
    assert told(tmp_path, {"k": 5, "atoms": ATOMS, "cells": {}}) == {"shown": [], "hidden": []}


def test_cells_are_those_that_trying_every_group_gives(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    for k in (5, 5, 5, 6, 8):
        people, cells = random_table(rng)
        named = {f"c{number}": [f"a{atom}" for atom in cell] for number, cell in enumerate(cells)}
        found = told(tmp_path, {"k": k, "atoms": {f"a{i}": n for i, n in enumerate(people)}, "cells": named})

        assert found["shown"] == [f"c{number}" for number in in_order(people, cells, k)]


@pytest.mark.parametrize(
    ("document", "place", "said"),
    [
        ({"tree": TREE}, "$.k", "ontbreekt"),
        ({"k": 4, "tree": TREE}, "$.k", "minstens 5"),
        ({"k": 101, "tree": TREE}, "$.k", "hoogstens 100"),
        ({"k": 5.5, "tree": TREE}, "$.k", "heel getal"),
        ({"k": "5", "tree": TREE}, "$.k", "heel getal"),
        ({"k": True, "tree": TREE}, "$.k", "heel getal"),
        ({"k": None, "tree": TREE}, "$.k", "heel getal"),
        ({"k": 5}, "$", "tree staan, of atoms en cells"),
        ({"k": 5, "tree": TREE, "atoms": {}}, "$.atoms", "bestaat niet"),
        ({"k": 5, "tree": []}, "$.tree", "object"),
        ({"k": 5, "tree": {"id": "a", "n": 5, "size": 5}}, "$.tree.size", "bestaat niet"),
        ({"k": 5, "tree": {"n": 5}}, "$.tree.id", "ontbreekt"),
        ({"k": 5, "tree": {"id": 1.5, "n": 5}}, "$.tree.id", "tekst of een heel getal"),
        ({"k": 5, "tree": {"id": False, "n": 5}}, "$.tree.id", "tekst of een heel getal"),
        ({"k": 5, "tree": {"id": "a"}}, "$.tree", "heeft n nodig"),
        ({"k": 5, "tree": {"id": "a", "n": -1}}, "$.tree.n", "minstens 0"),
        ({"k": 5, "tree": {"id": "a", "n": 5.0}}, "$.tree.n", "heel getal"),
        ({"k": 5, "tree": {"id": "a", "children": [{"id": "b", "direct": "6"}]}}, "$.tree.children[0].direct", "heel"),
        ({"k": 5, "tree": {"id": "a", "n": 5, "direct": 4}}, "$.tree", "in plaats van direct"),
        ({"k": 5, "tree": {"id": "a", "n": 5, "children": [{"id": "b", "n": 5}]}}, "$.tree", "zonder groepen erin"),
        ({"k": 5, "tree": {"id": "a", "children": {"id": "b", "n": 5}}}, "$.tree.children", "lijst"),
        ({"k": 5, "tree": {"id": "a", "children": [{"id": "a", "n": 5}]}}, "$.tree.children[0].id", "a staat hier"),
        ({"k": 5, "atoms": {"a": 5}}, "$.cells", "ontbreekt"),
        ({"k": 5, "cells": {"a": []}}, "$.atoms", "ontbreekt"),
        ({"k": 5, "atoms": {"a": -5}, "cells": {}}, "$.atoms.a", "minstens 0"),
        ({"k": 5, "atoms": {"a": 5}, "cells": {"x y": ["a", "b"]}}, '$.cells["x y"][1]', "geen atoom b"),
        ({"k": 5, "atoms": {"a": 5}, "cells": {"x": ["a", "a"]}}, "$.cells.x[1]", "a staat hier voor de tweede keer"),
        ({"k": 5, "atoms": {"a": 5}, "cells": {"x": [1]}}, "$.cells.x[0]", "aanhalingstekens"),
        ({"k": 5, "atoms": {"a": 5}, "cells": {"x": "a"}}, "$.cells.x", "lijst"),
        ({"k": 5, "atoms": [], "cells": {}}, "$.atoms", "object"),
        ([], "$", "object"),
        (None, "$", "object"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(tmp_path: Path, document: Any, place: str, said: str) -> None:
    message = refused(tmp_path, json.dumps(document))

    assert f"answers.csv, {place}: " in message
    assert said in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"k": 5, "tree": {"id": "a", "n": 5}', "regel 1, teken 37: dit is geen JSON"),
        ("", "regel 1, teken 1: dit is geen JSON"),
        ('{"k": 5, "k": 6, "tree": {"id": "a", "n": 5}}', "$.k: deze sleutel staat hier twee keer"),
        ('{"k": 5, "atoms": {"a": 5, "a": 6}, "cells": {}}', "$.atoms.a: deze sleutel staat hier twee keer"),
        ('{"k": NaN, "tree": {"id": "a", "n": 5}}', "een getal dat er geen is"),
        ('{"k": ' + "9" * 5000 + "}", "een getal dat er geen is"),
        ("[" * 100_000, "te veel haakjes"),
        ('{"tree": ' * 300 + "5" + "}" * 300, "$.k: dit ontbreekt"),
        (b'{"k": 5, "tree": {"id": "\xff", "n": 5}}', "geen tekst in UTF-8"),
        (r'{"k": 5, "tree": {"id": "\ud800", "n": 5}}', "een teken dat niet bestaat"),
    ],
)
def test_what_is_no_json_is_named(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert said in refused(tmp_path, text)


def test_more_levels_than_any_organisation_has_are_refused(tmp_path: Path) -> None:
    text = '{"id": "x", "n": 5}'
    for level in range(400):
        text = f'{{"id": {level}, "children": [{text}]}}'

    assert "te veel groepen binnen groepen" in refused(tmp_path, f'{{"k": 5, "tree": {text}}}')


def test_a_file_that_is_not_there_or_cannot_be_read_is_named(tmp_path: Path) -> None:
    absent, folder = run("disclose", tmp_path / "absent.json"), run("disclose", tmp_path)

    assert (absent.exit_code, folder.exit_code) == (2, 2)
    assert "absent.json bestaat niet" in absent.stderr
    assert "kan niet worden gelezen" in folder.stderr


def test_messages_are_in_the_readers_language(tmp_path: Path) -> None:
    assert "$.k: this must be at least 5." in refused(tmp_path, '{"k": 3, "tree": {}}', "--language", "en")


def test_the_report_says_why_a_group_is_hidden(tmp_path: Path) -> None:
    file = written(tmp_path, json.dumps({"k": 5, "atoms": ATOMS, "cells": CELLS}))
    dutch, english = run("disclose", file).stdout, run("disclose", file, "--language", "en").stdout

    assert "Van de 6 groepen kun je er 3 samen laten zien." in dutch
    assert "3 of 6 groups can be shown together." in english
    lines = [" ".join(line.split()) for line in dutch.splitlines()]
    assert "odd er zou een kleinere groep uit volgen 5" in lines
    assert "women A minder dan 5 mensen 3" in lines
    assert "all 23" in lines


def test_the_report_of_a_tree_says_why_too(tmp_path: Path) -> None:
    tree = {"id": "r", "children": [{"id": "a", "n": 6}, {"id": "b", "n": 3}]}
    lines = run("disclose", written(tmp_path, json.dumps({"k": 5, "tree": tree}))).stdout.splitlines()

    assert [" ".join(line.split()) for line in lines if line.startswith(("a ", "b "))] == [
        "a er zou een kleinere groep uit volgen 6",
        "b minder dan 5 mensen 3",
    ]
