"""What an editor tells of a field: the docstring that stands beneath it."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel


def notes_on(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstring of each field that has one, its parents' fields included, each as one line."""
    parents = [it for it in reversed(model.__mro__) if issubclass(it, BaseModel) and it is not BaseModel]
    return {name: " ".join(note.split()) for parent in parents for name, note in _own_notes(parent)}


def _own_notes(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    (found,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    for above, below in pairwise(found.body if isinstance(found, ast.ClassDef) else ()):
        match above, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(note))),
            ):
                yield name, note
            case _:
                pass
