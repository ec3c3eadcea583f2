namespace Dialtone.Parameters;

/// <summary>libpq's <c>keepalives</c> parameters; <see langword="null"/> leaves a value to the operating system.</summary>
/// <param name="Enabled">Whether probes are sent.</param>
/// <param name="Idle">Silence before the first probe.</param>
/// <param name="Interval">Time between probes.</param>
/// <param name="Count">Lost probes after which the connection is given up.</param>
readonly record struct TcpKeepalive(bool Enabled, TimeSpan? Idle, TimeSpan? Interval, int? Count);
