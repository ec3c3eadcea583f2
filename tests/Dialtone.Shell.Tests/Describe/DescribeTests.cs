using System.Text;
using Dialtone.Cli.Output;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;
using Dialtone.Shell.Backslash;
using Dialtone.Shell.Describe;
using Dialtone.Shell.Describe.Postgres;

namespace Dialtone.Shell.Tests.Describe;

/// <summary>psql is asked, too: every byte of its <c>\d</c> family must be ours.</summary>
[Collection(DescribedDatabase.Name)]
public sealed class DescribeTests(DescribedDatabase database)
{
    const string Separator = "== next ==";

    // psql 15 does not know the catalogs of PostgreSQL 17 and later.
    static readonly HashSet<string> BrokenInOldPsql = new(StringComparer.Ordinal) { "\\l", "\\dO" };

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PostgresRelease.V15)]
    [InlineData(PostgresRelease.V18)]
    public async Task Output_is_psqls(PostgresRelease release)
    {
        Require(release);
        var server = await database.LoadAsync(release);
        var commands = await File.ReadAllLinesAsync(DescribedDatabase.File("commands.txt"), Token);
        var script = string.Concat(commands.Select(command => $"{command}\n\\echo {Separator}\n"));
        var psql = await DescribedDatabase.PsqlAsync(server, script, Token);
        var expected = psql.Output.Split(Separator + "\n");
        Assert.Equal(commands.Length + 1, expected.Length);

        var (outputs, errors) = await DescribeAsync(server, commands);

        var differences = new StringBuilder();
        for (var index = 0; index < commands.Length; index++)
        {
            if (!IsBroken(release, commands[index]) && Normal(release, expected[index]) != outputs[index])
            {
                differences.Append($"{commands[index]}\n--- psql\n{expected[index]}--- ours\n{outputs[index]}");
            }
        }

        Assert.True(differences.Length == 0, differences.ToString());
        var messages = psql.Error.TrimEnd('\n').Split('\n').Where(line => line.Length > 0 && !IsPointer(line));
        Assert.Equal(
            messages.Where(line => release == PostgresRelease.V15 || !line.Contains("iculocale", StringComparison.Ordinal)),
            errors
        );
    }

    [Fact]
    public async Task What_old_psql_cannot_list_is_listed()
    {
        Require(PostgresRelease.V18);
        var server = await database.LoadAsync(PostgresRelease.V18);

        var (outputs, errors) = await DescribeAsync(server, ["\\l+ template0", "\\dOS \"C\""]);

        Assert.Contains("| unmodifiable empty database", outputs[0], StringComparison.Ordinal);
        Assert.Contains("pg_catalog | C    | C       | C     |", outputs[1], StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    static async Task<(List<string> Outputs, List<string> Errors)> DescribeAsync(PostgresServer server, IReadOnlyList<string> commands)
    {
        await using var engine = Engine.Create(DescribedDatabase.Target(server), null, new EngineOptions { TextOnly = true });
        await using var connection = await engine.ConnectAsync(Token);
        var catalog = await Catalog.OpenAsync(connection, engine.QuoteLiteral, Token);
        var outputs = new List<string>();
        var errors = new List<string>();
        foreach (var command in commands)
        {
            var output = new StringWriter();
            try
            {
                await WriteAsync(catalog, command, output);
            }
            catch (DescribeException exception)
            {
                errors.Add(exception.Message);
            }
            catch (DatabaseException exception)
            {
                errors.Add($"ERROR:  {exception.Failure.Server?.Message}");
            }

            outputs.Add(output.ToString());
        }

        return (outputs, errors);
    }

    static async Task WriteAsync(Catalog catalog, string line, StringWriter output)
    {
        var word = line.Split(' ')[0][1..];
        var scanner = new SlashScanner(line[(word.Length + 1)..], new(), (_, _) => Task.FromResult(""));
        if (word is "sf" or "sf+" or "sv" or "sv+")
        {
            var isFunction = word[1] == 'f';
            var source = isFunction
                ? await DefinitionSource.FunctionAsync(catalog, scanner.Rest(), Token)
                : await DefinitionSource.ViewAsync(catalog, scanner.Rest(), Token);
            await output.WriteAsync(word.EndsWith('+') ? DefinitionSource.Numbered(source, isFunction) : source);
            return;
        }

        var (command, request) = DescribeLine.Find(word, await scanner.AllAsync(Token, dropsSemicolons: true))!.Value;
        foreach (var description in await command.RunAsync(catalog, request, Token))
        {
            await new TableWriter(output, new() { Null = "" }).WriteAsync(new DescribedRows(description), Token);
            await output.WriteAsync("\n");
        }
    }

    static void Require(PostgresRelease release)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(release), ServerAvailability.Psql);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
    }

    static bool IsBroken(PostgresRelease release, string command) =>
        release == PostgresRelease.V18 && BrokenInOldPsql.Contains(command.Split(' ')[0].TrimEnd('+', 'S'));

    // PostgreSQL 17 made the usual target of statistics NULL, which psql 15 prints as an empty number.
    static string Normal(PostgresRelease release, string output) =>
        release == PostgresRelease.V18 ? output.Replace("; STATISTICS \n", "\n", StringComparison.Ordinal) : output;

    static bool IsPointer(string line) =>
        line.StartsWith("LINE ", StringComparison.Ordinal) || line.StartsWith("HINT:", StringComparison.Ordinal) || line.TrimStart() == "^";
}
