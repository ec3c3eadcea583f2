using System.Text.RegularExpressions;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Demo;

public sealed partial class KeptDemoTests : IDisposable
{
    const string WhoAmI = "select current_user, ssl from pg_stat_ssl where pid = pg_backend_pid()";

    readonly DemoProgram demo = new();

    public KeptDemoTests() => DemoProgram.NeedPostgres();

    public void Dispose() => demo.Dispose();

    [Fact]
    public async Task Kept_server_answers_the_printed_commands_and_nothing_else()
    {
        var kept = await demo.RunAsync("--keep", "--run", "select 1");
        var stop = StopCommand().Match(kept.Error);
        Assert.True(stop.Success, kept.Error);
        try
        {
            Assert.Equal(0, kept.ExitCode);
            var psql = PsqlCommand().Match(kept.Error).Value;
            Assert.Equal("foo|t\n", (await PasteAsync($"{psql} -XAtc '{WhoAmI}'")).Expect("psql"));

            var query = QueryCommand().Match(kept.Error).Value.Replace("dialtone ", DemoProgram.Path + " ", StringComparison.Ordinal);
            Assert.Contains("200", (await PasteAsync(query)).Expect("dialtone query"), StringComparison.Ordinal);

            var withoutCertificate = await PasteAsync(
                SslCertificate().Replace(psql, "sslcert=/nowhere sslkey=/nowhere") + " -XAtc 'select 1'"
            );
            Assert.Contains("connection requires a valid client certificate", withoutCertificate.Error, StringComparison.Ordinal);

            var withoutTls = await PasteAsync(psql.Replace("verify-full", "disable", StringComparison.Ordinal) + " -XAtc 'select 1'");
            Assert.Contains("no pg_hba.conf entry", withoutTls.Error, StringComparison.Ordinal);

            var asAnother = await PasteAsync(psql.Replace("user=foo", "user=postgres", StringComparison.Ordinal) + " -XAtc 'select 1'");
            Assert.Contains("certificate authentication failed for user \"postgres\"", asAnother.Error, StringComparison.Ordinal);
        }
        finally
        {
            await PasteAsync(stop.Groups[1].Value);
        }

        demo.AssertGone();
    }

    Task<CommandResult> PasteAsync(string command) => demo.Shell("/bin/sh", "-c", command).RunAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("^psql .*", RegexOptions.Multiline)]
    private static partial Regex PsqlCommand();

    [GeneratedRegex("^dialtone query .*", RegexOptions.Multiline)]
    private static partial Regex QueryCommand();

    [GeneratedRegex(@"To end it:\n  (.*)")]
    private static partial Regex StopCommand();

    [GeneratedRegex(@"sslcert=\S+ sslkey=\S+")]
    private static partial Regex SslCertificate();
}
