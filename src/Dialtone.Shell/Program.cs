using Dialtone.Cli.Terminal;
using Dialtone.Errors;
using Dialtone.Shell.Backslash;

namespace Dialtone.Shell;

/// <summary>The interactive shell as a program: <c>TARGET [key=value…] [--read-only]</c>.</summary>
static class Program
{
    static async Task<int> Main(string[] args)
    {
        using var interrupts = new Interrupts();
        var io = Stdio.Open();
        var words = args.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var arguments = new ConnectArgs();
        foreach (var pair in words.Skip(1).Select(word => word.Split('=', 2)))
        {
            arguments[pair[0]] = pair.ElementAtOrDefault(1) ?? "";
        }

        using var reader = ConsoleHost.ReaderOf(io);
        var options = ConsoleHost.Options(io, reader, words.FirstOrDefault(), arguments, args.Contains("--read-only"));
        try
        {
            await using var session = await SqlSession.OpenAsync(options, interrupts.Token);
            return await new ConsoleHost(session, reader, interrupts).RunAsync();
        }
        catch (DatabaseException failure)
        {
            io.Say(FailureText.Of(failure, null, "default", withState: true));
            return 2;
        }
        finally
        {
            await io.Out.FlushAsync();
        }
    }
}
