using Dialtone.Errors;

namespace Dialtone.Diagnosis.Probing;

/// <summary>What a PostgreSQL server answered to a login before any password.</summary>
sealed record StartupAnswer
{
    /// <summary>The code of the authentication request; -1 if there was none.</summary>
    public int Method { get; init; } = -1;

    /// <summary>The SASL mechanisms that the server offers.</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    /// <summary>The server's error.</summary>
    public ServerReport? Error { get; init; }

    /// <summary>Whether the connection ended without an answer.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The method in the words of pg_hba.conf.</summary>
    public string MethodName =>
        Method switch
        {
            0 => "none (trust, or the client certificate was enough)",
            3 => "password in clear text",
            5 => "md5",
            7 => "gss",
            9 => "sspi",
            10 => $"SASL: {string.Join(", ", Mechanisms)}",
            _ => $"number {Method}",
        };
}
