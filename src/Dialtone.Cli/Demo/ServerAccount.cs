namespace Dialtone.Cli.Demo;

/// <summary>The user as whom the server runs: the person's own, except for root, as whom PostgreSQL refuses to run.</summary>
/// <param name="User">The user to change to, or <see langword="null"/> for no change.</param>
sealed record ServerAccount(string? User)
{
    static readonly string[] Unprivileged = ["postgres", "nobody"];

    /// <summary>The account for this process: for root <c>postgres</c>, or <c>nobody</c> where there is no such user.</summary>
    public static async Task<ServerAccount> ChooseAsync(CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new((string?)null);
        }

        foreach (var user in Unprivileged)
        {
            if ((await ChildProgram.RunAsync(["id", "-u", user], "/", cancellationToken: cancellationToken)).ExitCode == 0)
            {
                return new(user);
            }
        }

        throw new UsageException(
            "PostgreSQL does not run as root, and there is no user to run it as",
            $"neither {string.Join(" nor ", Unprivileged)} exists",
            "run the demo as another user"
        );
    }

    /// <summary>A command as it must be started to run as this user.</summary>
    public IReadOnlyList<string> Wrap(params IReadOnlyList<string> command)
    {
        if (User is null)
        {
            return command;
        }

        if (ChildProgram.Find("runuser") is { } runuser)
        {
            return [runuser, "-u", User, "--", .. command];
        }

        return OperatingSystem.IsMacOS()
            ? ["sudo", "-n", "-u", User, "--", .. command]
            : ["su", "-s", "/bin/sh", "-c", ShellText.Join(command), User];
    }

    /// <summary>Gives a folder with everything in it to this user.</summary>
    public async Task OwnAsync(string folder, CancellationToken cancellationToken)
    {
        if (User is null)
        {
            return;
        }

        var (exitCode, output) = await ChildProgram.RunAsync(
            ["chown", "-R", $"{User}:", folder],
            "/",
            cancellationToken: cancellationToken
        );
        if (exitCode != 0)
        {
            throw new UsageException($"cannot give {folder} to {User}: {output.Trim()}");
        }
    }
}
