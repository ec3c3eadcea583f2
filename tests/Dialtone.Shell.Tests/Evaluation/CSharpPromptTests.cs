using Dialtone.Servers;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Shell.Tests.Evaluation;

/// <summary>C# and SQL mixed, through a pipe.</summary>
public sealed class CSharpPromptTests(TestServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_declared_stays()
    {
        var result = await RunAsync(
            """
            var x = 20;
            int Twice(int n) => n * 2;
            record Film(int Id, string Title);
            Twice(x) + 2
            x = 1;
            x
            var film = new Film(7, "Alien")
            film.Title
            await Task.FromResult("awaited")
            _
            """
        );
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["42", "1", "\"Alien\"", "\"awaited\"", "\"awaited\""], Lines(result.Output));
    }

    [Fact]
    public async Task Rows_become_typed_records_and_values_become_parameters()
    {
        var result = await RunAsync(
            """
            create table film (id int, title text, length real, note text);
            insert into film values (1, 'it''s', 1.5, null), (2, 'b', 2.5, 'n');
            var films = select id, title, length, note, id as "class", id from film order by id;
            films[0].title
            films.Sum(f => f.id)
            films.Where(f => f.note is null).Select(f => f.title).Single()
            films[1].@class
            films[1].id_2
            var wanted = "it's";
            select id from film where title = :wanted;
            select {wanted.Length} + 1 as n, '{wanted}' as literal;
            select {nothing} as n;
            select {wanted[99]} as n;
            var found = select id from film where title = :wanted;
            found.Count
            var none = select id from film where id > 100;
            none.Count
            none.Sum(f => f.id ?? 0)
            \t
            select id from film where title = 'b' and ':wanted' = ':' || 'wanted';
            """
        );
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(
            "CS0103: The name 'nothing' does not exist in the current context\n    (nothing)\n     ^\nIndexOutOfRangeException: ",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("internal", result.Error, StringComparison.Ordinal);
        var lines = Lines(result.Output);
        Assert.Equal(
            [
                "CREATE TABLE",
                "INSERT 0 2",
                "films: 2 rows",
                "\"it's\"",
                "3",
                "\"it's\"",
                "2",
                "2",
                " id ",
                "----",
                "  1",
                "(1 row)",
                " n | literal  ",
                "---+----------",
                " 5 | {wanted}",
                "(1 row)",
                "found: 1 row",
                "1",
                "none: 0 rows",
                "0",
                "0",
                "Tuples only is on.",
                "  2",
            ],
            lines
        );
    }

    [Fact]
    public async Task A_sequence_prints_as_columns_and_an_input_may_have_lines()
    {
        var result = await RunAsync(
            """
            foreach (var number in new[] { 1, 2 })
            {
                Console.WriteLine($"number {number}");
            }
            new[] { (1, "a"), (2, "b") }
            Enumerable.Range(1, 2).Select(n => new { n, square = n * n })
            Array.Empty<int>()
            await connection.QueryAsync("select 1 as a, 2 as b").FirstAsync()
            """
        );
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                "number 1",
                "number 2",
                " Item1 | Item2 ",
                "-------+-------",
                "     1 | a",
                "     2 | b",
                "(2 rows)",
                " n | square ",
                "---+--------",
                " 1 |      1",
                " 2 |      4",
                "(2 rows)",
                "(empty)",
                " a | b ",
                "---+---",
                " 1 | 2",
                "(1 row)",
            ],
            Lines(result.Output)
        );
    }

    [Fact]
    public async Task Failures_fit_on_a_screen_and_end_nothing()
    {
        var result = await RunAsync(
            """
            var sum = 1 +
              nothing;
            throw new InvalidOperationException("boom")
            %tb
            new[] { 1 }[3]
            selec 1;
            %cs 1 + 1
            %sql select 3 as x
            %nope
            await connection.ExecuteAsync("insert into nowhere values (1)")
            "still here"
            """
        );
        Assert.Contains(
            "CS0103: The name 'nothing' does not exist in the current context\n      nothing;\n      ^\n",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("hint: it was taken for C#; did you mean SQL's select?", result.Error, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: boom", result.Error, StringComparison.Ordinal);
        Assert.Contains("IndexOutOfRangeException: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("no such table: nowhere", result.Error, StringComparison.Ordinal);
        Assert.Contains("%nope: there is no such command", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException: boom\n   at ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\"still here\"\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n 3\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("2\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_and_a_library_are_found_by_a_path()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tools.csx", "int Triple(int n) => n * 3;\n");
        var command = new Command("/bin/sh", "-c", $"cd {folder.Location} && exec {ShellProgram.Path} sqlite://")
        {
            Input =
                $"#load \"tools.csx\"\nTriple(14)\n#load \"{folder["tools.csx"]}\"\nTriple(5)\n#r \"{typeof(Engine).Assembly.Location}\"\nnew HttpClient().Timeout.TotalSeconds\n",
        };
        var result = await command.RunAsync(Token);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["42", "15", "100"], Lines(result.Output));
    }

    /// <summary>A script is SQL: what stands in braces there is the server's business, and nothing is run here.</summary>
    [Fact]
    public async Task A_script_by_a_backslash_command_runs_no_csharp()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("script.sql", "select {Console.Out} as x;\n\"text\".Length\nselect 2;\n");
        var result = await RunAsync($"\\i {file}\nselect {{1 + 1}} as n;");
        Assert.DoesNotContain("TextWriter", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Contains("unrecognized token: \"{\"", result.Error, StringComparison.Ordinal);
        Assert.EndsWith(" n \n---\n 2\n(1 row)\n", result.Output.TrimEnd('\n') + "\n", StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_on_error_stop_a_failure_of_csharp_ends_a_script_too()
    {
        var result = await RunAsync("\\set ON_ERROR_STOP on\nthrow new Exception(\"stop\")\n\"not reached\"\n");
        Assert.Equal(3, result.ExitCode);
        Assert.DoesNotContain("not reached", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_postgresql_gives_values_of_its_types()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15));
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await servers.PostgresAsync(PostgresRelease.V15);
        var result = await ShellProgram.RunAsync(
            """
            var rows = select 1 as i, 2::bigint as l, 1.5::numeric as n, true as b, 'x'::text as t, date '2026-11-27' as d, array[1,2] as a, null::int as nothing;
            rows[0].i + rows[0].l + rows[0].n
            rows[0].b && rows[0].t == "x" && rows[0].nothing is null
            rows[0].a.Length
            var id = 41;
            select :id + 1 as answer;
            """,
            Token,
            $"host=localhost hostaddr=127.0.0.1 port={server.Port} dbname=postgres user={PostgresUsers.Trusted} sslmode=verify-full sslrootcert={server.Pki.Root}"
        );
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["rows: 1 row", "4.5", "true", "2", " answer ", "--------", "     42", "(1 row)"], Lines(result.Output));
    }

    static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    static Task<CommandResult> RunAsync(string script) => ShellProgram.RunAsync(script + "\n", Token, "sqlite://");
}
