using System.Net.Security;

namespace Dialtone.Dialects.Postgres;

/// <summary>What happened while one connection was opened: the driver's callbacks write it, the connect loop reads it.</summary>
/// <remarks>It travels with the asynchronous flow because the driver's callbacks do not say for which connection they are called.</remarks>
sealed class ConnectTrace
{
    static readonly AsyncLocal<ConnectTrace?> Flow = new();

    /// <summary>The trace of the connection that is being opened in this flow.</summary>
    public static ConnectTrace? Current => Flow.Value;

    /// <summary>Whether a new connection was made, not one taken from the pool.</summary>
    public bool IsPhysical { get; set; }

    /// <summary>The TLS stream whose server was accepted; <see langword="null"/> if there was no TLS.</summary>
    public SslStream? Tls { get; set; }

    /// <summary>The login by Kerberos; <see langword="null"/> if the server did not ask for one.</summary>
    public GssProgress? KerberosLogin { get; set; }

    /// <summary>Whether TLS is in use: the driver may have closed the stream and gone on without.</summary>
    public bool IsEncrypted => Tls?.CanRead == true;

    /// <summary>Begins a trace for what the caller calls from here on; it ends with the caller.</summary>
    public static ConnectTrace Begin() => Flow.Value = new();
}
