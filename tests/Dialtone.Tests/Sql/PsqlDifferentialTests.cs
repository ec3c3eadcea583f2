using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using CsCheck;
using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

/// <summary>psql is asked where it cuts random scripts.</summary>
public sealed partial class PsqlDifferentialTests
{
    const int Scripts = 400;
    const string Marker = "select 'next script'";

    public static TheoryData<string> Generators => ["garbage", "routines"];

    [Theory]
    [MemberData(nameof(Generators))]
    public async Task Scripts_are_cut_where_psql_cuts_them(string generator)
    {
        var scripts = new List<string>();
        var texts = generator == "garbage" ? SqlTexts.Psql : SqlTexts.PsqlRoutines;
        texts.Sample(scripts.Add, iter: Scripts, threads: 1);
        var sent = await SentByPsqlAsync(scripts, TestContext.Current.CancellationToken);
        Assert.Equal(scripts.Count, sent.Count);
        foreach (var (script, queries) in scripts.Zip(sent))
        {
            var expected = queries.Where(HoldsCode).ToList();
            var ours = StatementSplitterTests.Split(script, SqlSyntax.PostgreSql);
            Assert.True(
                expected.Count == ours.Length && expected.Zip(ours).All(pair => IsSame(pair.First, pair.Second)),
                $"script: {script}\npsql: {string.Join(" | ", expected)}\nours: {string.Join(" | ", ours)}"
            );
        }
    }

    static async Task<List<List<string>>> SentByPsqlAsync(List<string> scripts, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("dialtone-psql-");
        try
        {
            using var server = new RecordingPostgresServer();
            var recording = server.RecordAsync(cancellationToken);
            List<string> arguments = ["-X", "-q", "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "nobody", "-d", "nothing"];
            for (var i = 0; i < scripts.Count; i++)
            {
                var file = Path.Combine(folder.FullName, $"{i}.sql");
                await File.WriteAllTextAsync(file, scripts[i], cancellationToken);
                arguments.AddRange(["-f", file, "-c", Marker]);
            }
            await RunPsqlAsync(arguments, cancellationToken);
            var sent = new List<List<string>> { new() };
            foreach (var query in await recording)
            {
                if (query == Marker)
                {
                    sent.Add([]);
                }
                else
                {
                    sent[^1].Add(query);
                }
            }
            sent.RemoveAt(sent.Count - 1);
            return sent;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task RunPsqlAsync(List<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("psql", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGSSLMODE"] = "disable";
        start.Environment["PGGSSENCMODE"] = "disable";
        start.Environment["PGCLIENTENCODING"] = "UTF8";
        try
        {
            using var psql = Process.Start(start)!;
            await Task.WhenAll(psql.StandardOutput.ReadToEndAsync(cancellationToken), psql.StandardError.ReadToEndAsync(cancellationToken));
            await psql.WaitForExitAsync(cancellationToken);
        }
        catch (Win32Exception)
        {
            Assert.Skip("psql is not installed");
        }
    }

    /// <summary>psql sends the terminator with the statement, if there was one, and leaves out empty lines.</summary>
    static bool IsSame(string sent, string ours)
    {
        var (left, right) = (Normal(sent), Normal(ours));
        return left == right || (left.EndsWith(';') && left[..^1].TrimEnd() == right);
    }

    static string Normal(string statement) => EmptyLines().Replace(statement, "\n").TrimEnd();

    /// <summary>psql sends comments alone too.</summary>
    static bool HoldsCode(string statement) => StatementSplitterTests.Split(statement, SqlSyntax.PostgreSql).Length > 0;

    [GeneratedRegex(@"\n\n+")]
    private static partial Regex EmptyLines();
}
