"""How many formulas are read, how many rightly, and in what time: this engine beside two LaTeX parsers.

    python benchmarks/formulas.py

The formulas are the cases of `tests/formulas/cases/written_first.json`. The others are given LaTeX: a case's own, or
its words as `\\text{}` in fractions where it has none of its own (so they are given an easier task than this engine).
They are left out where they are not installed (sympy's wants antlr4 4.11, latex2sympy2_extended 4.13). `right`
compares values under a mapping of variables by name.
"""

from __future__ import annotations

import ast
import json
import logging
import operator
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from normalize.formulas import latex_content, read_formula, to_latex, to_sympy
from normalize.formulas.names import fold
from normalize.formulas.reading import _read
from schemas.formula import FormulaStatus
from schemas.inline import Content, text_content

CASES = Path(__file__).parent.parent / "tests/formulas/cases/written_first.json"
ROUNDS = 20
FOREIGN_ROUNDS = 3
CLOSE = 1e-9
SIGNS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}

OTHERS: tuple[tuple[str, str, dict[str, str], tuple[str, ...]], ...] = (
    (
        "sympy parse_latex (antlr)",
        "sympy.parsing.latex:parse_latex",
        {"backend": "antlr"},
        ("sympy.parsing.latex:LaTeXParsingError",),
    ),
    (
        "sympy parse_latex (lark)",
        "sympy.parsing.latex:parse_latex",
        {"backend": "lark"},
        ("lark.exceptions:UnexpectedCharacters", "lark.exceptions:UnexpectedToken", "lark.exceptions:UnexpectedEOF"),
    ),
    (
        "latex2sympy2_extended",
        "latex2sympy2_extended:latex2sympy",
        {},
        # it raises the class itself, and an AttributeError for a token its grammar has under another antlr only
        ("builtins:Exception", "builtins:AttributeError"),
    ),
)
"""Other parsers: name, function, options, and the types of exception by which they refuse a formula."""

Case = dict[str, Any]


def main() -> None:
    cases = [case for case in json.loads(CASES.read_text("utf-8"))["cases"] if case["expr"] is not None]
    print(f"{len(cases)} formulas")
    print(f"{'':32}{'accepted':>9}{'right':>7}{'median ms':>11}{'p95 ms':>9}")
    row("this engine", [(content_of(case), case) for case in cases], ours)
    written = [(latex_of(case), case) for case in cases]
    for name, parse in others():
        row(name, written, parse)


def row(name: str, inputs: list[tuple[Any, Case]], parse: Callable[[Any], tuple[Any, dict[str, str]] | None]) -> None:
    """One line of the table: every input once for its result, and again for its time."""
    results = [parse(given) for given, _ in inputs]
    right = sum(is_right(result, case) for result, (_, case) in zip(results, inputs, strict=True))
    timed_function = ours_to_mathjson if parse is ours else parse
    times = sorted(1000 * min(timed(timed_function, given)) for given, _ in inputs)
    accepted = sum(result is not None for result in results)
    p95 = times[int(len(times) * 0.95)]
    print(f"{name:32}{accepted:>9}{right:>7}{statistics.median(times):>11.3f}{p95:>9.3f}")


def timed(parse: Callable[[Any], object], given: Any) -> Iterator[float]:
    """Seconds of each of some rounds; this engine's cache of cells is emptied before each."""
    for _ in range(ROUNDS if parse is ours_to_mathjson else FOREIGN_ROUNDS):
        _read.cache_clear()
        start = time.perf_counter()
        parse(given)
        yield time.perf_counter() - start


def ours_to_mathjson(content: Content) -> object:
    """What is timed of this engine: a cell's content to MathJSON, LaTeX and srepr."""
    return read_formula(content).mathjson


def content_of(case: Case) -> Content:
    return latex_content(case["latex"]) if "latex" in case else text_content(case["text"])


def latex_of(case: Case) -> str:
    """A case as LaTeX for the parsers that read nothing else."""
    reading = read_formula(content_of(case))
    if "latex" in case or reading.tree is None:
        return str(case.get("latex", case.get("text")))
    return to_latex(reading.tree, {variable.symbol: variable.name for variable in reading.variables})


def ours(content: Content) -> tuple[Any, dict[str, str]] | None:
    reading = read_formula(content)
    if reading.status is not FormulaStatus.PARSED or reading.tree is None:
        return None
    return to_sympy(reading.tree), {variable.symbol: variable.name for variable in reading.variables}


def others() -> Iterator[tuple[str, Callable[[str], tuple[Any, dict[str, str]] | None]]]:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for name, place, options, refusals in OTHERS:
        try:
            parse = named_object(place)
            raised = tuple(map(named_object, refusals))
            parse("a + b", **options)
        except ImportError:
            print(f"{name:32}not installed")
            continue
        yield name, adapted(parse, options, raised)


def named_object(place: str) -> Any:
    """What stands at `module:name`."""
    module, name = place.split(":")
    return getattr(import_module(module), name)


def adapted(
    parse: Callable[..., Any], options: dict[str, str], refusals: tuple[type[Exception], ...]
) -> Callable[[str], tuple[Any, dict[str, str]] | None]:
    """A foreign parser that returns None where it refuses a formula; a fault of another type is no refusal."""

    def read(source: str) -> tuple[Any, dict[str, str]] | None:
        try:
            expression = parse(source, **options)
        except refusals as error:
            if type(error) not in refusals:
                raise
            return None
        return expression, {str(symbol): named(str(symbol)) for symbol in expression.free_symbols}

    return read


def named(symbol: str) -> str:
    return symbol.replace("\\text", "").strip("{} ")


def is_right(result: tuple[Any, dict[str, str]] | None, case: Case) -> bool:
    """Whether an expression has the expected values, its variables matched by their words."""
    if result is None:
        return False
    expression, names = result
    wanted = {fold(name): n for n, name in enumerate(case["vars"])}
    found = {symbol: wanted.get(fold(name)) for symbol, name in names.items()}
    if None in found.values() or len(set(found.values())) != len(wanted):
        return False
    random = Random(7)
    for _ in range(3):
        values = [random.uniform(1, 10) for _ in case["vars"]]
        try:
            value = float(expression.subs({symbol: values[n] for symbol, n in found.items() if n is not None}))
        except (TypeError, ValueError, AttributeError):
            return False
        expected = expected_value(case["expr"], values)
        if abs(value - expected) > CLOSE * max(1, abs(expected)):
            return False
    return True


def expected_value(expression: str, values: list[float]) -> float:
    """The value of a case's own expression, which is ours and still not evaluated as code."""
    return _value(ast.parse(expression, mode="eval").body, values)


def _value(node: ast.expr, values: list[float]) -> float:
    match node:
        case ast.BinOp(left, sign, right):
            return SIGNS[type(sign)](_value(left, values), _value(right, values))
        case ast.Name(name):
            return values[int(name[1:])]
        case ast.Constant(float() | int() as value):
            return float(value)
    raise ValueError(ast.dump(node))


if __name__ == "__main__":
    main()
