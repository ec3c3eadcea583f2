namespace Dialtone.Dialects;

/// <summary>Where a connection of ADO.NET gets its session from, and gives it back to.</summary>
interface ISessionSource
{
    /// <summary>A session for one user.</summary>
    ValueTask<ISessionLease> RentAsync(CancellationToken cancellationToken);
}
