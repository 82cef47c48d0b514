"""What must be true of the rows on insurance: a sentence for each mistake."""

from collections.abc import Iterator

from state.assessments.lists import Appeal, Lists


def problems(lists: Lists) -> Iterator[str]:
    """One sentence for each clock or plan that is not there, and each time that cannot be."""
    clocks = {clock.id for clock in lists.clocks}
    known = clocks | {appeal.clock for appeal in lists.appeals}
    covers = {cover.id for cover in lists.covers}
    for cover in lists.covers:
        if cover.clock and cover.clock not in known:
            yield f"lists/covers.yaml, '{cover.id}': there is no clock '{cover.clock}'."
    for clock in lists.clocks:
        if clock.urgent_hours <= 0 or clock.standard_days <= 0:
            yield f"lists/clocks.yaml, '{clock.id}': the time to decide must be more than nothing."
    for appeal in lists.appeals:
        yield from _appeal(appeal, {cover.clock for cover in lists.covers})
    for rule in lists.dated:
        for name in rule.covers:
            if name not in covers:
                yield f"lists/dated.yaml, '{rule.id}': there is no kind of plan '{name}'."
        if rule.since and rule.until and rule.since > rule.until:
            yield f"lists/dated.yaml, '{rule.id}': it ends before it begins."


def _appeal(appeal: Appeal, used: set[str]) -> Iterator[str]:
    if appeal.clock not in used:
        yield f"lists/appeals.yaml, '{appeal.id}': no plan goes by the clock '{appeal.clock}'."
    if (appeal.days > 0) == (appeal.months > 0):
        yield f"lists/appeals.yaml, '{appeal.id}': give its days or its months, one of them."
