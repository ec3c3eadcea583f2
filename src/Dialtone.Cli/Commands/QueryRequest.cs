using Dialtone.Cli.Output;

namespace Dialtone.Cli.Commands;

/// <summary>What <c>dialtone query</c> was asked for.</summary>
sealed record QueryRequest
{
    /// <summary>Where to connect.</summary>
    public required Destination Destination { get; init; }

    /// <summary>The SQL, in the order of the command line; none means standard input.</summary>
    public required IReadOnlyList<SqlSource> Sources { get; init; }

    /// <summary>Values for <c>:name</c> binds, or <see langword="null"/> if none were given.</summary>
    public Binds? Binds { get; init; }

    /// <summary>The output format.</summary>
    public required OutputFormat Format { get; init; }

    /// <summary>What the format was told.</summary>
    public required OutputOptions Output { get; init; }

    /// <summary>The file that gets the data; <see langword="null"/> means standard output.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Whether each statement's time is told.</summary>
    public bool Timing { get; init; }

    /// <summary>Whether row counts, command tags and the server's smaller notices are left out.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether a person may be asked for a password.</summary>
    public bool MayAskPassword { get; init; }
}
