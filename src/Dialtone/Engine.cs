using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Dialtone.Diagnosis;
using Dialtone.Dialects;
using Dialtone.Parameters;
using Dialtone.Pooling;
using Dialtone.Results;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>A database by its target: opens connections when they are needed, and keeps them for the next use.</summary>
/// <remarks>One engine per target and program; safe for use by many tasks. Nothing is opened before the first use.</remarks>
public sealed partial class Engine : Executor, IAsyncDisposable
{
    readonly DialectDataSource dataSource;
    readonly bool ownsPool;

    Engine(EngineContext context, bool ownsPool)
        : base(context)
    {
        this.ownsPool = ownsPool;
        dataSource = new(context.Connector, new PooledSessions(context));
    }

    /// <summary>What the engine connects to: every parameter with its source. Secrets are hidden.</summary>
    public ResolvedTarget Target => Connector.Target;

    /// <summary>How the engine behaves.</summary>
    public EngineOptions Options => Context.Options;

    /// <summary>What the pool holds now.</summary>
    public PoolStatistics Pool => Context.Pool.Statistics;

    /// <summary>The same connections for anything that speaks ADO.NET: Dapper, EF Core, linq2db, your own code.</summary>
    public DbDataSource DataSource => dataSource;

    /// <summary>Makes an engine. Reads the target, the environment and the files that they name; opens no connection.</summary>
    /// <param name="target">A URL, a keyword/value string, a service name, or <see langword="null"/> for environment and defaults, as psql.</param>
    /// <param name="connectArgs">Parameters that win over the target's.</param>
    /// <param name="options">How the engine behaves.</param>
    /// <exception cref="Errors.DatabaseException">The target or its parameters are not valid, or an option has no meaning.</exception>
    public static Engine Create(string? target = null, ConnectArgs? connectArgs = null, EngineOptions? options = null)
    {
        options ??= new();
        OptionCheck.Verify(options);
        ResolvedTarget? resolved = null;
        try
        {
            var parsed = Parameters.Target.Parse(target, connectArgs?.ToArguments() ?? []);
            var dialect = KnownDialects.Find(parsed.Dialect);
            resolved = dialect.Resolve(parsed, ResolutionContext.System);
            if (options.StrictTls)
            {
                StrictTls.Check(resolved);
            }

            resolved = resolved with { Unset = [.. parsed.Keywords.Rows.Where(row => resolved.Parameters[row.Keyword] is null)] };
            return Of(dialect, resolved, options);
        }
        catch (Errors.DatabaseException exception)
        {
            exception.Diagnosis ??= KnownCauses.Hint(exception.Failure, resolved);
            throw;
        }
    }

    static Engine Of(Dialect dialect, ResolvedTarget resolved, EngineOptions options)
    {
        foreach (var warning in resolved.Warnings)
        {
            options.OnNotice?.Invoke(new(IsFromServer: false, "WARNING", warning));
        }

        var connector = dialect.CreateConnector(resolved, ConnectorOptionsOf(options));
        var observer = new EngineObserver(options, connector);
        var pool = new Pool(connector, PoolOptionsOf(options, connector, observer));
        observer.Observe(() => pool.Statistics);
        return new(new(connector, pool, options, observer), ownsPool: true);
    }

    /// <summary>Opens a connection, or takes one from the pool.</summary>
    /// <exception cref="Errors.DatabaseException">No host of the target could be reached as its parameters demand, or the pool is exhausted.</exception>
    public async Task<Connection> ConnectAsync(CancellationToken cancellationToken = default) =>
        new(Context, await Context.RentAsync(null, cancellationToken).ConfigureAwait(false));

    /// <summary>Opens a connection, or takes one from the pool, under a name for those who wait for it in vain.</summary>
    /// <exception cref="Errors.DatabaseException">No host of the target could be reached as its parameters demand, or the pool is exhausted.</exception>
    public async Task<Connection> ConnectAsync(string name, CancellationToken cancellationToken = default) =>
        new(Context, await Context.RentAsync(name, cancellationToken).ConfigureAwait(false));

    /// <summary>Opens a connection and begins a transaction on it; disposing the transaction gives the connection back.</summary>
    /// <param name="options">What the transaction shall be like; an <see cref="IsolationLevel"/> will do.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.DatabaseException">The connection failed or the server refused.</exception>
    public async Task<Transaction> BeginAsync(TransactionOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        var lease = await Context.RentAsync(options.Name, cancellationToken).ConfigureAwait(false);
        return await Transaction.BeginAsync(Context, lease, isOwned: true, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// An engine of other behaviour on the same connections, such as a read-only one. Only isolation, read-only, statement logging and events can
    /// differ; the pool and what belongs to a connection stay those of this engine.
    /// </summary>
    /// <param name="change">Makes its options from this engine's.</param>
    /// <exception cref="Errors.DatabaseException">An option has no meaning, or belongs to the connections.</exception>
    public Engine With(Func<EngineOptions, EngineOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var options = change(Options);
        OptionCheck.Verify(options);
        OptionCheck.VerifyShared(Options, options);
        return new(Context with { Options = options, Observer = new EngineObserver(options, Connector) }, ownsPool: false);
    }

    /// <summary>Opens connections until <see cref="EngineOptions.MinimumIdle"/> are idle, so that the first users need not wait.</summary>
    /// <exception cref="Errors.DatabaseException">No host of the target could be reached as its parameters demand.</exception>
    public Task WarmUpAsync(CancellationToken cancellationToken = default) => Context.Pool.WarmUpAsync(cancellationToken);

    /// <summary>Has every connection that is open now replaced before it is used again, as after a failover that only you know of.</summary>
    public void Invalidate() => Context.Pool.Invalidate();

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

    /// <summary>The tokens of a text by the dialect's rules; they cover it exactly, and no text is an error.</summary>
    public IReadOnlyList<SqlToken> Tokenize(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var tokens = new List<SqlToken>();
        var lexer = new SqlLexer(sql, Connector.Syntax);
        while (lexer.MoveNext())
        {
            tokens.Add(lexer.Current);
        }

        return tokens;
    }

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

    /// <summary>A name as a person would write it: with quotes only if the server would read it otherwise.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds a NUL.</exception>
    public string QuoteIdentifierIfNeeded(string name) => Identifier.QuoteIfNeeded(name, Connector.Syntax);

    /// <summary>A text as a literal of the dialect, for scripts that are written out; statements take values as parameters instead.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL and the dialect has no literal for it.</exception>
    public string QuoteLiteral(string text) => Connector.QuoteLiteral(text);

    /// <summary>The text of a value, as <see cref="TextResult"/> gives it, as a literal of the dialect.</summary>
    /// <param name="text">The value's text.</param>
    /// <param name="kind">The kind of its column: binary values have literals of their own in MySQL and SQLite.</param>
    /// <exception cref="ArgumentException">The text holds a NUL and the dialect has no literal for it.</exception>
    public string QuoteLiteral(string text, ColumnKind kind) =>
        Connector.Format.IsLiteral(text, kind) ? text : Connector.QuoteLiteral(text);

    /// <summary>
    /// Closes every idle connection; the others are closed when they come back, and no new one is opened. An engine from <see cref="With"/> ends
    /// nothing but itself.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Context.Observer.Dispose();
        if (!ownsPool)
        {
            return;
        }

        await Context.Pool.DisposeAsync().ConfigureAwait(false);
        await dataSource.DisposeAsync().ConfigureAwait(false);
        await Connector.DisposeAsync().ConfigureAwait(false);
    }

    private protected override Task<Transaction> BeginWorkAsync(CancellationToken cancellationToken) => BeginAsync(null, cancellationToken);

    private protected override ValueTask<Lease> LeaseAsync(CancellationToken cancellationToken) =>
        Context.RentAsync(null, cancellationToken);

    static ConnectorOptions ConnectorOptionsOf(EngineOptions options) =>
        new()
        {
            TextOnly = options.TextOnly,
            PrepareStatements = options.PrepareStatements,
            ConnectTimeout = options.ConnectTimeout,
            StatementTimeout = options.StatementTimeout,
            StrictTls = options.StrictTls,
            AllowTlsKeyLog = options.AllowTlsKeyLog,
            ApplicationName = options.ApplicationName,
            Credentials = options.Credentials,
            Notify = options.OnNotice ?? (_ => { }),
            Time = options.Time,
        };

    static PoolOptions PoolOptionsOf(EngineOptions options, Connector connector, EngineObserver observer) =>
        new()
        {
            Size = options.Pooling ? options.PoolSize : 0,
            Overflow = options.Pooling ? options.PoolOverflow : int.MaxValue,
            Timeout = options.PoolTimeout,
            MinimumIdle = options.Pooling ? options.MinimumIdle : 0,
            IdleTimeout = options.IdleTimeout,
            MaximumAge = options.MaximumAge,
            HealthCheckAfter = options.HealthCheckAfter,
            Reset = options.SessionReset,
            Setup = new(SetupSql(options, connector), options.OnConnect, SetupLimit(options)),
            Observer = observer,
            Time = options.Time,
        };

    // The shorter of two limits, of which zero is none.
    static TimeSpan SetupLimit(EngineOptions options) =>
        new[] { options.ConnectTimeout, options.StatementTimeout }.Where(limit => limit > TimeSpan.Zero).DefaultIfEmpty().Min();

    static string SetupSql(EngineOptions options, Connector connector)
    {
        var limit = options.StatementTimeout > TimeSpan.Zero ? connector.LimitSql(options.StatementTimeout) : "";
        return string.Join("; ", new[] { limit, options.OnConnectSql?.Trim().TrimEnd(';') ?? "" }.Where(sql => sql.Length > 0));
    }
}
