using System.Data.Common;
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

    public PostgresConnector(ResolvedTarget resolved, ConnectorOptions options)
        : base(resolved)
    {
        var target = new PostgresTarget(resolved);
        var policy = new ReloadingTlsPolicy(PostgresTls.SettingsOf(target.Options), options.Time);
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
    public override bool Knows(Exception exception) => PostgresErrors.Knows(exception);

    /// <inheritdoc/>
    public override DatabaseException Translate(Exception exception, ErrorStage stage) => PostgresErrors.Translate(exception, stage);

    /// <inheritdoc/>
    public override DeferredConnection CreateConnection() => new NpgsqlConnection(this);

    // Dapper knows by this name that an array may be one parameter.
    sealed class NpgsqlConnection(PostgresConnector connector) : DeferredConnection(connector);

    // As psql writes it.
    static string TextOf(PostgresNotice notice) =>
        notice.MessageText
        + (notice.Detail is { Length: > 0 } detail ? $"\nDETAIL:  {detail}" : "")
        + (notice.Hint is { Length: > 0 } hint ? $"\nHINT:  {hint}" : "");

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => sources.DisposeAsync();
}
