using System.Net;
using System.Net.Sockets;

namespace Dialtone.Cli.Tests.Demo;

public sealed class PostgresDemoTests : IDisposable
{
    readonly DemoProgram demo = new();

    public PostgresDemoTests() => DemoProgram.NeedPostgres();

    public void Dispose() => demo.Dispose();

    [Fact]
    public async Task Run_prints_the_proof_and_the_result()
    {
        var result = await demo.RunAsync("--run", "select count(*) from film");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"TLSv1\.[23] +\| \S+ +\| +\d+ \| /CN=foo +\| foo +\|", result.Output);
        Assert.Contains(" count \n-------\n   200\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "without the client certificate: connection requires a valid client certificate",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("Engine.Create(\n    \"postgresql+psycopg2://foo@localhost:", result.Error, StringComparison.Ordinal);
        demo.AssertGone();
    }

    [Fact]
    public async Task Runs_follow_each_other_in_one_session()
    {
        var result = await demo.RunAsync(
            "--run",
            "create temp table seen as select 41 as n",
            "--run",
            "select n + 1 as answer from seen; select 'second'"
        );

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"answer \n-+\n +42\n(.|\n)*second", result.Output);
    }

    [Fact]
    public async Task Failed_statement_ends_with_3_and_leaves_nothing()
    {
        var result = await demo.RunAsync("--run", "select 1/0", "--run", "select 'never'");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("division by zero (22012)", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("never", result.Output, StringComparison.Ordinal);
        demo.AssertGone();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Taken_port_is_said_before_anything_is_made(string address)
    {
        using var taken = new TcpListener(IPAddress.Parse(address), 0);
        try
        {
            taken.Start();
        }
        catch (SocketException)
        {
            Assert.Skip($"this machine has no {address}");
        }

        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var result = await demo.RunAsync("--port", $"{port}", "--run", "select 1");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.StartsWith($"dialtone: port {port} is taken\n", result.Error, StringComparison.Ordinal);
        demo.AssertGone();
    }

    [Fact]
    public async Task Asked_port_is_used()
    {
        var port = Servers.Processes.LoopbackPort.Free();

        var result = await demo.RunAsync("--port", $"{port}", "--run", "select inet_server_port() as port");

        Assert.Contains($" {port}\n", result.Output, StringComparison.Ordinal);
        Assert.Contains($"@localhost:{port}/baz", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_for_other_servers_do_not_reach_the_demo()
    {
        var command = demo.Command("--run", "select 'here'");
        var environment = new Dictionary<string, string?>(command.Environment)
        {
            ["PGHOSTADDR"] = "192.0.2.1",
            ["PGOPTIONS"] = "-c nonsense=1",
            ["PGCHANNELBINDING"] = "require",
            ["PGDATA"] = "/nowhere",
        };

        var result = await (command with { Environment = environment }).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(
            "set aside for the demo: PGCHANNELBINDING, PGDATA, PGHOSTADDR, PGOPTIONS\n",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Folder_without_PostgreSQL_is_an_error_where_it_was_named()
    {
        var result = await demo.RunAsync("--postgres", "/nowhere", "--run", "select 1");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("there is no PostgreSQL server in /nowhere", result.Error, StringComparison.Ordinal);
    }
}
