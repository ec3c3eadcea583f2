using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Dialtone.Dialects;

/// <summary>A connection that chooses its host and its encryption when it is opened: before that, no driver's connection could stand for it.</summary>
class DeferredConnection(Connector connector, ISessionSource source) : DbConnection
{
    ISessionLease? lease;

    /// <summary>The driver's connection.</summary>
    /// <exception cref="InvalidOperationException">The connection is not open.</exception>
    public DbConnection Inner => Lease.Driver;

    ISessionLease Lease => lease ?? throw new InvalidOperationException("The connection is not open.");

    [AllowNull]
    public override string ConnectionString
    {
        get => "";
        set => throw new NotSupportedException("The engine's target decides what this connection connects to.");
    }

    public override string Database => lease?.Driver.Database ?? "";

    public override string DataSource => lease?.Driver.DataSource ?? "";

    public override string ServerVersion => Inner.ServerVersion;

    public override ConnectionState State => lease?.Driver.State ?? ConnectionState.Closed;

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (lease is not null)
        {
            throw new InvalidOperationException("The connection is open already.");
        }

        lease = await source.RentAsync(cancellationToken).ConfigureAwait(false);
        OnStateChange(new(ConnectionState.Closed, ConnectionState.Open));
    }

    // ADO.NET's synchronous face, for those who come through the data source; the engine itself is async only.
    public override void Open() => Task.Run(() => OpenAsync(CancellationToken.None)).GetAwaiter().GetResult();

    public override void Close()
    {
        lease?.Dispose();
        Closed();
    }

    public override async Task CloseAsync()
    {
        if (lease is not null)
        {
            await lease.DisposeAsync().ConfigureAwait(false);
        }

        Closed();
    }

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The driver's connection, for a statement that is about to run on it.</summary>
    public DbConnection Use(string sql) => Lease.Use(sql);

    public override void ChangeDatabase(string databaseName) => Inner.ChangeDatabase(databaseName);

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        new DeferredTransaction(this, Inner.BeginTransaction(isolationLevel));

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel,
        CancellationToken cancellationToken
    ) => new DeferredTransaction(this, await Inner.BeginTransactionAsync(isolationLevel, cancellationToken).ConfigureAwait(false));

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
        if (lease is not null)
        {
            lease = null;
            OnStateChange(new(ConnectionState.Open, ConnectionState.Closed));
        }
    }
}
