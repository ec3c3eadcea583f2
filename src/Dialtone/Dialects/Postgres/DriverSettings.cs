using Dialtone.Parameters;
using Npgsql;
using DriverBinding = Npgsql.ChannelBinding;
using DriverGss = Npgsql.GssEncryptionMode;
using DriverNegotiation = Npgsql.SslNegotiation;

namespace Dialtone.Dialects.Postgres;

/// <summary>The driver's settings of one peer and one encryption.</summary>
/// <remarks>
/// Every setting that the driver would otherwise take from the environment or the home folder is set here, so that it never reads them.
/// </remarks>
static class DriverSettings
{
    const int LongestTimeout = 1024;

    const string Sspi = "SSPI";

    // The driver's names of the methods of require_auth.
    static readonly (AuthenticationMethods Method, string Name)[] Methods =
    [
        (AuthenticationMethods.Password, "Password"),
        (AuthenticationMethods.Md5, "MD5"),
        (AuthenticationMethods.Gss, "GSS"),
        (AuthenticationMethods.Sspi, Sspi),
        (AuthenticationMethods.ScramSha256, "ScramSHA256"),
        (AuthenticationMethods.NoExchange, "None"),
    ];

    /// <summary>The settings as the driver's builder.</summary>
    public static NpgsqlConnectionStringBuilder For(
        PostgresOptions target,
        Peer peer,
        EncryptionAttempt attempt,
        ConnectorOptions options,
        TimeSpan? limit
    )
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = peer.Endpoint,
            Port = peer.Port,
            Username = target.User,
            Database = target.Database,
            ApplicationName = Hide(target.ApplicationName ?? options.ApplicationName, "PGAPPNAME"),
            Options = Hide(StartupOptions(target), "PGOPTIONS"),
            // .NET's strings are Unicode, whatever encoding a byte client would ask for.
            ClientEncoding = "UTF8",
            Encoding = "UTF8",
            SslMode = attempt.Mode,
            SslNegotiation =
                attempt.UsesTls && target.SslNegotiation == Parameters.SslNegotiation.Direct
                    ? DriverNegotiation.Direct
                    : DriverNegotiation.Postgres,
            GssEncryptionMode = attempt.UsesGss ? DriverGss.Require : DriverGss.Disable,
            ChannelBinding = target.ChannelBinding switch
            {
                Parameters.ChannelBinding.Disable => DriverBinding.Disable,
                Parameters.ChannelBinding.Require => DriverBinding.Require,
                _ => DriverBinding.Prefer,
            },
            RequireAuth = AllowedMethods(target),
            // The connect loop keeps the time of an attempt, the façade that of a statement; this one ends what the loop has left alone.
            Timeout = limit is { } time ? (int)Math.Clamp(Math.Ceiling(time.TotalSeconds), 1, LongestTimeout) : 0,
            CommandTimeout = 0,
            IncludeErrorDetail = true,
            // An array that holds NULL is an array of nullable items.
            ArrayNullabilityMode = ArrayNullabilityMode.PerInstance,
            Pooling = false,
        };
        if (target.SessionSettings.FirstOrDefault(setting => setting.Name == "timezone").Value is { } timezone)
        {
            settings.Timezone = timezone;
        }

        return settings;
    }

    /// <summary>The methods that the client goes along with.</summary>
    /// <remarks>The driver would answer a request for a cleartext password although channel binding is required.</remarks>
    public static AuthenticationMethods Allowed(PostgresOptions target) =>
        target.ChannelBinding == Parameters.ChannelBinding.Require
            ? target.RequireAuth.Allowed & AuthenticationMethods.ScramSha256
            : target.RequireAuth.Allowed;

    static string AllowedMethods(PostgresOptions target)
    {
        var allowed = Allowed(target);
        var names = Methods.Where(row => (allowed & row.Method) != 0).Select(row => row.Name).ToArray();

        // The driver takes an empty list for everything. This method asks back before it sends anything.
        return names.Length > 0 ? string.Join(',', names) : Sspi;
    }

    static string StartupOptions(PostgresOptions target)
    {
        var options = target.StartupOptions;
        foreach (var (name, value) in target.SessionSettings.Where(setting => setting.Name != "timezone"))
        {
            options += $" -c {name}={value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal)}";
        }

        return options;
    }

    // The driver takes an empty value for an absent one, so a blank must keep it from the variable; poolers refuse what need not be said.
    static string? Hide(string? value, string variable) =>
        value is { Length: > 0 } ? value
        : Environment.GetEnvironmentVariable(variable) is null ? null
        : " ";
}
