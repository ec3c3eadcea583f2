using System.CommandLine;

namespace Dialtone.Cli.Commands.Certs;

/// <summary><c>dialtone certs</c>: certificates for development, and a look at those that are there.</summary>
static class CertsCommand
{
    // One row, one file each, in the order in which help lists them.
    static readonly Func<CommandContext, Command>[] Commands =
    [
        InitCommand.Create,
        IssueCommand.Create,
        InspectCommand.Create,
        ConvertCommand.Create,
        ExpiryCommand.Create,
    ];

    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "certs",
            """
            make certificates for development, look at certificates, convert them, say when they end
            Keys are written for their owner only (0600), and nothing is overwritten without --force. Passwords never stand on the command line.
            dialtone certs init --user app
            dialtone certs inspect client.crt
            dialtone certs expiry postgresql://db.example.com client.crt
            """
        );
        foreach (var create in Commands)
        {
            command.Add(create(context));
        }

        return command;
    }
}
