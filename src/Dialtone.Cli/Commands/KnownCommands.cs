using System.CommandLine;

namespace Dialtone.Cli.Commands;

/// <summary>
/// The commands of the program: one row each, one file each. A command returns its exit code; it may throw
/// <see cref="Errors.DatabaseException"/> and <see cref="UsageException"/>, which the program reports for all commands alike.
/// </summary>
static class KnownCommands
{
    /// <summary>The makers of the commands, in the order in which help lists them.</summary>
    public static IReadOnlyList<Func<CommandContext, Command>> All { get; } =
    [
        ShellCommand.Create,
        QueryCommand.Create,
        ResolveCommand.Create,
        DoctorCommand.Create,
        TranslateCommand.Create,
        Certs.CertsCommand.Create,
        DemoCommand.Create,
    ];
}
