using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>A resolved PostgreSQL target: its values typed, and each value's source for messages.</summary>
sealed class PostgresTarget(ResolvedTarget resolved)
{
    /// <summary>Every parameter with its source.</summary>
    public ResolvedTarget Resolved => resolved;

    /// <summary>The parameters as typed values.</summary>
    public PostgresOptions Options { get; } = PostgresOptions.From(resolved);

    /// <summary>Whether there is a client certificate to send.</summary>
    public bool HasClientCertificate =>
        Options.SslCertMode != SslCertMode.Disable && Options.ClientCertificate is { } certificate && File.Exists(certificate.Path);

    /// <summary>Which certificate the client has, for a server that asked for one.</summary>
    public string ClientCertificateOrigin =>
        Options.SslCertMode == SslCertMode.Disable ? Origin("sslcertmode")!
        : HasClientCertificate ? $"sslcert={Options.ClientCertificate!.Value.Path} ({Options.ClientCertificate.Value.Source.Describe()})"
        : Origin("sslcert") is { } named ? $"{named}: there is no such file, so no certificate was sent"
        : "no sslcert was given, so no certificate was sent";

    /// <summary>The limit of one attempt: libpq's <c>connect_timeout</c>, where zero or less means none, or else the engine's.</summary>
    public TimeSpan? ConnectTimeout(ConnectorOptions options) =>
        resolved.Parameters["connect_timeout"] is null ? options.ConnectTimeout : Options.ConnectTimeout;

    /// <summary>Value and source of a keyword, for an error; <see langword="null"/> if it has no value.</summary>
    public string? Origin(string keyword) =>
        resolved.Parameters[keyword] is { } parameter ? $"{keyword}={parameter.DisplayValue} ({parameter.Source.Describe()})" : null;
}
