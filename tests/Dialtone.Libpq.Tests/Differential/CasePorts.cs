namespace Dialtone.Libpq.Tests.Differential;

/// <summary>Where the peers of a lane listen.</summary>
/// <param name="Primary">A proxy before the server that takes writes.</param>
/// <param name="Standby">A proxy before the server in recovery.</param>
/// <param name="Starting">A peer that is always starting up (57P03).</param>
/// <param name="Full">A peer that has too many clients (53300).</param>
/// <param name="Dead">Nobody.</param>
/// <param name="SocketFolder">The folder of the primary's Unix socket.</param>
/// <param name="Socket">The port that names the primary's Unix socket.</param>
sealed record CasePorts(int Primary, int Standby, int Starting, int Full, int Dead, string SocketFolder, int Socket);
