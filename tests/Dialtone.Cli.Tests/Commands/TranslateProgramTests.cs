using System.Text.Json;
using Dialtone.Cli.Tests.Demo;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Commands;

/// <summary><c>dialtone translate</c> as a program: what goes where, secrets, files, exit codes.</summary>
public sealed class TranslateProgramTests : IDisposable
{
    const string Secret = "p@ss w/ord";
    const string Target = "postgresql://app:p%40ss%20w%2Ford@db.example.com/shop?sslmode=verify-full&sslrootcert=ca.crt";

    readonly TemporaryFolder folder = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_translation_is_data_and_the_rest_is_words()
    {
        var result = await RunAsync("", Target, "--to", "npgsql");
        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.Output.TrimEnd().Split('\n'));
        Assert.Contains("Host=db.example.com", result.Output, StringComparison.Ordinal);
        Assert.All(result.Error.TrimEnd().Split('\n'), line => Assert.StartsWith("dialtone: warning: ", line, StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, result.Output + result.Error, StringComparison.Ordinal);

        var open = await RunAsync("", Target, "--to", "npgsql", "--with-secrets");
        Assert.Contains(Secret, open.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, open.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_of_them_are_printed_each_under_its_name()
    {
        var result = await RunAsync("", Target, "--to", "all");
        Assert.Equal(0, result.ExitCode);
        var names = result
            .Output.Split('\n')
            .Where(line => line.StartsWith("# ", StringComparison.Ordinal))
            .Select(line => line[2..].Split(':')[0])
            .ToList();
        Assert.Equal(Engine.Ecosystems.Where(ecosystem => ecosystem.Dialect == "postgresql").Select(ecosystem => ecosystem.Name), names);
        Assert.DoesNotContain(Secret, result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("p%40ss", result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_is_read_from_standard_input_and_from_a_file()
    {
        const string Code = "engine = create_engine(\"postgresql+psycopg2://app@db/shop\", connect_args={\"sslmode\": \"require\"})\n";
        var piped = await RunAsync(Code, "-", "--from", "psycopg2", "--to", "libpq-uri");
        Assert.Equal((0, "postgresql://app@db/shop?sslmode=require\n"), (piped.ExitCode, piped.Output));
        var file = folder.Write("engine.py", Code);
        Assert.Equal(piped.Output, (await RunAsync("", "-f", file, "--to", "libpq-uri")).Output);
    }

    [Fact]
    public async Task A_key_is_converted_once_for_its_owner_only()
    {
        using var pki = new Pki();
        var client = pki.Client(KeyFormat.Sec1Pem);
        var keys = Path.Combine(folder.Location, "keys");
        string[] arguments =
        [
            "host=db user=app sslmode=verify-full",
            $"sslcert={client.Certificate}",
            $"sslkey={client.Key}",
            "--to",
            "jdbc",
            "--convert-keys",
            keys,
        ];
        var result = await RunAsync("", arguments);

        Assert.Equal(0, result.ExitCode);
        var written = Assert.Single(Directory.GetFiles(keys));
        Assert.Contains(written, result.Error, StringComparison.Ordinal);
        var read = await new Command("openssl", "pkey", "-inform", "DER", "-in", written, "-noout").RunAsync(Token);
        Assert.True(read.Succeeded, read.Error);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(written));
        }

        var before = await File.ReadAllBytesAsync(written, Token);
        await RunAsync("", arguments);
        Assert.Equal(before, await File.ReadAllBytesAsync(written, Token));
    }

    [Fact]
    public async Task Json_has_its_documented_shape()
    {
        var result = await RunAsync("", Target, "--to", "jdbc", "--json");
        var report = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(1, report.GetProperty("format").GetInt32());
        var translation = Assert.Single(report.GetProperty("translations").EnumerateArray());
        Assert.Equal("jdbc", translation.GetProperty("to").GetString());
        Assert.StartsWith("jdbc:postgresql://", translation.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(translation.GetProperty("warnings").EnumerateArray());
    }

    [Theory]
    [InlineData("--to is missing", "host=db")]
    [InlineData("there is no such ecosystem", "host=db", "--to", "cobol")]
    [InlineData("--from", "host=db", "--from", "cobol", "--to", "jdbc")]
    public async Task Wrong_usage_ends_with_1(string words, params string[] arguments)
    {
        var result = await RunAsync("", arguments);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Contains("fix: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_target_is_named_and_its_secret_is_not()
    {
        var result = await RunAsync("", $"host=db password='{Secret}' sslmode=sideways", "--to", "jdbc");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("sideways", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    static Task<CommandResult> RunAsync(string input, params string[] arguments) =>
        new Command(DemoProgram.Path, ["translate", .. arguments]) { Input = input }.RunAsync(Token);
}
