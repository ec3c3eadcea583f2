using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Dialtone.Dialects;
using Dialtone.Parameters;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>A database by its target: opens connections when they are needed, and keeps them for the next use.</summary>
/// <remarks>One engine per target and program; safe for use by many tasks. Nothing is opened before the first use.</remarks>
public sealed class Engine : Executor, IAsyncDisposable
{
    readonly EngineOptions options;
    readonly DialectDataSource dataSource;

    Engine(Connector connector, EngineOptions options)
        : base(connector, options.StatementTimeout)
    {
        this.options = options;
        dataSource = new(connector);
    }

    /// <summary>What the engine connects to: every parameter with its source. Secrets are hidden.</summary>
    public ResolvedTarget Target => Connector.Target;

    /// <summary>The same connections for anything that speaks ADO.NET: Dapper, EF Core, linq2db, your own code.</summary>
    public DbDataSource DataSource => dataSource;

    /// <summary>Makes an engine. Reads the target, the environment and the files that they name; opens no connection.</summary>
    /// <param name="target">A URL, a keyword/value string, a service name, or <see langword="null"/> for environment and defaults, as psql.</param>
    /// <param name="connectArgs">Parameters that win over the target's.</param>
    /// <param name="options">How the engine behaves.</param>
    /// <exception cref="Errors.DatabaseException">The target or its parameters are not valid.</exception>
    public static Engine Create(string? target = null, ConnectArgs? connectArgs = null, EngineOptions? options = null)
    {
        options ??= new();
        var parsed = Parameters.Target.Parse(target, connectArgs?.ToArguments() ?? []);
        var dialect = KnownDialects.Find(parsed.Dialect);
        var resolved = dialect.Resolve(parsed, ResolutionContext.System);
        return new(dialect.CreateConnector(resolved, ConnectorOptionsOf(options)), options);
    }

    /// <summary>Opens a connection, or takes one from the pool.</summary>
    /// <exception cref="Errors.DatabaseException">No host of the target could be reached as its parameters demand.</exception>
    public async Task<Connection> ConnectAsync(CancellationToken cancellationToken = default) =>
        new(Connector, options.StatementTimeout, await Connector.OpenAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Opens a connection and begins a transaction on it; disposing the transaction gives the connection back.</summary>
    /// <exception cref="Errors.DatabaseException">The connection failed or the server refused.</exception>
    public async Task<Transaction> BeginAsync(
        IsolationLevel isolationLevel = IsolationLevel.Unspecified,
        CancellationToken cancellationToken = default
    )
    {
        var connection = await Connector.OpenAsync(cancellationToken).ConfigureAwait(false);
        return await Transaction
            .BeginAsync(Connector, options.StatementTimeout, connection, isOwned: true, isolationLevel, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Reads a script's statements one by one, by the dialect's own rules; one statement is in memory at a time.</summary>
    /// <remarks>A statement is there as soon as its terminator is, so that a script may come from a terminal or a pipe.</remarks>
    public async IAsyncEnumerable<ScriptStatement> ReadScriptAsync(
        TextReader script,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var reader = new StatementReader(script, Connector.Syntax);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } statement)
        {
            yield return new(statement.Text, statement.LineNumber, StatementClassifier.Classify(statement.Text, Connector.Syntax).Tag);
        }
    }

    /// <summary>Input that comes line by line and mixes statements with a client's backslash commands, cut by the dialect's rules.</summary>
    public ScriptInput ReadInput() => new(Connector.Syntax);

    /// <summary>The places of single colons outside literals, quoted names and comments: where a variable or a bind can begin.</summary>
    public IReadOnlyList<int> FindColons(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var colons = new List<int>();
        var lexer = new SqlLexer(sql, Connector.Syntax);
        while (lexer.MoveNext())
        {
            if (lexer.Current.Kind is SqlTokenKind.Punctuation or SqlTokenKind.Parameter && sql[lexer.Current.Start] == ':')
            {
                colons.Add(lexer.Current.Start);
            }
        }

        return colons;
    }

    /// <summary>What a statement does to the session and to the data, told from its words by the dialect's rules.</summary>
    public StatementTraits Inspect(string sql) => StatementInspector.Inspect(sql, Connector.Syntax);

    /// <summary>A name as the dialect quotes it, always quoted.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds a NUL.</exception>
    public string QuoteIdentifier(string name) => Identifier.Quote(name, Connector.Syntax);

    /// <summary>A text as a literal of the dialect, for scripts that are written out; statements take values as parameters instead.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL and the dialect has no literal for it.</exception>
    public string QuoteLiteral(string text) => Connector.QuoteLiteral(text);

    /// <summary>Closes every idle connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await dataSource.DisposeAsync().ConfigureAwait(false);
        await Connector.DisposeAsync().ConfigureAwait(false);
    }

    private protected override async ValueTask<Lease> LeaseAsync(CancellationToken cancellationToken) =>
        new(await Connector.OpenAsync(cancellationToken).ConfigureAwait(false), null, isOwned: true);

    static ConnectorOptions ConnectorOptionsOf(EngineOptions options) =>
        new()
        {
            Pooling = options.Pooling,
            MaximumPoolSize = options.MaximumPoolSize,
            TextOnly = options.TextOnly,
            ConnectTimeout = options.ConnectTimeout,
            StatementTimeout = options.StatementTimeout,
            Notify = options.OnNotice ?? (_ => { }),
            Time = options.Time,
        };
}
