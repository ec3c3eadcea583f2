using System.Globalization;
using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>A resolved and validated target as the connector reads it. Names are libpq's keywords.</summary>
sealed class PostgresTarget(ResolvedTarget target)
{
    /// <summary>Every parameter with its source.</summary>
    public ResolvedTarget Resolved => target;

    /// <summary>libpq <c>sslmode</c>.</summary>
    public string SslMode => Text("sslmode") ?? "prefer";

    /// <summary>libpq <c>require_auth</c>, as it was written; <see langword="null"/> if every method will do.</summary>
    public string? RequireAuth => Text("require_auth");

    /// <summary>libpq <c>channel_binding=require</c>.</summary>
    public bool RequiresChannelBinding => Text("channel_binding") == "require";

    /// <summary>libpq <c>target_session_attrs</c>.</summary>
    public string SessionAttributes => Text("target_session_attrs") ?? "any";

    /// <summary>libpq <c>load_balance_hosts=random</c>.</summary>
    public bool ShufflesHosts => Text("load_balance_hosts") == "random";

    /// <summary>libpq <c>sslcertmode</c>.</summary>
    public string CertificateMode => Text("sslcertmode") ?? "allow";

    /// <summary>Whether a client certificate may be sent.</summary>
    public bool SendsClientCertificate => CertificateMode != "disable" && Text("sslcert") is { Length: > 0 } path && File.Exists(path);

    /// <summary>Which certificate the client has, for a server that asked for one.</summary>
    public string ClientCertificateOrigin =>
        CertificateMode == "disable" ? Origin("sslcertmode")!
        : target.Parameters["sslcert"] is not { } certificate ? "no sslcert was given"
        : File.Exists(certificate.DisplayValue) ? Origin("sslcert")!
        : $"{Origin("sslcert")}: there is no such file, so no certificate was sent";

    /// <summary>libpq <c>connect_timeout</c>: zero or less means no limit; <see langword="null"/> if it was not set.</summary>
    public TimeSpan? ConnectTimeout =>
        Text("connect_timeout") is { } text
            ? TimeSpan.FromSeconds(Math.Max(0, int.Parse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)))
            : null;

    /// <summary>The value of a keyword, or <see langword="null"/>.</summary>
    public string? Text(string keyword) => target.Parameters.Text(keyword);

    /// <summary>A number; <see langword="null"/> if it was not set or is negative, which libpq takes as the system's default.</summary>
    public int? Number(string keyword) =>
        int.TryParse(Text(keyword)?.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : null;

    /// <summary>Value and source of a keyword, for an error.</summary>
    public string? Origin(string keyword) =>
        target.Parameters[keyword] is { } parameter ? $"{keyword}={parameter.DisplayValue} from {parameter.Source.Describe()}" : null;
}
