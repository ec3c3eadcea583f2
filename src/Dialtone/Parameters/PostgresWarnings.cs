namespace Dialtone.Parameters;

/// <summary>One sentence for each surprise of libpq that weakens a connection, and for what strict TLS does not accept.</summary>
static class PostgresWarnings
{
    public static IEnumerable<TargetWarning> For(PostgresOptions options, ResolvedTarget target)
    {
        var sslMode = target.Parameters["sslmode"]!;
        var asked = sslMode.Source is not (ParameterSource.Compiled or ParameterSource.Derived);
        var socket = target.Hosts.FirstOrDefault(host => host.IsSocket);
        if (options.RequireAuth is { Text: "" })
            yield return new($"{Named(target, "require_auth")} is empty: only a server that asks for no authentication will be accepted.");
        if (options.RequirePeer is not null && target.Hosts.FirstOrDefault(host => !host.IsSocket) is { } distant)
            yield return new(
                $"{Named(target, "requirepeer")} does not apply to {distant.Host ?? distant.HostAddress}: only a Unix socket tells the user."
            );
        if (asked && options.SslMode >= SslMode.Require && socket is not null)
            yield return new($"{Named(target, "sslmode")} does not apply to the Unix socket in {socket.Host}: there is never TLS on it.");
        if (
            target.Parameters["sslcompression"] is { Source: not ParameterSource.Compiled } compression
            && compression.Reveal() is not ['0', ..]
        )
            yield return new($"{Named(target, "sslcompression")} has no effect: {compression.Definition.NoEffect}.");
        if (options.SslMode < SslMode.VerifyFull && target.Hosts.FirstOrDefault(host => !host.IsThisMachine) is { } other)
            yield return new(
                $"{Named(target, "sslmode")} does not make sure that {other.Host ?? other.HostAddress} is the machine that answers; "
                    + "use sslmode=verify-full.",
                WeakensTls: true,
                IsForStrictTlsOnly: true
            );
        if (options.SslMode is SslMode.Disable || target.Hosts.All(host => host.IsSocket))
            yield break;
        foreach (var warning in AboutServer(options, target, asked).Concat(AboutClient(options, target)))
            yield return warning;
    }

    static IEnumerable<TargetWarning> AboutServer(PostgresOptions options, ResolvedTarget target, bool asked)
    {
        var root = options.RootCertificate;
        var rootExists = root is { } file && PostgresFiles.Exists(file.Path);
        if (rootExists && options.SslMode < SslMode.Require)
            yield return new(
                $"{Named(target, "sslmode")} may fall back to plaintext although there is a root certificate in "
                    + $"{root!.Value.Path} to verify the server with; use sslmode=verify-full.",
                WeakensTls: true
            );
        if (!rootExists && root is { IsDefault: false } && options.SslMode < SslMode.VerifyCa)
            yield return new(
                $"{Named(target, "sslrootcert")} names no existing file, so {Named(target, "sslmode")} does not verify the server.",
                WeakensTls: true
            );
        else if (!rootExists && asked && options.SslMode is SslMode.Require && target.Hosts.Any(host => !host.IsThisMachine))
            yield return new(
                $"{Named(target, "sslmode")} encrypts and does not verify the server: there is no root certificate; "
                    + "use sslmode=verify-full with sslrootcert."
            );
        foreach (var keyword in (string[])["sslcrl", "sslcrldir"])
            if (IsGiven(target, keyword) && options.UseSystemRoots)
                yield return new(
                    $"{Named(target, keyword)} is ignored: libpq reads no revocation lists with sslrootcert=system.",
                    WeakensTls: true
                );
            else if (IsGiven(target, keyword) && !rootExists && options.SslMode < SslMode.VerifyCa)
                yield return new(
                    $"{Named(target, keyword)} is ignored: libpq reads no revocation lists without a root certificate.",
                    WeakensTls: true
                );
        if (rootExists && options.RevocationList is { IsDefault: false } list && !PostgresFiles.Exists(list.Path))
            yield return new($"{Named(target, "sslcrl")} names no existing file, so revoked certificates are accepted.", WeakensTls: true);
    }

    static IEnumerable<TargetWarning> AboutClient(PostgresOptions options, ResolvedTarget target)
    {
        var hasCertificate = options.ClientCertificate is { } certificate && PostgresFiles.Exists(certificate.Path);
        if (!hasCertificate && IsGiven(target, "sslcert"))
            yield return new($"{Named(target, "sslcert")} names no existing file, so no client certificate is sent.", WeakensTls: true);
        else if (options.SslCertMode is SslCertMode.Disable && IsGiven(target, "sslcert"))
            yield return new($"{Named(target, "sslcert")} is not used: {Named(target, "sslcertmode")} forbids it.");
        else if (!hasCertificate && IsGiven(target, "sslkey"))
            yield return new(
                $"{Named(target, "sslkey")} is not used: there is no client certificate, name one with sslcert.",
                WeakensTls: true
            );
    }

    /// <summary>Whether somebody named it, and not only a file happens to be there.</summary>
    static bool IsGiven(ResolvedTarget target, string keyword) =>
        target.Parameters[keyword] is { Source: not ParameterSource.DefaultFile } parameter && parameter.Reveal().Length > 0;

    static string Named(ResolvedTarget target, string keyword) =>
        target.Parameters[keyword] is { } parameter ? $"{keyword}={parameter.DisplayValue} ({parameter.Source.Describe()})" : keyword;
}
