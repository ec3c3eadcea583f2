using Lister = System.Func<
    Dialtone.Shell.Describe.Postgres.Catalog,
    Dialtone.Shell.Describe.DescribeRequest,
    System.Threading.CancellationToken,
    System.Threading.Tasks.Task<System.Collections.Generic.IReadOnlyList<Dialtone.Shell.Describe.Description>>
>;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary>psql's <c>\d</c> family: one row a command.</summary>
static class DescribeCommands
{
    /// <summary>Every command, in psql's order.</summary>
    public static IReadOnlyList<DescribeCommand> All { get; } =
    [
        new("d", "[NAME]", "tables, views and sequences, or what NAME is made of", "S+", "", RelationsAsync),
        new("da", "[PATTERN]", "aggregates", "S", "", One(RoutineListings.Aggregates)),
        new("dA", "[PATTERN]", "access methods", "+", "", One(MethodListings.Methods)),
        new("dAc", "[METHOD [TYPE]]", "operator classes", "+", "", One(MethodListings.Classes)),
        new("dAf", "[METHOD [TYPE]]", "operator families", "+", "", One(MethodListings.FamiliesAsync)),
        new("dAo", "[METHOD [FAMILY]]", "operators of operator families", "+", "", One(MethodListings.Operators)),
        new("dAp", "[METHOD [FAMILY]]", "support functions of operator families", "+", "", One(MethodListings.FunctionsAsync)),
        new("db", "[PATTERN]", "tablespaces", "+", "", One(NamespaceListings.Tablespaces)),
        new("dc", "[PATTERN]", "conversions", "S+", "", One(ServerListings.Conversions)),
        new("dconfig", "[PATTERN]", "configuration parameters", "+", "", One(ServerListings.ConfigurationAsync)),
        new("dC", "[PATTERN]", "casts", "+", "", One(TypeListings.CastsAsync)),
        new("dd", "[PATTERN]", "comments that no other command shows", "S", "", One(CommentListing.RunAsync)),
        new("dD", "[PATTERN]", "domains", "S+", "", One(TypeListings.Domains)),
        new("ddp", "[PATTERN]", "default privileges", "", "", One(PrivilegeListings.Defaults)),
        new("dE", "[PATTERN]", "foreign tables", "S+", "tvmis", One(RelationListings.RunAsync)),
        new("des", "[PATTERN]", "foreign servers", "+", "", One(ForeignListings.Servers)),
        new("det", "[PATTERN]", "foreign tables and their servers", "+", "", One(ForeignListings.Tables)),
        new("deu", "[PATTERN]", "user mappings", "+", "", One(ForeignListings.UserMappings)),
        new("dew", "[PATTERN]", "foreign-data wrappers", "+", "", One(ForeignListings.Wrappers)),
        new(
            "df",
            "[NAME [TYPE …]]",
            "functions; n: normal, p: procedures, a: aggregates, t: triggers, w: window",
            "S+",
            "anptw",
            One(RoutineListings.FunctionsAsync)
        ),
        new("dF", "[PATTERN]", "text search configurations", "+", "", TextSearchListings.ConfigurationsAsync),
        new("dFd", "[PATTERN]", "text search dictionaries", "+", "", One(TextSearchListings.Dictionaries)),
        new("dFp", "[PATTERN]", "text search parsers", "+", "", TextSearchListings.ParsersAsync),
        new("dFt", "[PATTERN]", "text search templates", "+", "", One(TextSearchListings.Templates)),
        new("dg", "[PATTERN]", "roles", "S+", "", One(RoleListing.RunAsync)),
        new("di", "[PATTERN]", "indexes", "S+", "tvmsE", One(RelationListings.RunAsync)),
        new("dl", "", "large objects", "+", "", One(ServerListings.LargeObjects)),
        new("dL", "[PATTERN]", "procedural languages", "S+", "", One(ServerListings.Languages)),
        new("dm", "[PATTERN]", "materialized views", "S+", "tvisE", One(RelationListings.RunAsync)),
        new("dn", "[PATTERN]", "schemas", "S+", "", One(NamespaceListings.SchemasAsync)),
        new("do", "[NAME [TYPE [TYPE]]]", "operators", "S+", "", One(TypeListings.OperatorsAsync)),
        new("dO", "[PATTERN]", "collations", "S+", "", One(ServerListings.Collations)),
        new("dp", "[PATTERN]", "privileges of tables, views and sequences", "", "", One(PrivilegeListings.Relations)),
        new(
            "dP",
            "[PATTERN]",
            "partitioned relations; t: tables, i: indexes, n: nested ones, too",
            "+",
            "tin",
            One(PartitionListings.RunAsync)
        ),
        new("drds", "[ROLE [DATABASE]]", "settings of roles and databases", "", "", One(NamespaceListings.SettingsAsync)),
        new("dRp", "[PATTERN]", "publications", "+", "", ReplicationListings.PublicationsAsync),
        new("dRs", "[PATTERN]", "subscriptions", "+", "", One(ReplicationListings.Subscriptions)),
        new("ds", "[PATTERN]", "sequences", "S+", "tvmiE", One(RelationListings.RunAsync)),
        new("dt", "[PATTERN]", "tables", "S+", "vmisE", One(RelationListings.RunAsync)),
        new("dT", "[PATTERN]", "data types", "S+", "", One(TypeListings.TypesAsync)),
        new("du", "[PATTERN]", "roles", "S+", "", One(RoleListing.RunAsync)),
        new("dv", "[PATTERN]", "views", "S+", "tmisE", One(RelationListings.RunAsync)),
        new("dx", "[PATTERN]", "extensions", "+", "", ExtensionListings.RunAsync),
        new("dX", "[PATTERN]", "extended statistics", "", "", One(ServerListings.Statistics)),
        new("dy", "[PATTERN]", "event triggers", "+", "", One(ServerListings.EventTriggers)),
        new("l", "[PATTERN]", "databases", "+", "", One(NamespaceListings.Databases)),
        new("z", "[PATTERN]", "privileges of tables, views and sequences; the same as \\dp", "", "", One(PrivilegeListings.Relations)),
    ];

    static Lister One(Listing listing) => One(listing.RunAsync);

    static Lister One(Func<Catalog, DescribeRequest, CancellationToken, Task<Description>> runAsync) =>
        async (catalog, request, cancellationToken) => [await runAsync(catalog, request, cancellationToken)];

    static Task<IReadOnlyList<Description>> RelationsAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken) =>
        request.Pattern is null
            ? One(RelationListings.RunAsync)(catalog, request, cancellationToken)
            : Relations.RelationDescription.RunAsync(catalog, request, cancellationToken);
}
