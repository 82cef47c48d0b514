"""What is being chosen for an adult who is to be invited, as a place can hold it."""

from collections.abc import Iterable
from typing import get_args

import msgspec

from state.case import Part, Relation, Role
from state.sharing import LEFT_OUT_AT_FIRST, PARTS


class Draft(msgspec.Struct, frozen=True):
    """Who it is to the child, what they may do, and what they will not see."""

    relation: Relation
    role: Role = Role.READ
    leaves_out: tuple[Part, ...] = LEFT_OUT_AT_FIRST

    @property
    def written(self) -> str:
        """As `read` takes it: "parent/tasks/visits,who"."""
        return f"{self.relation}/{self.role.value}/{','.join(self.leaves_out)}"

    def with_role(self, role: Role) -> "Draft":
        return msgspec.structs.replace(self, role=role)

    def without(self, parts: Iterable[Part]) -> "Draft":
        """With these parts left out in any case."""
        out = {*self.leaves_out, *parts}
        return msgspec.structs.replace(self, leaves_out=tuple(p for p in PARTS if p in out))

    def turned_over(self, part: Part) -> "Draft":
        """With this part left out if it was not, and the other way round."""
        out = {*self.leaves_out} ^ {part}
        return msgspec.structs.replace(self, leaves_out=tuple(p for p in PARTS if p in out))


def read(written: str) -> Draft | None:
    """What was chosen so far; None if this is none of ours."""
    relation, _, rest = written.partition("/")
    role, _, out = rest.partition("/")
    roles = {one.value: one for one in Role}
    leaves_out = tuple(part for part in PARTS if part in out.split(","))
    if relation not in get_args(Relation) or role not in roles:
        return None
    return msgspec.convert(
        {"relation": relation, "role": role, "leaves_out": leaves_out}, Draft, strict=False
    )
