"""Lookups of the database that Django has none for."""

from typing import Any

from django.db.models import BigAutoField, Lookup, Q
from django.db.models.sql.compiler import SQLCompiler


@BigAutoField.register_lookup
class AnyOf(Lookup):
    """`pk__any_of=ids`: as `pk__in`, with one parameter for all of them. Where a person's jobs stand in each of ten
    subqueries of a page, a thousand parameters each time cost more than the page."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        named, values = self.process_lhs(compiler, connection)
        return f"{named} = ANY(%s::bigint[])", (*values, list(self.rhs))


def one_of(ids: list[int]) -> Q:
    """True of the rows with these ids. Of none, Django itself knows that nothing is to be asked."""
    return Q(pk__any_of=ids) if ids else Q(pk__in=[])
