"""Rules on decisions to place a child for adoption, and on what follows from them."""

from ssda903.plain import before, each, rule, until

ADOPTIVE = ("A3", "A4", "A5", "A6")
ADOPTED = ("E11", "E12")
CEASED = ("DATE_PLACED_CEASED", "REASON_PLACED_CEASED")
ADOPTION_ITEMS = (
    "DATE_INT",
    "DATE_MATCH",
    "FOSTER_CARE",
    "NB_ADOPTR",
    "SEX_ADOPTR",
    "LS_ADOPTR",
)


def decisions_of(data, row):
    return [
        decision
        for decision in data["PlacedAdoption"]
        if row["CHILD"] is not None and decision["CHILD"] == row["CHILD"]
    ]


def pairs(data):
    """Each placement decision with each adoption record of its child."""
    for adoption in data["AD1"]:
        for decision in decisions_of(data, adoption):
            yield decision, adoption


@rule("523", "PlacedAdoption", "AD1")
def decisions_dated_differently(data):
    return [
        [decision, adoption]
        for decision, adoption in pairs(data)
        if decision.day("DATE_PLACED")
        and adoption.day("DATE_INT")
        and decision.day("DATE_PLACED") != adoption.day("DATE_INT")
    ]


@rule("524", "AD1")
def civil_partners_of_no_one_sex(data):
    return each(
        row
        for row in data["AD1"]
        if row["LS_ADOPTR"] == "L12" and row["SEX_ADOPTR"] not in ("MM", "FF")
    )


@rule("525", "PlacedAdoption", "AD1")
def adoption_after_reversal(data):
    return [
        [decision, adoption]
        for decision, adoption in pairs(data)
        if decision.has("DATE_PLACED_CEASED") and adoption.has(*ADOPTION_ITEMS)
    ]


@rule("551", "Episodes", "PlacedAdoption")
def placed_without_decision(data):
    return each(
        row
        for row in data["Episodes"]
        if row["PLACE"] in ADOPTIVE
        and not any(decision.has("DATE_PLACED") for decision in decisions_of(data, row))
    )


@rule("552", "Episodes", "PlacedAdoption")
def placed_before_decision(data):
    found = []
    decisions = data.in_order("PlacedAdoption", "DATE_PLACED")
    for child, rows in data.in_order("Episodes").items():
        placed = [r for r in rows if r["PLACE"] in ADOPTIVE and r.day("DECOM")]
        dated = [r for r in decisions.get(child, []) if r.day("DATE_PLACED")]
        if placed and dated:
            latest = dated[-1].day("DATE_PLACED")
            last = next(r for r in dated if r.day("DATE_PLACED") == latest)
            if placed[0].day("DECOM") < latest:
                found.append([placed[0], last])
    return found


def no_live_decision(data, legal_status):
    under_order = [row for row in data["Episodes"] if row["LS"] == legal_status]
    undecided = [row for row in under_order if not decisions_of(data, row)]
    ended = [
        decision
        for row in under_order
        if row["DEC"] is None
        for decision in decisions_of(data, row)
        if decision.has(*CEASED)
    ]
    return each(undecided + ended)


@rule("553", "Episodes", "PlacedAdoption")
def placement_order_undecided(data):
    return no_live_decision(data, "E1")


@rule("555", "Episodes", "PlacedAdoption", last=2024)
def freeing_order_undecided(data):
    return no_live_decision(data, "D1")


@rule("554", "Episodes", "PlacedAdoption")
def decision_after_placement_order(data):
    found = []
    for rows in data.in_order("Episodes").values():
        orders = [row for row in rows if row["LS"] == "E1" and row.day("DECOM")]
        if not orders:
            continue
        late = [
            decision
            for decision in decisions_of(data, orders[0])
            if before(orders[0].day("DECOM"), decision.day("DATE_PLACED"))
        ]
        if late:
            found.append([orders[0], *late])
    return found


@rule("556", "Episodes", "PlacedAdoption", last=2024)
def decision_after_freeing_order(data):
    return each(
        row
        for row in data["Episodes"]
        if row["LS"] == "D1"
        and any(
            before(row.day("DECOM"), decision.day("DATE_PLACED"))
            for decision in decisions_of(data, row)
        )
    )


def left_unadopted(data, *legal_statuses):
    """Each episode at fault, with the decisions that are not said to have ended."""
    for row in data["Episodes"]:
        in_plan = row["PLACE"] in ADOPTIVE or row["LS"] in legal_statuses
        if not in_plan or row["REC"] in (None, "X1", *ADOPTED):
            continue
        decisions = decisions_of(data, row)
        unended = [d for d in decisions if any(d[name] is None for name in CEASED)]
        if unended or not decisions:
            yield [row, *unended]


@rule("557", "Episodes", "PlacedAdoption", last=2024)
def plan_not_ended_to_2024(data):
    return list(left_unadopted(data, "D1", "E1"))


@rule("557", "Episodes", "PlacedAdoption", first=2025)
def plan_not_ended_since_2025(data):
    return each(row for rows in left_unadopted(data, "E1") for row in rows)


@rule("558", "Episodes", "PlacedAdoption")
def adopted_after_ended_decisions(data):
    return each(
        row
        for row in data["Episodes"]
        if row["REC"] in ADOPTED
        and len(decisions_of(data, row)) >= 2
        and all(d.has("DATE_PLACED_CEASED") for d in decisions_of(data, row))
    )


@rule("559", "PlacedAdoption", previous=("PlacedAdoption",))
def old_decision_is_new(data):
    return each(
        row
        for row in data["PlacedAdoption"]
        if before(row.day("DATE_PLACED"), data.start)
        and not any(old.day("DATE_PLACED") for old in decisions_of(data.previous, row))
    )


@rule("560", "PlacedAdoption", previous=("PlacedAdoption",))
def decision_differs(data):
    return each(
        row
        for row in data["PlacedAdoption"]
        for old in decisions_of(data.previous, row)
        if old.has("DATE_PLACED")
        and not old.has("DATE_PLACED_CEASED")
        and row["DATE_PLACED"] != old["DATE_PLACED"]
    )


@rule("561", "PlacedAdoption", previous=("PlacedAdoption",))
def ended_decision_repeated(data):
    return each(
        row
        for row in data["PlacedAdoption"]
        for old in decisions_of(data.previous, row)
        if row.has("DATE_PLACED")
        and row["DATE_PLACED"] == old["DATE_PLACED"]
        and old.has(*CEASED)
    )


@rule("584", "PlacedAdoption", previous=("PlacedAdoption",))
def decision_no_later_than_ended_one(data):
    return each(
        row
        for row in data["PlacedAdoption"]
        for old in decisions_of(data.previous, row)
        if old.day("DATE_PLACED")
        and old.has(*CEASED)
        and (
            row.day("DATE_PLACED") is None
            or row.day("DATE_PLACED") <= old.day("DATE_PLACED")
        )
    )


@rule("562", "Episodes", previous=("Episodes",))
def carried_episode_is_not_the_last(data):
    found = []
    before_year = data.previous.in_order("Episodes")
    for child, rows in data.in_order("Episodes").items():
        early = [row for row in rows if before(row.day("DECOM"), data.start)]
        old = [row.day("DECOM") for row in before_year.get(child, [])]
        latest = max((day for day in old if day), default=None)
        if early and early[0].day("DECOM") != latest:
            found.append([early[0]])
    return found


@rule("563", "PlacedAdoption")
def ended_decision_undated(data):
    return each(
        row
        for row in data["PlacedAdoption"]
        if not row.has("DATE_PLACED") and all(row.has(name) for name in CEASED)
    )


@rule("579", "PlacedAdoption")
def decision_before_end_of_another(data):
    found = []
    for rows in data.in_order("PlacedAdoption", "DATE_PLACED").values():
        for i, row in enumerate(rows[1:]):
            ceased = rows[i].day("DATE_PLACED_CEASED")
            if ceased is None or before(row.day("DATE_PLACED"), ceased):
                found.append(row)
    return each(found)


@rule("583", "PlacedAdoption")
def earlier_decision_not_ended(data):
    found = []
    for rows in data.by_child("PlacedAdoption").values():
        dated = [row for row in rows if row.day("DATE_PLACED")]
        if not dated:
            continue
        latest = max(dated, key=lambda row: (row.day("DATE_PLACED"), -row.number))
        found += [
            row
            for row in dated
            if row is not latest and row["DATE_PLACED_CEASED"] is None
        ]
    return each(found)


@rule("582", "Episodes", "AD1")
def adopted_when_matched(data):
    return each(
        row
        for row in data["Episodes"]
        for adoption in data["AD1"]
        if row["REC"] in ADOPTED
        and row["CHILD"] is not None
        and row["CHILD"] == adoption["CHILD"]
        and row.day("DEC") is not None
        and row.day("DEC") == adoption.day("DATE_MATCH")
    )


def adoptions_in_year(data):
    """The episodes of each child that ended in the year with an adoption."""
    found = {}
    for child, rows in data.by_child("Episodes").items():
        adopted = [
            row
            for row in rows
            if row["REC"] in ADOPTED
            and until(data.start, row.day("DEC"))
            and until(row.day("DEC"), data.end)
        ]
        if adopted:
            found[child] = adopted
    return found


@rule("601", "Episodes", "AD1")
def adoption_details_incomplete(data):
    found = []
    records = data.by_child("AD1")
    for child, adopted in adoptions_in_year(data).items():
        own = records.get(child, [])
        incomplete = [
            row for row in own if any(row[name] is None for name in ADOPTION_ITEMS)
        ]
        if incomplete or not own:
            found.append(adopted + incomplete)
    return found


@rule("602", "AD1", "Episodes")
def adoption_details_without_adoption(data):
    adopted = adoptions_in_year(data)
    return each(
        row
        for row in data["AD1"]
        if row.has(*ADOPTION_ITEMS) and row["CHILD"] not in adopted
    )
