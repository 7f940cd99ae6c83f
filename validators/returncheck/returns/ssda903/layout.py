"""Tables and columns of the SSDA903 return, return years 2017 to 2027.

How its files are read belongs to the readers. Nearly every value is judged by a
statutory rule; the contract speaks where none does.

Source:
    DfE, Children looked-after by local authorities: guide to the SSDA903 collection,
    2016-17 to 2025-26; for 2026-27 the public draft.
"""

from returncheck.returns.tables import Column, Kind, Layout, Table

_CHILD = Column(name="CHILD", required=True, identifies=True)


def _day(name: str, *aliases: str, personal: bool = False) -> Column:
    return Column(
        name=name, kind=Kind.DAY_FIRST_DATE, aliases=aliases, personal=personal
    )


def _coded(name: str, *aliases: str) -> Column:
    return Column(name=name, code_list=name.lower(), aliases=aliases)


def _derived(name: str, *aliases: str) -> Column:
    return Column(name=name, optional=True, derived=True, aliases=aliases)


def _table(
    name: str, *columns: Column, first_year: int | None = None, dob: bool = True
) -> Table:
    """A table of children; most repeat the date of birth behind the child."""
    shared = (_CHILD, _day("DOB", personal=True)) if dob else (_CHILD,)
    return Table(
        name=name,
        columns=(*shared, *columns),
        first_year=first_year,
        child_id=_CHILD.name,
    )


LAYOUT = Layout(
    collection="ssda903",
    title="SSDA903 return",
    first_year=2017,
    latest_year=2027,
    provisional_years=(2027,),
    keeps_empty_text=True,
    upper_case=True,
    children_table="Header",
    tables=(
        _table(
            "Header",
            _coded("SEX"),
            _day("DOB", personal=True),
            _coded("ETHNIC"),
            Column(name="UPN", identifies=True),
            _coded("MOTHER"),
            _day("MC_DOB", personal=True),
            _derived("UASC", "UASC_STATUS"),
            dob=False,
        ),
        _table(
            "Episodes",
            _day("DECOM"),
            _coded("RNE"),
            _coded("LS"),
            _coded("CIN"),
            _coded("PLACE", "PLACEMENT"),
            _coded("PLACE_PROVIDER"),
            _day("DEC", "DATE_EPISODE_CEASED"),
            _coded("REC"),
            _coded("REASON_PLACE_CHANGE"),
            Column(name="HOME_POST", personal=True),
            Column(name="PL_POST", personal=True),
            Column(name="URN"),
            _derived("PL_LA"),
            _derived("PL_LOCATION"),
            _derived("PL_DISTANCE"),
            dob=False,
        ),
        _table("Reviews", _day("REVIEW"), _coded("REVIEW_CODE")),
        _table(
            "UASC", _coded("SEX"), _day("DOB", personal=True), _day("DUC"), dob=False
        ),
        _table(
            "OC2",
            Column(name="SDQ_SCORE"),
            _coded("SDQ_REASON"),
            _coded("CONVICTED"),
            _coded("HEALTH_CHECK"),
            _coded("IMMUNISATIONS"),
            _coded("TEETH_CHECK"),
            _coded("HEALTH_ASSESSMENT"),
            _coded("SUBSTANCE_MISUSE"),
            _coded("INTERVENTION_RECEIVED"),
            _coded("INTERVENTION_OFFERED"),
        ),
        _table("OC3", _coded("IN_TOUCH"), _coded("ACTIV"), _coded("ACCOM")),
        _table(
            "AD1",
            _day("DATE_INT"),
            _day("DATE_MATCH"),
            _coded("FOSTER_CARE"),
            Column(name="NB_ADOPTR"),
            _coded("SEX_ADOPTR"),
            _coded("LS_ADOPTR"),
        ),
        _table(
            "PlacedAdoption",
            _day("DATE_PLACED"),
            _day("DATE_PLACED_CEASED"),
            _coded("REASON_PLACED_CEASED"),
        ),
        _table(
            "PrevPerm",
            _coded("PREV_PERM"),
            Column(name="LA_PERM"),
            # Unknown parts are written ZZ, so it is no date; a rule judges it.
            Column(name="DATE_PERM"),
        ),
        _table("Missing", _coded("MISSING"), _day("MIS_START"), _day("MIS_END")),
        _table(
            "SWEpisodes",
            Column(name="SW_ID"),
            Column(name="SW_DECOM"),
            Column(name="SW_DEC"),
            _coded("SW_REASON"),
            first_year=2024,
        ),
        _table("DoLo", _day("DOLO_START"), _day("DOLO_END"), first_year=2027),
        Table(
            name="ProviderInfo",
            looked_up=True,
            columns=(
                Column(name="URN"),
                Column(name="LA_NAME_FROM_FILE"),
                Column(name="PLACE_CODES"),
                Column(name="PROVIDER_CODES"),
                _day("REG_END"),
                Column(name="POSTCODE"),
                _derived("LA_CODE_INFERRED"),
                _derived("LA_NAME_INFERRED"),
            ),
        ),
        Table(
            name="PostcodeDirectory",
            looked_up=True,
            columns=(Column(name="POSTCODE"),),
        ),
    ),
)
"""The twelve tables of the SSDA903, then what is looked up for its rules.

`ProviderInfo` holds the providers that Ofsted lists, `PostcodeDirectory` the postcodes
of this return that the national directory has, in capitals without spaces.
"""
