using Dialtone.Parameters;

namespace Dialtone.Translation;

/// <summary>Whether a connection is encrypted.</summary>
enum TlsUse
{
    Never,

    /// <summary>libpq's <c>allow</c>: plaintext first.</summary>
    IfDemanded,

    /// <summary><c>prefer</c>: plaintext if TLS does not come about.</summary>
    IfPossible,
    Always,
}

/// <summary>What a target wants of TLS, whatever the words for it.</summary>
sealed record TlsIntent
{
    /// <summary>libpq's name of the system's trusted roots.</summary>
    public const string SystemRoots = "system";

    /// <summary>The mode in the dialect's words, for messages.</summary>
    public required string Mode { get; init; }

    public required TlsUse Use { get; init; }

    /// <summary>Whether a server that no trusted CA stands for is refused.</summary>
    public required bool VerifiesChain { get; init; }

    public required bool VerifiesName { get; init; }

    /// <summary>The file of trusted CAs that is verified against, or <see langword="null"/>.</summary>
    public string? Root { get; init; }

    public bool UsesSystemRoots { get; init; }

    public bool IsOn => Use is not TlsUse.Never;

    public static TlsIntent Of(string dialect, ParameterSet parameters) =>
        dialect == "mysql" ? OfMySql(parameters) : OfPostgres(parameters);

    // A mode that nobody knows would become some mode or other.
    static void RefuseUnknown(Parameter? mode)
    {
        if (mode is not null && !mode.Definition.Values.Contains(mode.Reveal(), StringComparer.OrdinalIgnoreCase))
            throw ParameterErrors.Policy(
                $"invalid {mode.Keyword} value: \"{mode.Reveal()}\"",
                mode,
                $"use one of {string.Join(", ", mode.Definition.Values)}"
            );
    }

    static TlsIntent OfPostgres(ParameterSet parameters)
    {
        RefuseUnknown(parameters["sslmode"]);
        var root = parameters.Text("sslrootcert") is { Length: > 0 } text ? text : null;
        var mode = parameters.Text("sslmode") ?? (root == SystemRoots ? "verify-full" : "prefer");
        // libpq's require verifies as soon as there is a root certificate.
        var verifies = mode is "verify-ca" or "verify-full" || (mode == "require" && root is not null);
        return new()
        {
            Mode = $"sslmode={mode}",
            Use = mode switch
            {
                "disable" => TlsUse.Never,
                "allow" => TlsUse.IfDemanded,
                "prefer" => TlsUse.IfPossible,
                _ => TlsUse.Always,
            },
            VerifiesChain = verifies,
            VerifiesName = mode == "verify-full",
            Root = root == SystemRoots ? null : root,
            UsesSystemRoots = root == SystemRoots,
        };
    }

    static TlsIntent OfMySql(ParameterSet parameters)
    {
        RefuseUnknown(parameters["ssl_mode"]);
        var mode = parameters.Text("ssl_mode")?.ToUpperInvariant() ?? "PREFERRED";
        var verifies = mode is "VERIFY_CA" or "VERIFY_IDENTITY";
        return new()
        {
            Mode = $"ssl_mode={mode}",
            Use = mode switch
            {
                "DISABLED" => TlsUse.Never,
                "PREFERRED" => TlsUse.IfPossible,
                _ => TlsUse.Always,
            },
            VerifiesChain = verifies,
            VerifiesName = mode == "VERIFY_IDENTITY",
            Root = parameters.Text("ssl_ca") is { Length: > 0 } root ? root : null,
        };
    }
}
