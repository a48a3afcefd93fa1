"""What names mean in one template: parameters, conditions, mappings, nested stacks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ninelives.checklist.truth import ABSENT, Value
from ninelives.errors import Place
from ninelives.evidence.cloudformation.template import Template
from ninelives.evidence.cloudformation.values import Foreign, Pointer
from ninelives.evidence.model import Origin, Setting, literal, unknown
from ninelives.evidence.tree import Tree, plain_scalar

_STORED = "AWS::SSM::Parameter::"
_LISTS = ("CommaDelimitedList", "List<")
NO_VALUE = "AWS::NoValue"
DEEPEST = 30
"""Steps from parameter to parameter, condition to condition, before giving up."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A template in the light of what is bound to its parameters."""

    template: Template
    prefix: str = ""
    """What stands before the ids of its resources: the nested stack, with a dot."""
    parent: Scope | None = None
    """The template that nests this one."""
    bound: Mapping[str, Tree] = field(default_factory=dict)
    """What the parent sets its parameters to."""
    children: dict[str, Scope] = field(default_factory=dict)
    """Nested stacks by logical id."""
    under: tuple[str, bool | None] = ("", True)
    """The condition the whole stack is made under, and whether it is by default."""
    busy: list[str] = field(default_factory=list)
    """What is being evaluated, in all stacks: they may feed each other in a circle."""
    truths: dict[str, bool | None] = field(default_factory=dict)
    """Conditions evaluated so far; None also while one is being evaluated."""

    def id(self, logical_id: str) -> str:
        """Give the id of a resource in the graph."""
        return self.prefix + logical_id

    def reference(self, name: str, place: Place) -> Setting:
        """Give what `Ref` of a name comes to."""
        if name == NO_VALUE:
            return Setting(ABSENT, Origin.LITERAL, place)
        if name.startswith("AWS::"):
            return literal(f"${{{name}}}", place)
        if name in self.bound and self.parent is not None:
            return self._given(name, self.parent, place)
        parameter = self.template.parameters.get(name)
        if parameter is not None:
            return self._default(name, parameter, place)
        base, _, made = name.partition(".")  # SAM's MyFunction.Alias and the like
        base = self._made(base, made)
        if base in self.template.resources:
            return literal(Pointer(self.id(base)), place)
        return self._dangling(name, place)

    def _made(self, base: str, what: str) -> str:
        """Give the id of the queue or topic SAM made, else that of its owner."""
        end = what.removeprefix("Destination")
        for outcome in ("OnFailure", "OnSuccess"):
            name = f"{base}EventInvokeConfig{outcome}{end}"
            if end != what and name in self.template.resources:
                return name
        return base

    def _given(self, name: str, parent: Scope, place: Place) -> Setting:
        from ninelives.evidence.cloudformation.intrinsics import evaluate

        own = self.id(name)
        if own in self.busy or len(self.busy) >= DEEPEST:
            return self._foreign(own, f"{own} goes in a circle, or too far", place)
        self.busy.append(own)
        found = evaluate(self.bound[name], parent)
        self.busy.pop()
        return found

    def attribute(self, name: str, attribute: str, place: Place) -> Setting:
        """Give what `Fn::GetAtt` of a resource comes to."""
        child = self.children.get(name)
        output = attribute.removeprefix("Outputs.")
        if child is not None and output != attribute:
            return child.output(output, place)
        if name in self.template.resources:
            if output != attribute:
                why = f"an output of {name}, which is declared elsewhere"
                return self._foreign(f"{self.id(name)}.{attribute}", why, place)
            return literal(Pointer(self.id(name), attribute), place)
        return self._dangling(name, place)

    def output(self, name: str, place: Place) -> Setting:
        """Give what an output of this template comes to."""
        from ninelives.evidence.cloudformation.intrinsics import evaluate

        tree = self.template.outputs.get(name)
        value = tree.get("Value") if tree else None
        if value is None:
            why = f"{self.template.name} has no such output"
            return self._foreign(f"{self.prefix}{name}", why, place)
        return evaluate(value, self)

    def condition(
        self, name: str, evaluate: Callable[[Tree], bool | None]
    ) -> bool | None:
        """Give how a condition comes out under the defaults; None: can't be known."""
        if name not in self.truths and len(self.busy) < DEEPEST:
            self.truths[name] = None
            tree = self.template.conditions.get(name)
            if tree is not None:
                self.busy.append(name)
                self.truths[name] = evaluate(tree)
                self.busy.pop()
        return self.truths.get(name)

    def _default(self, name: str, parameter: Tree, place: Place) -> Setting:
        kind = parameter.get("Type")
        kind_name = kind.text() if kind else ""
        given = parameter.get("Default")
        if kind_name.startswith(_STORED):
            path = given.text() if given else ""
            why = f"parameter {name} is read from the parameter store ({path})"
            return self._foreign(name, why, place, (f"ssm/{path}",) if path else ())
        if given is None or isinstance(given.value, dict):
            return self._foreign(name, f"parameter {name} has no default", place)
        value: Value = given.value
        if isinstance(value, list):
            value = tuple(one.value for one in value)
        elif kind_name.startswith(_LISTS):
            texts = (one.strip() for one in given.text().split(","))
            value = tuple(plain_scalar(one) if one else one for one in texts)
        if value is None:
            value = ""
        return Setting(value, Origin.PARAMETER, place, name)

    def _foreign(
        self, name: str, why: str, place: Place, names: tuple[str, ...] = ()
    ) -> Setting:
        return Setting(Foreign(name, why, names), Origin.UNKNOWN, place, why)

    def _dangling(self, name: str, place: Place) -> Setting:
        return self._foreign(name, f"nothing is declared as {name}", place)


def unresolved(tree: Tree, what: str) -> Setting:
    """Give the setting for a function that can't be resolved."""
    return unknown(tree.place, f"{what} can't be resolved here")
