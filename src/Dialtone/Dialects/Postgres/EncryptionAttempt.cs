using Dialtone.Parameters;
using DriverMode = Npgsql.SslMode;

namespace Dialtone.Dialects.Postgres;

/// <summary>One way of encrypting (or not) in which an address is tried.</summary>
/// <param name="Mode">The driver's mode: never one that verifies, since the policy does that.</param>
/// <param name="UsesTls">Whether TLS is used, or offered first.</param>
readonly record struct EncryptionAttempt(DriverMode Mode, bool UsesTls)
{
    static readonly EncryptionAttempt Plain = new(DriverMode.Disable, UsesTls: false);
    static readonly EncryptionAttempt Tls = new(DriverMode.Require, UsesTls: true);

    /// <summary>The attempts of a <c>sslmode</c>, in libpq's order.</summary>
    /// <remarks>
    /// The driver itself goes on in plaintext when the server answers "no TLS", and changes over after a refused authentication (<c>prefer</c>,
    /// <c>allow</c>), with as many connections as libpq makes. What it does not do is libpq's change to plaintext after a failed handshake:
    /// that is the second attempt of <c>prefer</c>.
    /// </remarks>
    public static EncryptionAttempt[] For(SslMode sslMode, bool isSocket) =>
        isSocket
            ? [Plain]
            : sslMode switch
            {
                SslMode.Disable => [Plain],
                SslMode.Allow => [new(DriverMode.Allow, UsesTls: true)],
                SslMode.Prefer => [new(DriverMode.Prefer, UsesTls: true), Plain],
                _ => [Tls],
            };

    /// <summary>The word for it in a report.</summary>
    public string Describe() => UsesTls ? "TLS" : "none";
}
