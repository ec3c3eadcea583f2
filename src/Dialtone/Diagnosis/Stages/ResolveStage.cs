using Dialtone.Dialects;
using Dialtone.Dialects.MySql;
using Dialtone.Dialects.Postgres;
using Dialtone.Parameters;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Finds every value, and shows those that something other than the target decided.</summary>
/// <param name="resolved">A target that is resolved already; <see langword="null"/> to resolve the one that was read.</param>
sealed class ResolveStage(ResolvedTarget? resolved = null) : Stage("resolve")
{
    /// <inheritdoc/>
    public override Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var target = resolved ?? KnownDialects.Find(file.Parsed!.Dialect).Resolve(file.Parsed, ResolutionContext.System);
        Take(file, target);
        foreach (var host in target.Hosts)
        {
            var address = host.HostAddress is { } numeric && numeric != host.Host ? $" ({numeric})" : "";
            notes.Add(
                $"host {host.Host ?? host.HostAddress}{address}, port {host.Port}, "
                    + (host.PasswordSource is { } source ? $"a password from {source.Describe()}" : "no password")
            );
        }

        foreach (var parameter in target.Parameters.Where(IsTelling))
        {
            notes.Add(parameter.ToString());
        }

        foreach (var conflict in Conflicts(file, target))
        {
            notes.Warn(conflict);
        }

        foreach (var warning in target.Warnings)
        {
            notes.Warn(warning);
        }

        if (file.StrictTls)
        {
            StrictTls.Check(target);
        }

        return Task.CompletedTask;
    }

    /// <summary>Writes a resolved target into the case file.</summary>
    public static void Take(CaseFile file, ResolvedTarget target)
    {
        file.Resolved = target;
        switch (target.Dialect)
        {
            case "postgresql":
                file.Postgres = new(target);
                file.Tls = PostgresTls.SettingsOf(file.Postgres.Options, file.StrictTls);
                var isSocket = target.Hosts.All(host => host.IsSocket);
                file.WantsTls = !isSocket && file.Postgres.Options.SslMode >= SslMode.Prefer;
                file.DemandsTls = !isSocket && file.Postgres.Options.SslMode >= SslMode.Require;
                break;
            case "mysql":
                file.MySql = MySqlOptions.From(target);
                file.Tls = MySqlTls.SettingsOf(file.MySql, target);
                file.WantsTls = file.MySql.SslMode >= MySqlSslMode.Preferred && !target.Hosts.All(host => host.IsSocket);
                file.DemandsTls = file.MySql.SslMode >= MySqlSslMode.Required;
                break;
            default:
                file.Sqlite = SqliteOptions.From(target);
                break;
        }
    }

    // What the target says itself is no news, and neither are defaults.
    static bool IsTelling(Parameter parameter) =>
        parameter.Source
            is ParameterSource.Environment
                or ParameterSource.ServiceFile
                or ParameterSource.DefaultFile
                or ParameterSource.PassFile
        || parameter.Keyword is "sslmode" or "ssl_mode" or "user" or "dbname" or "database";

    // A variable that would have decided if the target had not, or a service that a variable chose.
    static IEnumerable<string> Conflicts(CaseFile file, ResolvedTarget target)
    {
        if (file.Parsed?.Keywords.Rows is not { } rows)
        {
            yield break;
        }

        foreach (var row in rows)
        {
            if (
                row.EnvironmentName is { } name
                && !row.IsSecret
                && Environment.GetEnvironmentVariable(name) is { } value
                && target.Parameters[row.Keyword] is { Source: not ParameterSource.Environment } parameter
                && parameter.Reveal() != value
            )
            {
                yield return $"environment variable {name}={value} has no effect: {parameter.Keyword} comes from {parameter.Source.Describe()}";
            }
        }
    }
}
