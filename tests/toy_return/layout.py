"""The two tables of the toy return."""

from returncheck.returns.tables import Column, Kind, Layout, Table

LAYOUT = Layout(
    collection="toy",
    title="toy return",
    first_year=2024,
    latest_year=2026,
    tables=(
        Table(
            name="Sender",
            columns=(
                Column(
                    name="SenderCode",
                    required=True,
                    pattern=r"\d{3}",
                    form="three digits",
                ),
                Column(name="VisitYear", kind=Kind.YEAR),
            ),
        ),
        Table(
            name="Visits",
            child_id="ChildCode",
            columns=(
                Column(name="ChildCode", required=True),
                Column(name="VisitDate", kind=Kind.DATE, required=True),
                Column(name="Place", code_list="place"),
            ),
        ),
    ),
)
