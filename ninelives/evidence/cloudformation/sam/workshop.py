"""Where SAM's resources are made: what exists so far, and conditions for new ones."""

from __future__ import annotations

from ninelives.evidence.cloudformation.template import Resource, Template
from ninelives.evidence.tree import Tree


class Workshop:
    """The resources and conditions of a template while it is transformed."""

    def __init__(self, template: Template) -> None:
        """Start with the conditions of the template and none of its resources."""
        self.resources: dict[str, Resource] = {}
        self.conditions: dict[str, Tree] = dict(template.conditions)
        self._written = template.resources

    def put(self, resource: Resource) -> None:
        """Add a resource; what a person wrote under that id stays."""
        written = self._written.get(resource.id)
        if written is None or written.place == resource.place:
            self.resources.setdefault(resource.id, resource)

    def written(self, logical_id: str) -> bool:
        """Whether the template itself declares that id."""
        return logical_id in self._written

    def told(self, reference: Tree | None, name: str) -> Tree | None:
        """Give a property of the resource that a `Ref` of the template means."""
        ref = reference.get("Ref") if reference else None
        resource = self._written.get(ref.text()) if ref else None
        return resource.properties.get(name) if resource else None

    def unless(self, condition: str, like: Tree) -> str:
        """Give the name of the condition that holds where another does not."""
        name = f"not {condition}"
        self.conditions.setdefault(
            name, like.like({"Fn::Not": [{"Condition": condition}]})
        )
        return name
