#!/usr/bin/env python3
"""Opens what a published folder offers to take away with the programs that people use, and compares
its numbers.

    python3 tests/deliverables_check.py output/2024 COPY

COPY is a scratch folder: notebooks are run in a copy. Ends with 77 where a module is missing, which
is said.
"""
import json
import shutil
import sys
from pathlib import Path

try:
    import docx
    import nbformat
    import openpyxl
    import pandas as pd
    from nbclient import NotebookClient
except ImportError as missing:
    print(missing)
    sys.exit(77)


def workbook(folder: Path) -> None:
    """Each sheet with one table, whose first row is its headings; the list has the published
    figures."""
    book = openpyxl.load_workbook(folder / "workbook.xlsx")
    tables = [table for sheet in book for table in sheet.tables.values()]
    assert len(tables) >= 8, len(tables)
    for sheet in book:
        assert len(sheet.tables) <= 1 and not sheet.merged_cells.ranges, sheet.title
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row), sheet.title
    for sheet in book:
        if "yiti_list" in sheet.tables:
            rows = [[cell.value for cell in row] for row in sheet[sheet.tables["yiti_list"].ref]]
            shown = pd.DataFrame(rows[1:], columns=rows[0])
            published = pd.read_parquet(folder / "tables/proposal.parquet")
            assert len(shown) == len(published)
            assert any(shown[name].tolist() == published["orders"].tolist() for name in shown)


def documents(folder: Path) -> None:
    """A4 with the margins of the standard; figures with alternative texts; headings of tables
    repeated."""
    for path in sorted((folder / "documents").glob("*.docx")):
        document = docx.Document(path)
        section = document.sections[0]
        found = [round(value.mm) for value in (section.page_width, section.page_height, section.top_margin,
                                               section.bottom_margin, section.left_margin, section.right_margin)]
        assert found == [210, 297, 37, 35, 28, 26], (path, found)
        assert len(document.inline_shapes) > 0, path
        for shape in document.inline_shapes:
            assert shape._inline.docPr.get("descr"), path
        for table in document.tables:
            row = table.rows[0]._tr
            assert row.trPr is not None and row.trPr.xpath("w:tblHeader"), path
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        assert "{{" not in text and "{" not in text.replace("{{", ""), path


def notebooks(folder: Path, copy: Path) -> None:
    """Every notebook runs from top to bottom where it lies, and its numbers are the tables'."""
    shutil.copytree(folder, copy / folder.name)
    for path in sorted((copy / folder.name / "notebooks").glob("*.ipynb"))[:3]:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
        if not path.stem.startswith("topic_"):
            shown = next(cell for cell in notebook.cells if cell.get("id") == "proposal")
            text = "".join(output["data"]["text/plain"] for output in shown["outputs"])
            published = pd.read_parquet(folder / "tables/proposal.parquet")
            assert all(str(orders) in text for orders in published["orders"]), text


def data_package(folder: Path) -> None:
    """Every published column is described, with a type that its file keeps."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    names = {resource["name"] for resource in package["resources"]}
    assert names == {path.stem for path in (folder / "tables").glob("*.csv")}
    kinds = {"integer": "iu", "number": "iuf", "string": "O", "date": "O", "boolean": "bO", "object": "O"}
    for resource in package["resources"]:
        table = pd.read_csv(folder / resource["path"], encoding="utf-8-sig", nrows=2000)
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(table.columns), resource["name"]
        for field in fields:
            assert field.get("title"), (resource["name"], field["name"])
            values = table[field["name"]].dropna()
            if field["type"] == "integer":
                assert (values == values.round()).all(), (resource["name"], field["name"])
            elif len(values):
                assert values.dtype.kind in kinds[field["type"]] + "f", (resource["name"], field, values.dtype)


def main() -> int:
    folder, copy = Path(sys.argv[1]), Path(sys.argv[2])
    workbook(folder)
    documents(folder)
    data_package(folder)
    notebooks(folder, copy)
    return 0


if __name__ == "__main__":
    sys.exit(main())
