using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Dialtone.Compliance.Tests.Postgres;
using Dialtone.Errors;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Connect;

/// <summary>Asks psql with libpq 18 and Dialtone the same, and lists where they disagree.</summary>
static partial class ConnectComparison
{
    const string Ask = "select case when ssl then 'TLS' else 'plain' end from pg_stat_ssl where pid = pg_backend_pid()";

    /// <summary>Fails with every disagreement that no row of the differences explains, and with every row that explains none.</summary>
    public static async Task AssertSameAsync(
        IEnumerable<ConnectCase> cases,
        IReadOnlyList<ConnectDifference> differences,
        CancellationToken cancellationToken
    )
    {
        var disagreements = new ConcurrentBag<string>();
        var used = new ConcurrentDictionary<ConnectDifference, bool>();
        var two = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            cases,
            two,
            async (one, token) =>
            {
                var (libpq, dialtone) = (await AskLibpqAsync(one, token), await AskDialtoneAsync(one, token));
                if (libpq.Outcome != dialtone.Outcome)
                {
                    Explain(one, libpq.Outcome, dialtone.Outcome, dialtone.Problems);
                    return;
                }
                var ours = WithoutHome(string.Join('\n', dialtone.Problems));
                foreach (
                    var problem in libpq.Problems.Where(problem => !ours.Contains(WithoutHome(problem), StringComparison.OrdinalIgnoreCase))
                )
                {
                    Explain(one, problem, ours, libpq.Problems);
                }
            }
        );
        Assert.True(disagreements.IsEmpty, string.Join("\n", disagreements.Order(StringComparer.Ordinal)));
        Assert.All(differences.Where(difference => !difference.IsRace), difference => Assert.Contains(difference, used));

        void Explain(ConnectCase one, string libpq, string dialtone, IReadOnlyList<string> more)
        {
            var reason = differences.FirstOrDefault(difference =>
                Regex.IsMatch(one.Name, $"^({difference.Cases})$")
                && libpq.Contains(difference.Libpq, StringComparison.Ordinal)
                && dialtone.Contains(difference.Dialtone, StringComparison.Ordinal)
            );
            if (reason is not null)
            {
                used[reason] = true;
            }
            else
            {
                disagreements.Add($"{one.Name}: libpq \"{libpq}\", Dialtone \"{dialtone}\" ({string.Join(" / ", more)})");
            }
        }
    }

    // Each side has a home folder of its own.
    static string WithoutHome(string text) => Regex.Replace(text, "[^\"]*/\\.postgresql/", "~/.postgresql/");

    static async Task<ConnectVerdict> AskLibpqAsync(ConnectCase one, CancellationToken cancellationToken)
    {
        var psql = new Psql { WithLibpq18 = true, Home = one.Home };
        var result = await psql.QueryAsync(one.Target, Ask, cancellationToken);
        return result.Succeeded
            ? new(result.Output.Trim(), [])
            : new("refused", [.. Attempt().Split(result.Error).Select(FirstLine).Where(line => line.Length > 0)]);
    }

    static async Task<ConnectVerdict> AskDialtoneAsync(ConnectCase one, CancellationToken cancellationToken)
    {
        try
        {
            await using var connector = TestConnector.Create(one.Target, home: one.Home ?? "/nowhere");
            return new(await connector.EncryptionAsync(cancellationToken), []);
        }
        catch (DatabaseException failure)
        {
            foreach (var secret in new[] { PostgresUsers.Password, Servers.Certificates.Pki.KeyPassword, "tell nobody" })
            {
                Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
            }
            return new("refused", [failure.Failure.What, .. failure.Failure.Attempts.Select(attempt => attempt.Problem)]);
        }
    }

    // libpq's further lines are advice.
    static string FirstLine(string text) => text.Split('\n')[0].Trim();

    [GeneratedRegex(
        """(?:psql: error: )?connection to server (?:at|on) .*? failed: |psql: error: |Password for user .*?: |Enter PEM pass phrase:"""
    )]
    private static partial Regex Attempt();
}
