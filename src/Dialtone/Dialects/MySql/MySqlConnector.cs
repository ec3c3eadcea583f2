using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Results;
using Dialtone.Sql;
using MySqlConnector;
using SslMode = Dialtone.Parameters.MySqlSslMode;

namespace Dialtone.Dialects.MySql;

/// <summary>MySQL and MariaDB through MySqlConnector.</summary>
sealed class MySqlConnector : Connector
{
    readonly MySqlOptions options;
    readonly DriverSources sources;
    readonly ConditionalWeakTable<MySqlConnection, SessionLink> links = [];

    public MySqlConnector(ResolvedTarget target, ConnectorOptions behaviour)
        : base(target)
    {
        options = MySqlOptions.From(target);
        sources = new(options, target, behaviour);
    }

    /// <inheritdoc/>
    public override bool SendsUnreadRows => true;

    /// <inheritdoc/>
    public override bool CanCut => true;

    /// <inheritdoc/>
    public override void Cut(DbConnection session) => DriverSocket.TryOf((MySqlConnection)session)?.Dispose();

    /// <inheritdoc/>
    public override SqlSyntax Syntax => SqlSyntax.MySql;

    /// <inheritdoc/>
    public override BindStyle BindStyle => BindStyle.Named;

    /// <inheritdoc/>
    public override ResultFormat Format { get; } = new MySqlResultFormat();

    /// <inheritdoc/>
    public override TimeSpan DefaultStatementTimeout => options.ReadTimeout ?? TimeSpan.Zero;

    /// <summary>The first host that lets us in. The next one is tried only if one cannot be reached or is not ready, not if it refuses.</summary>
    public override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        List<ConnectAttempt> attempts = [];
        foreach (var host in options.Hosts)
        {
            var connection = await sources.CreateAsync(host, cancellationToken).ConfigureAwait(false);
            var socket = DriverEvents.Begin();
            try
            {
                await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
                sources.AnnouncePlaintext(host);
                links.Add(connection, sources.LinkOf(host, socket.Tls));
                return connection;
            }
            catch (Exception exception)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                if (exception is OperationCanceledException || !(MySqlErrors.Knows(exception) || MySqlConnectErrors.IsGarbled(exception)))
                {
                    throw;
                }

                cancellationToken.ThrowIfCancellationRequested();
                var failure = MySqlConnectErrors.Describe(exception, socket, host, options, Target);
                attempts.Add(new(MySqlConnectErrors.Name(host), Encryption(host), failure.What));
                if (attempts.Count == options.Hosts.Length || !MySqlConnectErrors.MayOtherHostDo(failure.Kind))
                {
                    var what = $"connection to {MySqlConnectErrors.Name(host)} failed: {failure.What}";
                    var cause = MySqlConnectErrors.IsFromNobody(exception, socket, host, options) ? null : exception;
                    throw new DatabaseException(failure with { What = what, Attempts = attempts }, cause);
                }
            }
        }

        throw new InvalidOperationException("A target has at least one host.");
    }

    /// <inheritdoc/>
    public override async ValueTask<DbTransaction> BeginAsync(
        DbConnection session,
        IsolationLevel isolationLevel,
        bool isReadOnly,
        bool isDeferrable,
        CancellationToken cancellationToken
    ) => await ((MySqlConnection)session).BeginTransactionAsync(isolationLevel, isReadOnly, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask<ConnectionInfo> DescribeAsync(DbConnection session, CancellationToken cancellationToken)
    {
        var connection = (MySqlConnection)session;
        var link = links.TryGetValue(connection, out var known) ? known : null;
        var command = new MySqlCommand("select version(), database(), current_user(), connection_id(), @@read_only", connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var version = reader.GetString(0);
                return new()
                {
                    Server = version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase) ? "MariaDB" : "MySQL",
                    ServerVersion = version,
                    Host = link?.Host ?? "",
                    Address = link?.Address,
                    Port = link?.Port ?? 0,
                    Database = reader.IsDBNull(1) ? "" : reader.GetString(1),
                    User = reader.GetString(2),
                    SessionId = Convert.ToInt64(reader.GetValue(3), CultureInfo.InvariantCulture),
                    IsReadOnly = Convert.ToInt64(reader.GetValue(4), CultureInfo.InvariantCulture) != 0,
                    Tls = link?.Describe(),
                };
            }
        }
    }

    /// <summary>MariaDB keeps the limit for every statement, MySQL for queries. Each runs its own part of the statement only.</summary>
    public override string LimitSql(TimeSpan statementTimeout) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"SET net_write_timeout = @@net_write_timeout /*M!100101 , max_statement_time = {statementTimeout.TotalSeconds:0.######} */ /*!50708 , max_execution_time = {Math.Ceiling(statementTimeout.TotalMilliseconds):0} */"
        );

    /// <inheritdoc/>
    public override async ValueTask<bool> IsFitAsync(DbConnection session, CancellationToken cancellationToken) =>
        await ((MySqlConnection)session).PingAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async ValueTask<bool> ResetAsync(DbConnection session, CancellationToken cancellationToken)
    {
        await sources.ResetAsync((MySqlConnection)session, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public override async ValueTask RollBackAsync(DbConnection session, CancellationToken cancellationToken)
    {
        var command = new MySqlCommand("rollback", (MySqlConnection)session);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new MySqlCommand();

    /// <inheritdoc/>
    public override void Bind(DbCommand command, string name, object? value) =>
        ((MySqlCommand)command).Parameters.AddWithValue(name, MySqlValues.ToSent(value));

    /// <inheritdoc/>
    public override string QuoteLiteral(string text) => MySqlText.Quote(text);

    /// <summary>Nothing to ask for: the driver has no such mode, so <see cref="Format"/> writes the values as the server does.</summary>
    public override void AskForText(DbCommand command) { }

    /// <inheritdoc/>
    public override bool Knows(Exception exception) => MySqlErrors.Knows(exception);

    /// <inheritdoc/>
    public override DatabaseException Translate(Exception exception, ErrorStage stage) => MySqlErrors.Translate(exception, stage);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => sources.DisposeAsync();

    string Encryption(HostPlan host) =>
        options.SslMode is SslMode.Disabled || (host.IsSocket && options.SslMode is SslMode.Preferred) ? "none" : "TLS";
}
