namespace Dialtone.Servers.Processes;

/// <summary>How long anything in the test servers may take before it counts as broken. Generous: a loaded machine is slow, not wrong.</summary>
static class Limits
{
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Stop = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Command = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Effect = TimeSpan.FromSeconds(15);
}
