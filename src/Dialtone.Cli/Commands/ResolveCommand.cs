using System.CommandLine;
using Dialtone.Cli.Output;
using Dialtone.Cli.Terminal;
using Dialtone.Parameters;

namespace Dialtone.Cli.Commands;

/// <summary><c>dialtone resolve</c>: what a target means, without connecting.</summary>
static class ResolveCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "resolve",
            """
            show every parameter of a target and where it came from, without connecting
            Passwords are shown as ***. Warnings go to standard error.
            """
        );
        var target = new TargetArguments(command);
        var json = new Option<bool>("--json") { Description = "Write one JSON object, version 1 of its format" };
        var all = new Option<bool>("--all") { Description = "Show the parameters without a value too" };
        command.Add(json);
        command.Add(all);
        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(context, target.Read(result), result.GetValue(json), result.GetValue(all), cancellationToken)
        );
        return command;
    }

    static async Task<int> RunAsync(
        CommandContext context,
        Destination destination,
        bool json,
        bool all,
        CancellationToken cancellationToken
    )
    {
        await using var engine = Engine.Create(
            destination.Target,
            destination.Arguments,
            new() { StrictTls = destination.StrictTls, AllowTlsKeyLog = true }
        );
        var target = engine.Target;
        if (json)
        {
            using var text = new MemoryStream();
            ResolveReport.WriteJson(target, text);
            context.Io.Out.Write(Stdio.Encoding.GetString(text.GetBuffer(), 0, (int)text.Length) + "\n");
        }
        else
        {
            await WriteTablesAsync(context.Io.Out, target, all, cancellationToken);
        }

        foreach (var warning in target.Warnings)
        {
            context.Io.Say($"dialtone: warning: {warning}");
        }

        return ExitCodes.Fine;
    }

    static async Task WriteTablesAsync(TextWriter output, ResolvedTarget target, bool all, CancellationToken cancellationToken)
    {
        var writer = new TableWriter(output, new() { Null = "" });
        await writer.WriteAsync(
            new ListedRows(
                ["parameter", "value", "source"],
                ResolveReport
                    .Rows(target)
                    .Concat(all ? ResolveReport.UnsetRows(target) : [])
                    .Select(row => new[] { row.Keyword, row.Value, row.Source })
            ),
            cancellationToken
        );
        if (target.Hosts.Length > 0)
        {
            await writer.WriteAsync(
                new ListedRows(["host", "address", "port"], target.Hosts.Select(host => new[] { host.Host, host.HostAddress, host.Port })),
                cancellationToken
            );
        }
    }
}
