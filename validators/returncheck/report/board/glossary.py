"""Terms of the field in plain words, each told where it is first used."""

import re
from dataclasses import dataclass, field

_TERMS = (
    (
        r"child protection conferences?",
        "Child protection conference",
        "a meeting that decides whether a child needs a plan to be kept safe",
    ),
    (
        r"child protection plans?",
        "Child protection plan",
        "what has been agreed to keep a child safe who is being harmed or may be",
    ),
    (
        r"child protection enquir(?:y|ies)",
        "Child protection enquiry",
        "finding out whether a child is being seriously harmed",
    ),
    (
        r"assessments? of children|first assessments?|in-depth assessments?",
        "Assessment",
        "a social worker finds out what a child and the family need",
    ),
    (
        r"referred|referrals?",
        "Referral",
        "somebody asks social care to look at how a child is doing",
    ),
    (
        r"early help",
        "Early help",
        "support before a family needs social care",
    ),
    (
        r"children (?:newly )?in need|disabled children in need",
        "Children in need",
        "children whom social care supports or is finding out about",
    ),
    (
        r"in(?:to)? care|leaving care|long in care",
        "In care",
        "looked after by the council, with foster carers, say",
    ),
    (
        r"(?:have )?left care",
        "Have left care",
        "young adults whom the council used to look after and still supports",
    ),
    (
        r"special guardian",
        "Special guardian",
        "somebody, often a relative, whom a court asks to bring up a child",
    ),
    (
        r"agency staff|agency social workers?",
        "Agency staff",
        "hired through an agency for a time, usually at a higher cost",
    ),
    (
        r"statistical neighbours",
        "Statistical neighbours",
        "the ten councils most like yours",
    ),
    (
        r"usual level",
        "Usual level",
        "the mean of the months that are held",
    ),
    (
        r"for every 10,000 children",
        "For every 10,000 children",
        "so that large and small councils can be compared",
    ),
)
"""How a term is written, what it is called, what it means; longer ones first."""


@dataclass(slots=True)
class Glossary:
    """Remembers which terms have been explained; one a document, read from the top."""

    _told: set[str] = field(default_factory=set)

    def first_uses(self, *texts: str) -> tuple[str, ...]:
        """The terms that texts use for the first time, with what they mean.

        Args:
            texts: In the order in which they are read.

        Returns:
            "Statistical neighbours: the ten councils most like yours", and so on, in
            the order of their first use.
        """
        found = []
        for text in texts:
            uses = [
                (match.start(), name, meaning)
                for pattern, name, meaning in _TERMS
                if name not in self._told
                and (match := re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE))
            ]
            for _, name, meaning in sorted(uses):
                self._told.add(name)
                found.append(f"{name}: {meaning}")
        return tuple(found)
