namespace Dialtone.Parameters;

/// <summary>A target as it was written: the dialect, and the parameters that the text and the arguments set themselves.</summary>
abstract record Target
{
    Target() { }

    /// <summary>The dialect's name: <c>postgresql</c>, <c>mysql</c> or <c>sqlite</c>.</summary>
    public abstract string Dialect { get; }

    /// <summary>How the target was written.</summary>
    public required TargetSyntax Syntax { get; init; }

    /// <summary>The parameters that the target sets, in the dialect's keywords; arguments have won over the text.</summary>
    public required ParameterSet Explicit { get; init; }

    /// <summary>The SQLAlchemy driver that the URL names, such as <c>pymysql</c>, or <see langword="null"/>.</summary>
    public string? Driver { get; init; }

    /// <summary>Whether TLS parameters came as a nested argument, <c>ssl = { ca, cert, key }</c>.</summary>
    public bool HasNestedTls { get; init; }

    /// <summary>Whether a URL holds an "@" between its credentials and its query that is not percent-encoded: a password may go on there.</summary>
    public bool HasStrayAt { get; init; }

    /// <summary>Reads a target by the grammar that its scheme chooses, and lays the arguments over it.</summary>
    /// <param name="text">A URL, a keyword/value string or the name of a service; nothing means environment and defaults.</param>
    /// <param name="arguments">What stands beside the target. Later ones win; those with an empty value count as not given, as in libpq.</param>
    /// <exception cref="Errors.DatabaseException">The target or an argument is wrong. The message repeats nothing that may be a secret.</exception>
    public static Target Parse(string? text, IReadOnlyList<TargetArgument> arguments)
    {
        var target = TargetGrammar.Parse(text ?? "");
        return target with
        {
            Explicit = TargetArguments.Apply(target, arguments),
            HasNestedTls = arguments.Any(argument => argument.Key.StartsWith("ssl.", StringComparison.Ordinal)),
        };
    }

    /// <summary>The keywords of the dialect.</summary>
    public abstract KeywordTable Keywords { get; }

    /// <summary>Finds the value of everything that the target leaves open.</summary>
    /// <exception cref="Errors.DatabaseException">A file, the environment or a combination of values is wrong.</exception>
    public abstract ResolvedTarget Resolve(ResolutionContext context);

    /// <summary>A PostgreSQL target, in libpq's keywords.</summary>
    public sealed record Postgres : Target
    {
        public override string Dialect => "postgresql";
        public override KeywordTable Keywords => PostgresKeywords.Table;

        public override ResolvedTarget Resolve(ResolutionContext context) => PostgresResolver.Resolve(this, context);
    }

    /// <summary>A MySQL or MariaDB target.</summary>
    public sealed record MySql : Target
    {
        public override string Dialect => "mysql";
        public override KeywordTable Keywords => MySqlKeywords.Table;

        public override ResolvedTarget Resolve(ResolutionContext context) => MySqlResolver.Resolve(this, context);
    }

    /// <summary>A SQLite target.</summary>
    public sealed record Sqlite : Target
    {
        public override string Dialect => "sqlite";
        public override KeywordTable Keywords => SqliteKeywords.Table;

        public override ResolvedTarget Resolve(ResolutionContext context) => SqliteResolver.Resolve(this, context);
    }
}
