using Dialtone.Parameters;
using MySqlConnector;
using DriverSslMode = MySqlConnector.MySqlSslMode;
using SslMode = Dialtone.Parameters.MySqlSslMode;

namespace Dialtone.Dialects.MySql;

/// <summary>A target's parameters as the driver's settings. The password is not among them.</summary>
/// <remarks>
/// Values come as SQLAlchemy's users know them from the Python drivers: <c>TINYINT(1)</c> is a number, <c>CHAR(36)</c> is text, and an update
/// counts the rows that it found, changed or not.
/// </remarks>
static class DriverSettings
{
    // A file that cannot exist: without a key file the driver takes any key from a server on a loopback address and encrypts the password with it.
    static readonly string NoPublicKey = OperatingSystem.IsWindows() ? "<no public key>" : "/dev/null/no-public-key";

    /// <summary>The settings for one host.</summary>
    public static MySqlConnectionStringBuilder For(MySqlOptions options, HostPlan host, ResolvedTarget target, ConnectorOptions behaviour)
    {
        var settings = new MySqlConnectionStringBuilder
        {
            Server = host.Host ?? host.HostAddress ?? "",
            ConnectionProtocol = host.IsSocket ? MySqlConnectionProtocol.UnixSocket : MySqlConnectionProtocol.Sockets,
            UserID = options.User,
            Database = options.Database ?? "",
            SslMode = DriverMode(options.SslMode, host),
            Pooling = false,
            ConnectionTimeout = Seconds(
                options.ConnectTimeout ?? (target.Parameters["connect_timeout"] is null ? behaviour.ConnectTimeout : TimeSpan.Zero)
            ),
            DefaultCommandTimeout = Seconds(
                behaviour.StatementTimeout > TimeSpan.Zero ? behaviour.StatementTimeout : options.ReadTimeout ?? TimeSpan.Zero
            ),
            AllowUserVariables = true,
            AllowLoadLocalInfile = options.LocalInfile,
            AllowPublicKeyRetrieval = host.IsSocket,
            AllowZeroDateTime = behaviour.TextOnly,
            AutoEnlist = false,
            IgnoreCommandTransaction = true,
            GuidFormat = MySqlGuidFormat.None,
            ServerRedirectionMode = MySqlServerRedirectionMode.Disabled,
            TreatTinyAsBoolean = false,
            UseAffectedRows = false,
            UseCompression = options.Compress,
        };
        if (!host.IsSocket)
        {
            settings.Port = (uint)host.ParsePort();
            settings.ServerRsaPublicKeyFile = NoPublicKey;
        }

        if ((options.ProgramName ?? behaviour.ApplicationName) is { } name)
        {
            settings.ApplicationName = name;
        }

        if (!options.TlsVersions.IsEmpty)
        {
            settings.TlsVersion = string.Join(", ", options.TlsVersions.Select(Spell));
        }

        if (options.Ciphers is { } ciphers)
        {
            settings.TlsCipherSuites = string.Join(", ", OpenSslCiphers.Parse(ciphers, target.Parameters["ssl_cipher"]!));
        }

        return settings;
    }

    /// <summary>
    /// The driver only encrypts; the policy verifies, in the handshake. The driver's own verifying modes finish the login first and send the
    /// password to whoever asks. A Unix socket needs no encryption unless it is demanded, as in MySQL's client.
    /// </summary>
    static DriverSslMode DriverMode(SslMode mode, HostPlan host) =>
        mode switch
        {
            SslMode.Disabled => DriverSslMode.None,
            SslMode.Preferred => host.IsSocket ? DriverSslMode.None : DriverSslMode.Preferred,
            _ => DriverSslMode.Required,
        };

    static uint Seconds(TimeSpan time) => (uint)Math.Ceiling(time.TotalSeconds);

    static string Spell(TlsVersion version) =>
        version switch
        {
            TlsVersion.Tls10 => "TLS 1.0",
            TlsVersion.Tls11 => "TLS 1.1",
            TlsVersion.Tls12 => "TLS 1.2",
            _ => "TLS 1.3",
        };
}
