using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>Turns a PostgreSQL target into values with sources and a list of hosts, by libpq 18's rules.</summary>
static class PostgresResolver
{
    /// <summary>Resolves and validates.</summary>
    /// <exception cref="Errors.DatabaseException">A file, the environment or a combination of values is wrong; in libpq's words.</exception>
    public static ResolvedTarget Resolve(Target target, ResolutionContext context)
    {
        var warnings = new List<string>();
        var resolved = Complete(target, context, warnings);
        var options = PostgresOptions.From(resolved);
        PostgresRefusals.Check(resolved);
        TargetWarning[] found = [.. PostgresWarnings.For(options, resolved)];
        return resolved with
        {
            Warnings = [.. warnings, .. found.Where(warning => !warning.IsForStrictTlsOnly).Select(warning => warning.Text)],
            TlsWeaknesses = [.. found.Where(warning => warning.WeakensTls).Select(warning => warning.Text)],
        };
    }

    /// <summary>Finds every value, also those that Dialtone itself would refuse.</summary>
    /// <exception cref="Errors.DatabaseException">A file or the host list is wrong; in libpq's words.</exception>
    public static ResolvedTarget Complete(Target target, ResolutionContext context, List<string> warnings)
    {
        var parameters = PostgresDefaults.Fill(target.Explicit, context, warnings);
        MisplacedPassword.Refuse(target);
        var hosts = HostList.Expand(parameters, context);
        var files = new PostgresFiles(context);
        (parameters, hosts) = WithPasswords(parameters, hosts, files, context, warnings);
        return new()
        {
            Dialect = target.Dialect,
            Parameters = WithDefaultFiles(parameters, files.CertificateDirectory).InOrderOf(target.Keywords),
            Hosts = hosts,
            CertificateDirectory = files.CertificateDirectory,
        };
    }

    static (ParameterSet, ImmutableArray<HostPlan>) WithPasswords(
        ParameterSet parameters,
        ImmutableArray<HostPlan> hosts,
        PostgresFiles files,
        ResolutionContext context,
        List<string> warnings
    )
    {
        if (parameters["password"] is { } password && password.Reveal().Length > 0)
        {
            var secret = new Secret(password.Reveal());
            return (parameters, [.. hosts.Select(host => With(host, secret, password.Source))]);
        }
        if (string.IsNullOrEmpty(parameters.Text("passfile")) && files.PasswordFile is { } path)
            parameters = parameters.With(new(PostgresKeywords.Table["passfile"], path, new ParameterSource.DefaultFile(path)));
        if (parameters.Text("passfile") is not { Length: > 0 } passfile)
            return (parameters, hosts);
        var file = PasswordFile.Open(passfile, warnings);
        return (
            parameters,
            [
                .. hosts.Select(host =>
                    file.Find(LookupName(host, context), host.Port, parameters.Text("dbname")!, parameters.Text("user")!) is { } found
                        ? With(host, found.Password, found.Source)
                        : host
                ),
            ]
        );
    }

    /// <summary>The host as a password file names it: the default socket folder, and only that one, is <c>localhost</c>.</summary>
    static string LookupName(HostPlan host, ResolutionContext context) =>
        host.Host is null ? host.HostAddress!
        : host.Host == context.DefaultSocketDirectory ? "localhost"
        : host.Host;

    static HostPlan With(HostPlan host, Secret password, ParameterSource source) =>
        new()
        {
            Host = host.Host,
            HostAddress = host.HostAddress,
            Port = host.Port,
            Password = password,
            PasswordSource = source,
        };

    /// <summary>Adds the certificate files that exist at their default places and that nothing else names.</summary>
    static ParameterSet WithDefaultFiles(ParameterSet parameters, string? folder)
    {
        if (folder is null)
            return parameters;
        foreach (var (keyword, name) in PostgresOptions.DefaultFiles)
        {
            var path = $"{folder}/{name}";
            var ruledOut = keyword == "sslcrl" && !string.IsNullOrEmpty(parameters.Text("sslcrldir"));
            if (string.IsNullOrEmpty(parameters.Text(keyword)) && !ruledOut && PostgresFiles.Exists(path))
                parameters = parameters.With(new(PostgresKeywords.Table[keyword], path, new ParameterSource.DefaultFile(path)));
        }
        return parameters;
    }
}
