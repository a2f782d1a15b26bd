"""Functions of ODK and its dialects that are known, and not here."""

NOT_YET = frozenset(
    {
        "count-if",
        "decimal-time",
        "deviceid",
        "enum_id",
        "extract-signed",
        "geofence",
        "index",
        "intersects",
        "join-if",
        "last-saved",
        "linebreak",
        "max-if",
        "min-if",
        "name",
        "namespace-uri",
        "property",
        "random",
        "rank-at",
        "rank-index",
        "rank-value",
        "search",
        "sum-if",
        "text-audit",
        "username",
        "uuid",
        "version",
    }
)
