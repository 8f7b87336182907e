"""What can be wrong between the bodies of the register: relations, dates, doubles."""

from collections.abc import Iterator

from press.register import Agency, Problem, problem, reached
from press.register_files import is_before
from press.tables import nearest


def relations(agencies: list[Agency]) -> Iterator[Problem]:
    """Everything that is wrong between bodies, except names that mean two of them."""
    known = {agency.id: agency for agency in agencies}
    for agency in agencies:
        yield from _unknown(agency, known)
    yield from _circles(agencies, "parent")
    yield from _circles(agencies, "predecessors")
    for agency in agencies:
        for id_ in agency.predecessors:
            if id_ in known:
                yield from _succession(agency, known[id_])
    yield from _same_items(agencies)


def _related(agency: Agency, key: str) -> list[str]:
    if key == "predecessors":
        return agency.predecessors
    return [agency.parent] if agency.parent else []


def _unknown(agency: Agency, known: dict[str, Agency]) -> Iterator[Problem]:
    for key in ("parent", "predecessors"):
        for id_ in _related(agency, key):
            if id_ not in known:
                yield problem(agency, f'"{key}": no body "{id_}"{nearest(id_, known)}')


def _circles(agencies: list[Agency], key: str) -> Iterator[Problem]:
    """Bodies that are above themselves, or came out of themselves."""
    edges = {agency.id: _related(agency, key) for agency in agencies}
    for agency in agencies:
        for id_ in edges[agency.id]:
            if agency.id in reached([id_], edges):
                yield problem(agency, f'"{key}": {id_} leads back to {agency.id}')


def _succession(agency: Agency, before: Agency) -> Iterator[Problem]:
    if before.until is None:
        yield problem(
            agency,
            f'"predecessors": {before.id} still exists; give it "until", or leave it out here',
            before,
        )
        return
    dates = [alias.since for alias in agency.aliases if alias.since]
    begun = min(dates, default=None)
    if begun and int(before.until[:4]) - int(begun[:4]) > 1:
        yield problem(
            agency,
            f'"predecessors": dates contradict: it exists since {begun}, '
            f"{before.id} until {before.until}",
            before,
        )
    if agency.until and is_before(agency.until, before.until):
        yield problem(
            agency,
            f'"predecessors": dates contradict: it exists until {agency.until}, '
            f"{before.id} until {before.until}",
            before,
        )


def _same_items(agencies: list[Agency]) -> Iterator[Problem]:
    first: dict[str, Agency] = {}
    for agency in agencies:
        if agency.wikidata is None:
            continue
        other = first.setdefault(agency.wikidata, agency)
        if other is not agency:
            yield problem(
                agency,
                f'"wikidata": {agency.wikidata} is also the item of [{other.id}] ({other.file}); '
                "one of them is wrong",
                other,
            )
