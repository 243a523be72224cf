"""What `scripts/mutate` is told of changes that no test can notice: each is still one it makes."""

import tomllib
from collections import defaultdict

from benchmarks.mutations import ROOT, mutants_of

EXPLAINED = ROOT / "tests" / "mutants.toml"


def test_every_explained_change_is_one_that_is_made() -> None:
    groups = tomllib.loads(EXPLAINED.read_text("utf-8"))["same"]
    by_file, told = defaultdict(set), list[str]()
    for group in groups:
        assert len(group["why"]) > 20
        told += group["mutants"]
        for name in group["mutants"]:
            by_file[name.partition(":")[0]].add(name)
    assert len(told) == len(set(told))
    for file, names in by_file.items():
        made = {mutant.name for mutant, _ in mutants_of(ROOT / "ccmcost" / file)}
        assert names <= made, f"no longer made: {sorted(names - made)}"
