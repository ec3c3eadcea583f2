namespace Dialtone.Parameters;

/// <summary>One sentence for each surprise of libpq that weakens a connection.</summary>
static class PostgresWarnings
{
    public static IEnumerable<string> For(PostgresOptions options, ResolvedTarget target)
    {
        var sslMode = target.Parameters["sslmode"]!;
        var asked = sslMode.Source is not (ParameterSource.Compiled or ParameterSource.Derived);
        if (options.RequireAuth is { Text: "" })
            yield return $"{Named(target, "require_auth")} is empty: only a server that asks for no authentication will be accepted.";
        if (asked && options.SslMode >= SslMode.Require && target.Hosts.FirstOrDefault(host => host.IsSocket) is { } socket)
            yield return $"{Named(target, "sslmode")} does not apply to the Unix socket in {socket.Host}: there is never TLS on it.";
        if (options.SslMode is SslMode.Disable || target.Hosts.All(host => host.IsSocket))
            yield break;
        foreach (var warning in AboutServer(options, target).Concat(AboutClient(options, target)))
            yield return warning;
    }

    static IEnumerable<string> AboutServer(PostgresOptions options, ResolvedTarget target)
    {
        var root = options.RootCertificate;
        var rootExists = root is { } file && PostgresFiles.Exists(file.Path);
        if (rootExists && options.SslMode < SslMode.Require)
            yield return $"{Named(target, "sslmode")} may fall back to plaintext although there is a root certificate in "
                + $"{root!.Value.Path} to verify the server with; use sslmode=verify-full.";
        if (!rootExists && root is { IsDefault: false } && options.SslMode < SslMode.VerifyCa)
            yield return $"{Named(target, "sslrootcert")} names no existing file, so {Named(target, "sslmode")} does not verify the server.";
        foreach (var keyword in (string[])["sslcrl", "sslcrldir"])
            if (options.UseSystemRoots && IsGiven(target, keyword))
                yield return $"{Named(target, keyword)} is ignored: libpq reads no revocation lists with sslrootcert=system.";
        if (options.RevocationList is { IsDefault: false } list && !PostgresFiles.Exists(list.Path))
            yield return $"{Named(target, "sslcrl")} names no existing file, so revoked certificates are accepted.";
    }

    static IEnumerable<string> AboutClient(PostgresOptions options, ResolvedTarget target)
    {
        var hasCertificate = options.ClientCertificate is { } certificate && PostgresFiles.Exists(certificate.Path);
        if (!hasCertificate && IsGiven(target, "sslcert"))
            yield return $"{Named(target, "sslcert")} names no existing file, so no client certificate is sent.";
        else if (options.SslCertMode is SslCertMode.Disable && IsGiven(target, "sslcert"))
            yield return $"{Named(target, "sslcert")} is not used: {Named(target, "sslcertmode")} forbids it.";
        else if (!hasCertificate && IsGiven(target, "sslkey"))
            yield return $"{Named(target, "sslkey")} is not used: there is no client certificate, name one with sslcert.";
    }

    /// <summary>Whether somebody named it, and not only a file happens to be there.</summary>
    static bool IsGiven(ResolvedTarget target, string keyword) =>
        target.Parameters[keyword] is { Source: not ParameterSource.DefaultFile } parameter && parameter.Reveal().Length > 0;

    static string Named(ResolvedTarget target, string keyword) =>
        target.Parameters[keyword] is { } parameter ? $"{keyword}={parameter.DisplayValue} ({parameter.Source.Describe()})" : keyword;
}
