namespace Dialtone.Cli.Demo;

/// <summary>What the command line of <c>dialtone demo</c> asks for.</summary>
sealed record DemoRequest
{
    /// <summary>SQL to run instead of a prompt.</summary>
    public IReadOnlyList<string> Scripts { get; init; } = [];

    /// <summary>Whether the server and its folder stay.</summary>
    public bool Keep { get; init; }

    /// <summary>Whether warnings and the server's notices are left out.</summary>
    public bool Quiet { get; init; }

    /// <summary>The port to listen on, or <see langword="null"/> for a free one.</summary>
    public int? Port { get; init; }

    /// <summary>The folder of PostgreSQL's programs, or <see langword="null"/> to look for them.</summary>
    public string? PostgresFolder { get; init; }
}
