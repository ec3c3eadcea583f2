using System.CommandLine;
using Dialtone.Cli.Demo;

namespace Dialtone.Cli.Commands;

/// <summary><c>dialtone demo</c>: a throwaway PostgreSQL that demands TLS client certificates, with sample data.</summary>
static class DemoCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("demo", "Start a throwaway PostgreSQL that demands TLS client certificates, and connect to it");
        var run = new Option<string[]>("--run") { HelpName = "SQL", Description = "Run this SQL instead of a prompt; may be repeated" };
        var keep = new Option<bool>("--keep") { Description = "Leave the server running, and tell how to stop it" };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No notices and no warnings about the target" };
        var port = new Option<int?>("--port") { HelpName = "PORT", Description = "Listen on this port; by default on any free one" };
        var postgres = new Option<string>("--postgres")
        {
            HelpName = "DIR",
            Description = "The folder of PostgreSQL's programs; by default the newest that is found, or DIALTONE_POSTGRES",
        };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > 65535)
            {
                result.AddError("--port takes a number from 1 to 65535");
            }
        });
        foreach (var option in new Option[] { run, keep, port, postgres, quiet })
        {
            command.Add(option);
        }

        command.SetAction(
            (result, _) =>
                new DemoRun(
                    context,
                    new()
                    {
                        Scripts = result.GetValue(run) ?? [],
                        Quiet = result.GetValue(quiet),
                        Keep = result.GetValue(keep),
                        Port = result.GetValue(port),
                        PostgresFolder = result.GetValue(postgres),
                    }
                ).RunAsync()
        );
        return command;
    }
}
