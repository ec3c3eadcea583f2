using System.Data.Common;

namespace Dialtone.Dialects;

/// <summary>A session in the hands of one user; disposing gives it back.</summary>
interface ISessionLease : IAsyncDisposable, IDisposable
{
    /// <summary>The driver's connection. Whoever takes it may have changed anything.</summary>
    DbConnection Driver { get; }

    /// <summary>Notes a statement that is about to run on the driver's connection.</summary>
    DbConnection Use(string sql);
}
