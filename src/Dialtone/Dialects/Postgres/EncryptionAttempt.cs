using Dialtone.Parameters;
using DriverMode = Npgsql.SslMode;

namespace Dialtone.Dialects.Postgres;

/// <summary>One way of encrypting (or not) in which an address is tried.</summary>
/// <param name="Mode">The driver's mode: never one that verifies, since the policy does that.</param>
/// <param name="UsesTls">Whether TLS is used, or asked for first.</param>
/// <param name="UsesGss">Whether GSSAPI encrypts.</param>
readonly record struct EncryptionAttempt(DriverMode Mode, bool UsesTls, bool UsesGss = false)
{
    /// <summary>Without encryption.</summary>
    public static readonly EncryptionAttempt Plain = new(DriverMode.Disable, UsesTls: false);

    /// <summary>With TLS or not at all.</summary>
    public static readonly EncryptionAttempt Tls = new(DriverMode.Require, UsesTls: true);

    /// <summary>With TLS if the server has it by now, or else in plaintext over the same connection.</summary>
    /// <remarks>Only for a server that said it has none: after a refused login the driver would start again in plaintext and hide why.</remarks>
    public static readonly EncryptionAttempt Offer = new(DriverMode.Prefer, UsesTls: true);

    /// <summary>With GSSAPI or not at all.</summary>
    public static readonly EncryptionAttempt Gss = new(DriverMode.Disable, UsesTls: false, UsesGss: true);

    /// <summary>The attempts that <c>sslmode</c> allows, in libpq's order.</summary>
    /// <param name="sslMode">The mode.</param>
    /// <param name="isSocket">Whether the peer is a Unix socket: there is never TLS on it.</param>
    /// <param name="lacksTls">Whether the server has said that it has no TLS.</param>
    public static EncryptionAttempt[] For(SslMode sslMode, bool isSocket, bool lacksTls) =>
        isSocket
            ? [Plain]
            : sslMode switch
            {
                SslMode.Disable => [Plain],
                SslMode.Allow => [Plain, Tls],
                SslMode.Prefer => [lacksTls ? Offer : Tls, Plain],
                _ => [Tls],
            };

    /// <summary>The word for it in a report.</summary>
    public string Describe() =>
        UsesGss ? "GSSAPI"
        : this == Tls ? "TLS"
        : "none";
}
