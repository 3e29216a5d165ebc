#!/usr/bin/env python3
"""Runs the cells of a notebook from top to bottom without Jupyter and prints what each would show.

    YITI_PUBLISHED=output/2024 python3 notebooks-export/run_notebook.py [NOTEBOOK]
    python3 notebooks-export/run_notebook.py --write output/2024/notebooks/2024.ipynb

A published notebook finds the folder that it lies in. With --write, what the cells show is kept in the notebook; this
needs nbclient and ipykernel (pip install nbclient ipykernel).

Ends with status 1 and the number of the cell at the first error.
"""
import ast
import json
import os
import sys
import traceback
from pathlib import Path


def run(source: str, scope: dict) -> None:
    """Runs one cell; the value of a last expression is printed, as Jupyter would show it."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), scope)
    if last is not None:
        value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), scope)
        if value is not None:
            print(value)


def write(path: Path) -> None:
    """Runs a notebook where it lies and keeps its outputs."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}).execute()
    nbformat.write(notebook, path)


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[:1] == ["--write"]:
        for path in arguments[1:]:
            write(Path(path))
        return 0
    path = Path(arguments[0]).resolve() if arguments else Path(__file__).with_name("yiti_main_figures.ipynb")
    if arguments and not os.environ.get("YITI_PUBLISHED"):
        os.chdir(path.parent)
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    scope: dict = {"__name__": "__main__"}
    for number, cell in enumerate(cells, start=1):
        print(f"── cell {number} of {len(cells)}: {cell['id']}")
        try:
            run("".join(cell["source"]), scope)
        except Exception:
            traceback.print_exc()
            print(f"cell {number} ({cell['id']}) failed", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
