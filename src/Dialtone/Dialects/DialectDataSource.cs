using System.Data.Common;

namespace Dialtone.Dialects;

/// <summary>A connector as ADO.NET's data source.</summary>
sealed class DialectDataSource(Connector connector) : DbDataSource
{
    /// <summary>Empty: the parameters hold secrets, and no driver could connect as the policy demands from a string.</summary>
    public override string ConnectionString => "";

    protected override DbConnection CreateDbConnection() => connector.CreateConnection();

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken) =>
        connector.OpenAsync(cancellationToken);
}
