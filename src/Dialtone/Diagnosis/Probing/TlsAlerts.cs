namespace Dialtone.Diagnosis.Probing;

/// <summary>TLS alerts by number, and what they say when a server sends one to a client.</summary>
static class TlsAlerts
{
    static readonly (int Number, string Name, string Meaning)[] All =
    [
        (10, "unexpected_message", "the two sides do not follow the same protocol"),
        (40, "handshake_failure", "no cipher or certificate in common, or a client certificate is missing"),
        (42, "bad_certificate", "the client's certificate is damaged or its signature does not fit"),
        (43, "unsupported_certificate", "the client's certificate is not meant for clients (extended key usage)"),
        (44, "certificate_revoked", "the client's certificate is on the server's revocation list"),
        (45, "certificate_expired", "the client's certificate is expired or not yet valid"),
        (46, "certificate_unknown", "the server does not accept the client's certificate"),
        (48, "unknown_ca", "the server does not trust the issuer of the client's certificate"),
        (49, "access_denied", "the certificate is valid, but the server does not let it in"),
        (50, "decode_error", "a message could not be read"),
        (51, "decrypt_error", "a signature could not be verified: key and certificate do not belong together"),
        (70, "protocol_version", "the server supports no TLS version that the client offers"),
        (71, "insufficient_security", "the server wants stronger ciphers than the client offers"),
        (80, "internal_error", "the server had a problem of its own"),
        (112, "unrecognized_name", "the server has no certificate for the name that the client sent (SNI)"),
        (116, "certificate_required", "the server demands a client certificate and got none"),
        (120, "no_application_protocol", "the server does not speak the protocol that the client offers (ALPN)"),
    ];

    /// <summary>The alert's name in the standard.</summary>
    public static string NameOf(int number) => Find(number)?.Name ?? "(not assigned)";

    /// <summary>What it means here.</summary>
    public static string MeaningOf(int number) => Find(number)?.Meaning ?? "no known meaning";

    static (int Number, string Name, string Meaning)? Find(int number)
    {
        var index = Array.FindIndex(All, row => row.Number == number);
        return index < 0 ? null : All[index];
    }
}
