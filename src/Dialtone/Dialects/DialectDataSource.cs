using System.Data.Common;

namespace Dialtone.Dialects;

/// <summary>A connector as ADO.NET's data source.</summary>
sealed class DialectDataSource(Connector connector, ISessionSource source) : DbDataSource
{
    /// <summary>Empty: the parameters hold secrets, and no driver could connect as the policy demands from a string.</summary>
    public override string ConnectionString => "";

    protected override DbConnection CreateDbConnection() => connector.CreateConnection(source);

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken)
    {
        var connection = connector.CreateConnection(source);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
