"""The shape of an expression: its kind, the roles of its variables, and the parts that lint looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from normalize.formulas.names import Identity, identify
from schemas.formula import Expression, FormulaKind, Head, Number, Operation, Role, Symbol

_ONE = Number(Decimal(1))
# constants of the module: an enum's member takes 15 times as long to look up, and these are asked for at every node
_ADD, _SUBTRACT, _MULTIPLY, _DIVIDE = Head.ADD, Head.SUBTRACT, Head.MULTIPLY, Head.DIVIDE
_TERM, _NUMERATOR, _DENOMINATOR, _BOTH = Role.TERM, Role.NUMERATOR, Role.DENOMINATOR, Role.BOTH
_INDEX = "indeks"
_PAIR = 2


def nodes(tree: Expression) -> Iterator[Expression]:
    """Every node of a tree, parents first."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, Operation):
            stack.extend(reversed(node.args))


def symbols(tree: Expression) -> set[str]:
    """The symbols of a tree's variables."""
    return {node.name for node in nodes(tree) if isinstance(node, Symbol)}


def depth(tree: Expression) -> int:
    """How many nodes the longest way from the top to a leaf has."""
    deepest, stack = 0, [(tree, 1)]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        if isinstance(node, Operation):
            stack += [(arg, level + 1) for arg in node.args]
    return deepest


def is_constant(tree: Expression) -> bool:
    """Whether no variable stands in a tree."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Symbol):
            return False
        if isinstance(node, Operation):
            stack += node.args
    return True


def roles(tree: Expression) -> dict[str, Role]:
    """The role of each variable: above a bar, below it, both, or neither."""
    found: dict[str, Role] = {}
    stack: list[tuple[Expression, Role]] = [(tree, _TERM)]
    while stack:
        node, role = stack.pop()
        if isinstance(node, Symbol):
            found[node.name] = _merged(found.get(node.name), role)
        elif isinstance(node, Operation) and node.head is _DIVIDE:
            above, below = node.args
            stack += [(below, _flipped(role)), (above, _NUMERATOR if role is _TERM else role)]
        elif isinstance(node, Operation):
            stack += [(arg, role) for arg in node.args]
    return found


def _flipped(role: Role) -> Role:
    return _NUMERATOR if role is _DENOMINATOR else _DENOMINATOR


def _merged(known: Role | None, role: Role) -> Role:
    if known is None or known is role or role is _TERM:
        return known or role
    return role if known is _TERM else _BOTH


def kind_of(tree: Expression, names: Mapping[str, str], *, percent: bool, title: str = "") -> FormulaKind:
    """The kind of a formula. `names` are the wordings of its symbols, `title` the indicator's or result's name."""
    core = unscaled(tree)
    if growth(core, names) is not None:
        return FormulaKind.GROWTH
    if weights(tree) is not None:
        return FormulaKind.WEIGHTED
    if _is_average(core) or _is_average(tree):
        return FormulaKind.AVERAGE
    if percent:
        return FormulaKind.PERCENTAGE
    if title.casefold().startswith(_INDEX) or (names and all(n.casefold().startswith(_INDEX) for n in names.values())):
        return FormulaKind.INDEX
    if isinstance(core, Operation):
        return _KINDS.get(core.head, FormulaKind.OTHER)
    return FormulaKind.OTHER


_KINDS = {_DIVIDE: FormulaKind.RATIO, _ADD: FormulaKind.SUM, _SUBTRACT: FormulaKind.DIFFERENCE}


def unscaled(tree: Expression) -> Expression:
    """The tree without a constant factor: `A / B` of `A / B x 100`."""
    while isinstance(tree, Operation) and tree.head is _MULTIPLY:
        variable = [arg for arg in tree.args if not is_constant(arg)]
        if len(variable) != 1:
            break
        tree = variable[0]
    return tree


def growth(tree: Expression, names: Mapping[str, str]) -> Operation | None:
    """The division of `(a - b) / b`, of `(a - b) / a`, or of two years of one quantity; None if there is none."""
    if not isinstance(tree, Operation):
        return None
    if tree.head is _SUBTRACT and tree.args[1] == _ONE and isinstance(ratio := tree.args[0], Operation):
        return ratio if ratio.head is _DIVIDE else None
    if tree.head is not _DIVIDE:
        return None
    above, below = unscaled(tree.args[0]), tree.args[1]
    if not isinstance(above, Operation) or above.head is not _SUBTRACT or is_constant(above):
        return None
    return tree if below in above.args or _are_years(above, names) else None


def _are_years(difference: Operation, names: Mapping[str, str]) -> bool:
    terms = [identify(names.get(arg.name, "")) for arg in difference.args if isinstance(arg, Symbol)]
    return len(terms) == len(difference.args) and _is_shifted(*terms)


def _is_shifted(first: Identity, second: Identity) -> bool:
    return first.base is not None and first.base == second.base and first.offset != second.offset


def weights(tree: Expression) -> list[Decimal] | None:
    """The weights of a weighted sum, `0.4 A + 0.6 B`; None if it is none."""
    if not isinstance(tree, Operation) or tree.head is not _ADD:
        return None
    found = [_weight(arg) for arg in tree.args]
    known = [weight for weight in found if weight is not None]
    return known if len(known) == len(found) and all(abs(weight) <= 1 for weight in known) else None


def _weight(term: Expression) -> Decimal | None:
    if not isinstance(term, Operation) or term.head is not _MULTIPLY:
        return None
    numbers = [arg.value for arg in term.args if isinstance(arg, Number)]
    return numbers[0] if len(numbers) == 1 else None


def _is_average(tree: Expression) -> bool:
    """`(a + b) / 2`, `1/2 (a + b)`, or a mean by name."""
    if not isinstance(tree, Operation):
        return False
    if tree.head is _DIVIDE:
        return _has_terms(*tree.args)
    if tree.head is _MULTIPLY and len(tree.args) == _PAIR:
        part, terms = tree.args
        if isinstance(part, Operation) and part.head is Head.RATIONAL:
            return part.args[0] == _ONE and _has_terms(terms, part.args[1])
    return tree.head is Head.MEAN


def _has_terms(terms: Expression, count: Expression) -> bool:
    """Whether an expression is a sum of so many terms."""
    if not isinstance(terms, Operation) or not isinstance(count, Number):
        return False
    return terms.head is _ADD and len(terms.args) == count.value
