"""A small valid return of each year that holds every element of its layout."""

from lxml import etree

from returncheck.synth.cin_census import FEWEST_CHILDREN, generate_cin_census

_RARE = {
    "FormerUPN": "A123456789012",
    "UPNunknown": "UN1",
    "ExpectedPersonBirthDate": "{year}-01-05",
    "PersonDeathDate": "{year}-03-05",
}


def full_return(folder, year, authority="887"):
    """A generated return, cut to the fewest children that have every element."""
    path = folder / f"{year}.xml"
    generate_cin_census(
        authority=authority, year=year, children=FEWEST_CHILDREN * 4, seed=5, out=path
    )
    root = etree.parse(path).getroot()
    children = root.find("Children")
    kept, seen = [], set()
    for child in sorted(children, key=lambda each: -len(set(_paths(each)))):
        if not set(_paths(child)) <= seen:
            kept.append(child)
            seen |= set(_paths(child))
    for child in list(children):
        if child not in kept:
            children.remove(child)
    _add_rare(children, year)
    return etree.tostring(root)


def _paths(child):
    for element in child.iter():
        yield "/".join(each.tag for each in element.iterancestors()) + element.tag


def _add_rare(children, year):
    """Put elements that few children have into the first child, at their places."""
    identifiers = children[0].find("ChildIdentifiers")
    order = [
        "LAchildID",
        "UPN",
        "FormerUPN",
        "UPNunknown",
        "PersonBirthDate",
        "ExpectedPersonBirthDate",
        "GenderCurrent",
        "Sex",
        "PersonDeathDate",
    ]
    for tag, text in _RARE.items():
        if children.find(f"Child/ChildIdentifiers/{tag}") is None:
            element = etree.SubElement(identifiers, tag)
            element.text = text.format(year=year)
    identifiers[:] = sorted(identifiers, key=lambda each: order.index(each.tag))
