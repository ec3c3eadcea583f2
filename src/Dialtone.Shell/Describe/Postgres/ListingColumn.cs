namespace Dialtone.Shell.Describe.Postgres;

/// <summary>A column of a list.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Expression">What it shows.</param>
sealed record ListingColumn(string Header, string Expression)
{
    /// <summary>Whether only <c>+</c> shows it.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>The oldest server that has it.</summary>
    public int Since { get; init; }

    /// <summary>The first server that has it no more.</summary>
    public int Until { get; init; } = int.MaxValue;

    /// <summary>Whether the column is shown.</summary>
    public bool IsShown(DescribeRequest request, int version) => (request.IsVerbose || !IsVerbose) && version >= Since && version < Until;

    /// <summary>A column that only <c>+</c> shows.</summary>
    public static ListingColumn Verbose(string header, string expression) => new(header, expression) { IsVerbose = true };

    /// <summary>Who may do what, one grant a line.</summary>
    public static ListingColumn Privileges(string expression) =>
        Verbose("Access privileges", $"pg_catalog.array_to_string({expression}, e'\\n')");

    /// <summary>The comment on the object.</summary>
    public static ListingColumn Comment(string oid, string catalog) =>
        new("Description", $"pg_catalog.obj_description({oid}, '{catalog}')");

    /// <summary>The name of the role that owns the object.</summary>
    public static ListingColumn Owner(string expression) => new("Owner", $"pg_catalog.pg_get_userbyid({expression})");

    /// <summary>Options of foreign data as <c>(name 'value', …)</c>.</summary>
    public static ListingColumn ForeignOptions(string expression) => Verbose("FDW options", ForeignOptionList(expression));

    /// <summary>Options of foreign data as <c>(name 'value', …)</c>; empty if there are none.</summary>
    public static string ForeignOptionList(string expression) =>
        $"case when {expression} is null then '' else '(' || pg_catalog.array_to_string(array("
        + "select pg_catalog.quote_ident(option_name) || ' ' || pg_catalog.quote_literal(option_value) "
        + $"from pg_catalog.pg_options_to_table({expression})), ', ') || ')' end";
}
