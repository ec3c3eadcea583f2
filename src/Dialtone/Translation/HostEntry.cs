namespace Dialtone.Translation;

/// <summary>One host of a target.</summary>
/// <param name="Name">The name, address or socket folder; empty if only the port is given.</param>
/// <param name="Port">The port, or <see langword="null"/> for the dialect's own.</param>
readonly record struct HostEntry(string Name, string? Port)
{
    /// <summary>Whether it is the folder of a Unix socket.</summary>
    public bool IsSocket => Name is ['/' or '@', ..];
}
