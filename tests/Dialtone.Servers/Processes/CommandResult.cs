namespace Dialtone.Servers.Processes;

/// <summary>What a program left behind.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The standard output of a program that must have succeeded.</summary>
    public string Expect(string what) =>
        Succeeded ? Output : throw new InvalidOperationException($"{what} failed with exit code {ExitCode}:\n{Error}{Output}");
}
