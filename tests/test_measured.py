"""Every module that scripts/coverage measures is there, and is loaded where it measures: one that
no test loads would not be missed, since only these are traced.
"""

from __future__ import annotations

import importlib
import tomllib

from tests.conftest import ROOT


def test_every_module_that_is_measured_is_loaded() -> None:
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for pattern in about["tool"]["coverage"]["run"]["include"]:
        found = [path.relative_to(ROOT).with_suffix("") for path in ROOT.glob(pattern)]
        modules = [path for path in found if path.name != "__pycache__"]
        assert modules, f"{pattern} names no module"
        for path in modules:
            importlib.import_module(".".join(path.parts).removesuffix(".__init__"))
