using System.Diagnostics;

namespace Dialtone.Servers.Processes;

/// <summary>A program run to its end, with a time limit and without the surroundings of the person who runs the tests.</summary>
public sealed record Command(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Added to the environment; null removes a variable. Every PG* and MYSQL* variable is removed before.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Sent to standard input; standard input is closed after it.</summary>
    public string Input { get; init; } = "";

    public TimeSpan Limit { get; init; } = Limits.Command;

    /// <summary>The same command, run by the account that runs the servers.</summary>
    public Command AsServiceAccount()
    {
        string[] line = [.. ServiceAccount.Current.Command([Program, .. Arguments])];
        return this with { Program = line[0], Arguments = line[1..] };
    }

    public async Task<CommandResult> RunAsync(CancellationToken cancellationToken = default)
    {
        using var process = new Process { StartInfo = StartInfo() };
        process.Start();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await SendInputAsync(process, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{Program} {string.Join(' ', Arguments)} did not end within {Limit.TotalSeconds:0} s.");
        }
    }

    /// <summary>The same for a program that answers at once and says little, where nobody can wait asynchronously.</summary>
    public CommandResult Run()
    {
        using var process = new Process { StartInfo = StartInfo() };
        process.Start();
        process.StandardInput.Write(Input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error);
    }

    async Task SendInputAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(Input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading its input; its exit code says whether that was right.
        }
    }

    ProcessStartInfo StartInfo()
    {
        var info = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        CleanEnvironment.Apply(info, Environment);
        return info;
    }
}
