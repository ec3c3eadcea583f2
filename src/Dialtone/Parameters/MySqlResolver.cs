using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>Turns a MySQL target into values with sources and a list of hosts.</summary>
/// <remarks>The drivers behind such URLs read no environment and no option file, so nothing is read here either.</remarks>
static class MySqlResolver
{
    const string DefaultHost = "localhost";
    const string DefaultPort = "3306";

    /// <summary>Resolves and validates.</summary>
    /// <exception cref="Errors.DatabaseException">A value or a combination is wrong.</exception>
    public static ResolvedTarget Resolve(Target.MySql target, ResolutionContext context)
    {
        var resolved = Complete(target, context);
        var options = MySqlOptions.From(resolved);
        TargetWarning[] found = [.. MySqlTlsRules.Warnings(options, resolved)];
        return resolved with
        {
            Warnings =
            [
                .. found.Where(warning => !warning.IsForStrictTlsOnly).Select(warning => warning.Text),
                .. ParameterWarnings.WithoutEffect(resolved.Parameters),
            ],
            TlsWeaknesses = [.. found.Where(warning => warning.WeakensTls).Select(warning => warning.Text)],
        };
    }

    /// <summary>Finds every value, also those that Dialtone itself would refuse.</summary>
    /// <exception cref="Errors.DatabaseException">The host list is wrong, or values contradict each other.</exception>
    public static ResolvedTarget Complete(Target.MySql target, ResolutionContext context)
    {
        MisplacedPassword.Refuse(target);
        var table = MySqlKeywords.Table;
        var parameters = target.Explicit;
        if (string.IsNullOrEmpty(parameters.Text("user")))
            parameters = parameters.With(
                new(table["user"], context.UserName, new ParameterSource.Derived("the operating system's user name"))
            );
        if (parameters["port"] is null)
            parameters = parameters.With(new(table["port"], DefaultPort, new ParameterSource.Compiled()));
        if (parameters["ssl_mode"] is null)
            parameters = parameters.With(MySqlTlsRules.Derive(parameters, target));
        MySqlTlsRules.RefuseContradictions(parameters);
        return new()
        {
            Dialect = target.Dialect,
            Parameters = parameters.InOrderOf(table),
            Hosts = ExpandHosts(parameters),
        };
    }

    static ImmutableArray<HostPlan> ExpandHosts(ParameterSet parameters)
    {
        var password = parameters["password"];
        var secret = password is not null && password.Reveal().Length > 0 ? new Secret(password.Reveal()) : null;
        if (parameters.Text("unix_socket") is { Length: > 0 } socket)
            return [Plan(socket, DefaultPort)];
        var hosts = parameters.Text("host") is { Length: > 0 } list ? list.Split(',') : [DefaultHost];
        var ports = LibpqText.SplitList(parameters.Text("port"));
        if (ports.Length > 1 && ports.Length != hosts.Length)
            throw ParameterErrors.Policy(
                $"could not match {ports.Length} port numbers to {hosts.Length} hosts",
                parameters["port"],
                "give one port for all hosts, or one for each"
            );
        return [.. hosts.Select((host, index) => Plan(host, ports.Length == 1 ? ports[0] : ports.ElementAtOrDefault(index)))];

        HostPlan Plan(string host, string? port) =>
            new()
            {
                Host = host.Length == 0 ? DefaultHost : host,
                Port = string.IsNullOrEmpty(port) ? DefaultPort : port,
                Password = secret,
                PasswordSource = secret is null ? null : password!.Source,
            };
    }
}
