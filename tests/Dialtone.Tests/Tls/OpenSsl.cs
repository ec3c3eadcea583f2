using System.ComponentModel;
using System.Diagnostics;

namespace Dialtone.Tests.Tls;

/// <summary>The <c>openssl</c> binary as oracle. Tests that need it are skipped where it is missing.</summary>
static class OpenSsl
{
    /// <summary>Runs it and returns its exit code and everything that it wrote.</summary>
    public static (int ExitCode, string Output) TryRun(params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            Assert.Skip("the openssl binary is not installed");
            throw;
        }
    }

    /// <summary>Runs it and fails the test if it fails.</summary>
    public static string Run(params string[] arguments)
    {
        var (exitCode, output) = TryRun(arguments);
        Assert.True(exitCode == 0, $"openssl {string.Join(' ', arguments)}: {output}");
        return output;
    }
}
