using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dialtone.Dialects.Postgres.BinaryCopy;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Results;
using Dialtone.Sql;
using Dialtone.Tls;
using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>PostgreSQL through Npgsql, with libpq's meaning of every parameter.</summary>
sealed class PostgresConnector : Connector
{
    readonly DriverSources sources;
    readonly ConnectLoop loop;
    readonly NoticeEventHandler onNotice;
    readonly bool prepares;
    readonly ConditionalWeakTable<Npgsql.NpgsqlConnection, PreparedStatements> prepared = [];

    public PostgresConnector(ResolvedTarget resolved, ConnectorOptions options)
        : base(resolved)
    {
        var target = new PostgresTarget(resolved);
        if (target.Options.KeyLogFile is not null && !options.AllowTlsKeyLog)
        {
            throw TlsKeyLog.NotAllowed(target.Origin("sslkeylogfile"));
        }

        var policy = new AnnouncedTlsPolicy(PostgresTls.SettingsOf(target.Options, options.StrictTls), options.Time, options.Notify);
        prepares = options.PrepareStatements;
        sources = new(target, options, policy);
        loop = new(target, options, sources, policy);
        onNotice = (_, arguments) => options.Notify(new(IsFromServer: true, arguments.Notice.Severity, TextOf(arguments.Notice)));
    }

    /// <inheritdoc/>
    public override SqlSyntax Syntax => SqlSyntax.PostgreSql;

    /// <inheritdoc/>
    public override BindStyle BindStyle => BindStyle.Numbered;

    /// <inheritdoc/>
    public override ResultFormat Format { get; } = new PostgresResultFormat();

    /// <inheritdoc/>
    public override bool FailureAbortsTransaction => true;

    /// <inheritdoc/>
    public override bool SendsUnreadRows => true;

    /// <inheritdoc/>
    public override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await loop.OpenAsync(cancellationToken).ConfigureAwait(false);
        connection.Notice += onNotice;
        return connection;
    }

    /// <inheritdoc/>
    public override async ValueTask<DbTransaction> BeginAsync(
        DbConnection session,
        IsolationLevel isolationLevel,
        bool isReadOnly,
        bool isDeferrable,
        CancellationToken cancellationToken
    )
    {
        var transaction = await session.BeginTransactionAsync(isolationLevel, cancellationToken).ConfigureAwait(false);
        if (!isReadOnly && !isDeferrable)
        {
            return transaction;
        }

        try
        {
            // The driver sends BEGIN with the first statement, so this costs no round trip of its own. The snapshot that the query takes makes
            // the mode final.
            var mode = string.Join(
                ", ",
                ((string[])[isReadOnly ? "READ ONLY" : "", isDeferrable ? "DEFERRABLE" : ""]).Where(word => word.Length > 0)
            );
            var command = new NpgsqlCommand($"SET TRANSACTION {mode}; SELECT 1", (Npgsql.NpgsqlConnection)session);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<ConnectionInfo> DescribeAsync(DbConnection session, CancellationToken cancellationToken)
    {
        var connection = (Npgsql.NpgsqlConnection)session;
        var link = loop.LinkOf(connection);
        const string question = """
            SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_database()::text, current_user::text,
                pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only') = 'on'
            """;
        var command = new NpgsqlCommand(question, connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                return new()
                {
                    Server = "PostgreSQL",
                    ServerVersion = reader.GetString(0),
                    Host = link?.Host ?? "",
                    Address = link?.Address,
                    Port = link?.Port ?? connection.Port,
                    Database = reader.GetString(1),
                    User = reader.GetString(2),
                    SessionId = reader.GetInt32(3),
                    Role = reader.GetBoolean(4) ? ServerRole.Standby : ServerRole.Primary,
                    IsReadOnly = reader.GetBoolean(5),
                    Tls = link?.Describe(),
                    IsGssEncrypted = link?.UsesGss == true,
                };
            }
        }
    }

    /// <inheritdoc/>
    public override string LimitSql(TimeSpan statementTimeout) =>
        string.Create(CultureInfo.InvariantCulture, $"SET statement_timeout = {Math.Ceiling(statementTimeout.TotalMilliseconds):0}");

    /// <inheritdoc/>
    public override TwoPhaseSql TwoPhase { get; } =
        new(
            "PREPARE TRANSACTION",
            "COMMIT PREPARED",
            "ROLLBACK PREPARED",
            "SELECT gid FROM pg_catalog.pg_prepared_xacts WHERE database = current_database() ORDER BY prepared"
        );

    /// <inheritdoc/>
    public override bool? AlwaysHoldsSessionCode => null;

    /// <inheritdoc/>
    public override bool CanCut => true;

    /// <inheritdoc/>
    public override void Cut(DbConnection session) => DriverSocket.TryOf((Npgsql.NpgsqlConnection)session)?.Dispose();

    /// <inheritdoc/>
    public override ValueTask<bool> IsFitAsync(DbConnection session, CancellationToken cancellationToken) =>
        loop.IsFitAsync((Npgsql.NpgsqlConnection)session, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<bool> ResetAsync(DbConnection session, CancellationToken cancellationToken) =>
        SessionState.ResetAsync((Npgsql.NpgsqlConnection)session, onNotice, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask RollBackAsync(DbConnection session, CancellationToken cancellationToken) =>
        SessionState.RollBackAsync((Npgsql.NpgsqlConnection)session, onNotice, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask<bool> HoldsSessionCodeAsync(DbConnection session, CancellationToken cancellationToken) =>
        SchemaCode.TouchesSessionsAsync((Npgsql.NpgsqlConnection)session, cancellationToken);

    /// <inheritdoc/>
    public override string QuoteLiteral(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("PostgreSQL's text cannot hold the character NUL (U+0000).", nameof(text));
        }

        var quoted = text.Replace("'", "''", StringComparison.Ordinal);
        return text.Contains('\\', StringComparison.Ordinal)
            ? $"E'{quoted.Replace("\\", "\\\\", StringComparison.Ordinal)}'"
            : $"'{quoted}'";
    }

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new NpgsqlCommand();

    /// <inheritdoc/>
    public override void Bind(DbCommand command, string name, object? value) =>
        ((NpgsqlCommand)command).Parameters.Add(ParameterValue.ToParameter(value));

    /// <inheritdoc/>
    public override Task<DbDataReader> ExecuteAsync(DbCommand command, CancellationToken cancellationToken) =>
        prepares
            ? prepared
                .GetOrCreateValue((Npgsql.NpgsqlConnection)command.Connection!)
                .ExecuteAsync((NpgsqlCommand)command, cancellationToken)
            : base.ExecuteAsync(command, cancellationToken);

    /// <inheritdoc/>
    public override bool HasBatches => true;

    /// <inheritdoc/>
    public override Task<int[]> ExecuteBatchAsync(
        DbConnection session,
        IReadOnlyList<BoundSql> statements,
        int timeout,
        CancellationToken cancellationToken
    ) => StatementBatch.ExecuteAsync((Npgsql.NpgsqlConnection)session, statements, timeout, cancellationToken);

    /// <inheritdoc/>
    public override void AskForText(DbCommand command) => ((NpgsqlCommand)command).AllResultTypesAreUnknown = true;

    /// <inheritdoc/>
    public override Task<long> CopyInAsync(DbConnection connection, string statement, Stream source, CancellationToken cancellationToken) =>
        CopyData.InAsync((Npgsql.NpgsqlConnection)connection, statement, source, cancellationToken);

    /// <inheritdoc/>
    public override Task<long> CopyOutAsync(
        DbConnection connection,
        string statement,
        Stream destination,
        CancellationToken cancellationToken
    ) => CopyData.OutAsync((Npgsql.NpgsqlConnection)connection, statement, destination, cancellationToken);

    /// <inheritdoc/>
    public override IDisposable Receive(DbConnection session, Action<Notification> receive) =>
        Listening.Receive((Npgsql.NpgsqlConnection)session, receive);

    /// <inheritdoc/>
    public override Task ListenAsync(DbConnection session, IEnumerable<string> channels, CancellationToken cancellationToken) =>
        Listening.ListenAsync((Npgsql.NpgsqlConnection)session, channels, cancellationToken);

    /// <inheritdoc/>
    public override Task WaitAsync(DbConnection session, CancellationToken cancellationToken) =>
        ((Npgsql.NpgsqlConnection)session).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public override uint TypeIdOf(DbDataReader reader, int ordinal) => ((NpgsqlDataReader)reader).GetDataTypeOID(ordinal);

    /// <inheritdoc/>
    public override Task<long>? InsertAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(
        DbConnection session,
        string table,
        InsertPlan<TRow> plan,
        RowSource<TRow> rows,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    ) =>
        CopyColumns.For(plan) is { } columns
            ? CopyWriter.WriteAsync((Npgsql.NpgsqlConnection)session, table, plan, columns, rows, progress, cancellationToken)
            : null;

    /// <inheritdoc/>
    public override bool Knows(Exception exception) => PostgresErrors.Knows(exception);

    /// <inheritdoc/>
    public override DatabaseException Translate(Exception exception, ErrorStage stage) => PostgresErrors.Translate(exception, stage);

    /// <inheritdoc/>
    public override int? BackendProcessOf(DbConnection connection) => (connection as Npgsql.NpgsqlConnection)?.ProcessID;

    /// <inheritdoc/>
    public override DeferredConnection CreateConnection(ISessionSource source) => new NpgsqlConnection(this, source);

    // Dapper knows by this name that an array may be one parameter.
    sealed class NpgsqlConnection(PostgresConnector connector, ISessionSource source) : DeferredConnection(connector, source);

    // As psql writes it.
    static string TextOf(PostgresNotice notice) =>
        notice.MessageText
        + (notice.Detail is { Length: > 0 } detail ? $"\nDETAIL:  {detail}" : "")
        + (notice.Hint is { Length: > 0 } hint ? $"\nHINT:  {hint}" : "");

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => sources.DisposeAsync();
}
