namespace Dialtone.Pooling;

/// <summary>What a pool holds at one moment.</summary>
/// <param name="Open">The connections that are open or being opened.</param>
/// <param name="Idle">Those of them that wait for a user.</param>
/// <param name="Waiting">The users that wait for a connection.</param>
/// <param name="Maximum">The most that may be open.</param>
public sealed record PoolStatistics(int Open, int Idle, int Waiting, int Maximum);
