using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Dialtone.Dialects;

/// <summary>A connection that chooses its host and its encryption when it is opened: before that, no driver's connection could stand for it.</summary>
class DeferredConnection(Connector connector) : DbConnection
{
    DbConnection? inner;

    /// <summary>The driver's connection.</summary>
    /// <exception cref="InvalidOperationException">The connection is not open.</exception>
    public DbConnection Inner => inner ?? throw new InvalidOperationException("The connection is not open.");

    [AllowNull]
    public override string ConnectionString
    {
        get => "";
        set => throw new NotSupportedException("The engine's target decides what this connection connects to.");
    }

    public override string Database => inner?.Database ?? "";

    public override string DataSource => inner?.DataSource ?? "";

    public override string ServerVersion => Inner.ServerVersion;

    public override ConnectionState State => inner?.State ?? ConnectionState.Closed;

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (inner is not null)
        {
            throw new InvalidOperationException("The connection is open already.");
        }

        inner = await connector.OpenAsync(cancellationToken).ConfigureAwait(false);
        OnStateChange(new(ConnectionState.Closed, ConnectionState.Open));
    }

    // ADO.NET's synchronous face, for those who come through the data source; the engine itself is async only.
    public override void Open() => Task.Run(() => OpenAsync(CancellationToken.None)).GetAwaiter().GetResult();

    public override void Close()
    {
        inner?.Dispose();
        Closed();
    }

    public override async Task CloseAsync()
    {
        if (inner is not null)
        {
            await inner.DisposeAsync().ConfigureAwait(false);
        }

        Closed();
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override void ChangeDatabase(string databaseName) => Inner.ChangeDatabase(databaseName);

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => Inner.BeginTransaction(isolationLevel);

    protected override ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel,
        CancellationToken cancellationToken
    ) => Inner.BeginTransactionAsync(isolationLevel, cancellationToken);

    protected override DbCommand CreateDbCommand() => new DeferredCommand(connector.CreateCommand()) { Connection = this };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    void Closed()
    {
        if (inner is not null)
        {
            inner = null;
            OnStateChange(new(ConnectionState.Open, ConnectionState.Closed));
        }
    }
}
