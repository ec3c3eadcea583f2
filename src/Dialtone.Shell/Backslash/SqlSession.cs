using Dialtone.Cli.Output;
using Dialtone.Cli.Terminal;
using Dialtone.Errors;
using Dialtone.Shell.Describe.Postgres;
using Dialtone.Shell.Display;
using Dialtone.Shell.Evaluation;
using Dialtone.Sql;

namespace Dialtone.Shell.Backslash;

/// <summary>One prompt's database half: the connection, psql's variables and settings, and what is typed but not run yet.</summary>
sealed class SqlSession : IAsyncDisposable
{
    readonly SessionOptions options;
    Catalog? catalog;
    OutputTarget? redirection;
    TimeSpan readingTime;

    SqlSession(SessionOptions options, Engine engine, Connection connection)
    {
        this.options = options;
        Engine = engine;
        Connection = connection;
        Input = engine.ReadInput();
        Transaction = new(engine.Target.Dialect == "postgresql");
        Runner = new(this);
        CSharp = new(this);
    }

    /// <summary>The database.</summary>
    public Engine Engine { get; private set; }

    /// <summary>The session at the server.</summary>
    public Connection Connection { get; private set; }

    /// <summary>The standard streams.</summary>
    public Stdio Io => options.Io;

    /// <summary>What was given at the start.</summary>
    public SessionOptions Options => options;

    /// <summary>Whether a person types and reads.</summary>
    public bool IsInteractive => Io is { IsInputTerminal: true, IsOutputTerminal: true };

    /// <summary>psql's variables.</summary>
    public PsqlVariables Variables { get; } = new();

    /// <summary>How results are shown.</summary>
    public PrintSettings Print { get; set; } = new();

    /// <summary>The <c>\if</c> blocks.</summary>
    public Conditionals Conditionals { get; } = new();

    /// <summary>What was typed and is not run.</summary>
    public ScriptInput Input { get; private set; }

    /// <summary>Where the input comes from; <c>COPY … FROM STDIN</c> takes its data from there.</summary>
    public TextReader? Source { get; private set; }

    /// <summary>The folders of the scripts that run, the innermost one on top.</summary>
    public Stack<string> ScriptFolders { get; } = new();

    /// <summary>Whether a transaction is open.</summary>
    public TransactionState Transaction { get; private set; }

    /// <summary>Runs statements.</summary>
    public StatementRunner Runner { get; }

    /// <summary>The other language of the prompt.</summary>
    public CSharpPrompt CSharp { get; }

    /// <summary>The statement that ran last.</summary>
    public string LastStatement { get; set; } = "";

    /// <summary>The failure that happened last, for <c>\errverbose</c>.</summary>
    public (DatabaseException Failure, string? Sql)? LastFailure { get; set; }

    /// <summary>Values for the next statement's <c>$1</c>, from <c>\bind</c>.</summary>
    public IReadOnlyList<string>? Binds { get; set; }

    /// <summary>Whether each statement's time is told.</summary>
    public bool Timing { get; set; }

    /// <summary>Whether the prompt is to end.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Whether the server was asked to refuse every change.</summary>
    public bool IsReadOnly => options.ReadOnly;

    /// <summary>Where results go.</summary>
    public TextWriter Output => redirection?.Writer ?? Io.Out;

    /// <summary>Whether a person reads them there.</summary>
    public bool IsOutputScreen => redirection is null && Io.IsOutputTerminal;

    /// <summary>Connects.</summary>
    /// <exception cref="DatabaseException">No connection.</exception>
    public static async Task<SqlSession> OpenAsync(SessionOptions options, CancellationToken cancellationToken)
    {
        var engine = options.CreateEngine(options.Target, options.Arguments);
        var session = new SqlSession(options, engine, await engine.ConnectAsync(cancellationToken)) { Timing = false };
        await session.BeginSessionAsync(cancellationToken);
        session.Timing = session.IsInteractive;
        return session;
    }

    /// <summary>The catalog of a PostgreSQL server, asked for its version once a session.</summary>
    public async Task<Catalog> CatalogAsync(CancellationToken cancellationToken) =>
        catalog ??= await Catalog.OpenAsync(Connection, Engine.QuoteLiteral, cancellationToken);

    /// <summary>Another connection in place of this one; the old one is closed once the new one is there.</summary>
    /// <exception cref="DatabaseException">No connection; the old one stays.</exception>
    public async Task ConnectAsync(Engine engine, CancellationToken cancellationToken)
    {
        Connection connection;
        try
        {
            connection = await engine.ConnectAsync(cancellationToken);
        }
        catch when (!ReferenceEquals(engine, Engine))
        {
            await engine.DisposeAsync();
            throw;
        }

        var (oldEngine, oldConnection) = (Engine, Connection);
        (Engine, Connection, catalog) = (engine, connection, null);
        Transaction = new(engine.Target.Dialect == "postgresql");
        await CloseAsync(oldConnection);
        if (!ReferenceEquals(oldEngine, engine))
        {
            Input = engine.ReadInput();
            await oldEngine.DisposeAsync();
        }

        await BeginSessionAsync(cancellationToken);
    }

    /// <summary>Connects again if the session is known to be lost; nothing was sent then, so nothing can happen twice.</summary>
    /// <exception cref="DatabaseException">No connection.</exception>
    public async Task EnsureConnectedAsync(CancellationToken cancellationToken)
    {
        if (Connection.Driver.State is not System.Data.ConnectionState.Open)
        {
            var hadTransaction = Transaction.IsOpen;
            await ConnectAsync(Engine, cancellationToken);
            Say(Reconnection.Done + (hadTransaction ? "\n" + Reconnection.TransactionLost : ""));
        }
    }

    /// <summary>Reads from somewhere else: a script inside a script has its own half-typed statement.</summary>
    public void BeginInput(TextReader source) => (Input, Source) = (Engine.ReadInput(), source);

    /// <summary>Goes back to where the input came from before.</summary>
    public void EndInput(ScriptInput input, TextReader? source) => (Input, Source) = (input, source);

    /// <summary>Sends results elsewhere from now on, or to standard output again.</summary>
    public async Task RedirectAsync(string? name)
    {
        var old = redirection;
        redirection = null;
        if (old is not null)
        {
            await old.DisposeAsync();
        }

        redirection = name is null ? null : OutputTarget.Open(name);
    }

    /// <summary>Shows a result of any kind by the session's settings.</summary>
    public async Task<long> ShowAsync(IRowSource rows, CancellationToken cancellationToken, PrintSettings? settings = null)
    {
        var printer = new ResultPrinter(options.Screen(), Engine, options.Time);
        try
        {
            return await printer.PrintAsync(rows, settings ?? Print, Output, IsOutputScreen, cancellationToken);
        }
        finally
        {
            readingTime += printer.ReadingTime;
        }
    }

    /// <summary>How long a person has read in the pager since this was asked last.</summary>
    public TimeSpan TakeReadingTime()
    {
        var taken = readingTime;
        readingTime = TimeSpan.Zero;
        return taken;
    }

    /// <summary>A line of psql's own among the results, unless <c>QUIET</c> is set.</summary>
    public void Tell(string line)
    {
        if (line.Length > 0 && !Variables.IsOn("QUIET"))
        {
            Io.Out.Write(line + "\n");
        }
    }

    /// <summary>Words on standard error.</summary>
    public void Say(string words) => Io.Say(words);

    public async ValueTask DisposeAsync()
    {
        await RedirectAsync(null);
        await CloseAsync(Connection);
        await Engine.DisposeAsync();
    }

    // What the server is told at the start of every session, so that it keeps it: no change, if nobody is to make one.
    async Task BeginSessionAsync(CancellationToken cancellationToken)
    {
        if (options.ReadOnly)
        {
            var statement = Engine.Target.Dialect switch
            {
                "postgresql" => "set session characteristics as transaction read only",
                "mysql" => "set session transaction read only",
                _ => "pragma query_only = on",
            };
            await Connection.ExecuteAsync(statement, cancellationToken);
        }

        await SessionVariables.ReportAsync(this, cancellationToken);
    }

    static async Task CloseAsync(Connection connection)
    {
        try
        {
            await connection.DisposeAsync();
        }
        catch (DatabaseException)
        {
            // It was lost already.
        }
    }
}
