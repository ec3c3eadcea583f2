using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>The same case through the programs that a person would use: psql with libpq 18, and the command line.</summary>
static class ProgramComparison
{
    const int Connected = 0;
    const int NoConnection = 2;

    public static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Dialtone.Cli.dll");

    /// <summary>How the programs differ from what the library and libpq said, or null.</summary>
    public static async Task<string?> DifferenceAsync(
        DifferentialCase one,
        Verdict libpq,
        Verdict dialtone,
        CancellationToken cancellationToken
    )
    {
        var environment = one.Environment.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        var psql = await new Psql { WithLibpq18 = true, Environment = environment }.QueryAsync(
            one.Target,
            Verdict.Question,
            cancellationToken
        );
        var expected = libpq.IsConnected ? Connected : NoConnection;
        if (psql.ExitCode != expected)
            return $"psql ended with {psql.ExitCode} where libpq makes {expected}: {psql.Error}";

        var command = new Command("dotnet", Program, "query", one.Target, "-c", Verdict.Question) { Environment = environment };
        var found = await command.RunAsync(cancellationToken);
        var wanted = dialtone.IsConnected ? [Connected] : new[] { NoConnection };
        return wanted.Contains(found.ExitCode)
            ? null
            : $"the command line ended with {found.ExitCode}, psql with {psql.ExitCode}: {found.Error}";
    }
}
