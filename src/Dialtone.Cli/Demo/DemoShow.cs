using Dialtone.Cli.Commands;
using Dialtone.Cli.Output;
using Dialtone.Cli.Startup;
using Dialtone.Errors;

namespace Dialtone.Cli.Demo;

/// <summary>Shows a running demo: how to connect, that it is secure, and what is in it.</summary>
sealed class DemoShow(CommandContext context, DemoStage stage, EngineOptions options)
{
    readonly StatementRunner runner = new(context.Io, KnownFormats.All[0].Create(context.Io.Out, new()));
    readonly CancellationToken cancellation = context.Interrupts.Token;

    /// <summary>Prints the ways in and the proof, then runs the scripts, or a prompt if there are none.</summary>
    public async Task RunAsync(Engine engine, IReadOnlyList<string> scripts)
    {
        ShowWaysIn();
        await using (var connection = await engine.ConnectAsync(cancellation))
        {
            await ShowProofAsync(engine, connection);
            foreach (var script in scripts)
            {
                await RunAsync(engine, connection, script);
            }

            if (scripts.Count > 0)
            {
                return;
            }

            context.Io.Say($"\n{DemoStage.FirstQuery};");
            await RunAsync(engine, connection, DemoStage.FirstQuery);
            if (!OpensShell)
            {
                using var prompt = new DemoPrompt(context, engine, connection, runner);
                await prompt.RunAsync();
                return;
            }
        }

        context.Io.Say("\nSQL, C# and \\? for help. Ctrl-D or \\q stops the server and removes everything.");
        context.Io.Out.Flush();
        _ = await ShellProgram.RunInsideAsync(
            [stage.Target.Url, .. stage.Target.Arguments.Select(argument => $"{argument.Key}={argument.Value}")],
            context.Interrupts
        );
    }

    // A person at a terminal gets the shell, where it was built; a pipe is a script.
    bool OpensShell => context.Io is { IsInputTerminal: true, IsOutputTerminal: true } && ShellProgram.Location is not null;

    void ShowWaysIn()
    {
        context.Io.Say($"\nThis connection in C#:\n\n{stage.Target.ToCSharp()}\n");
        context.Io.Say($"From another terminal:\n\n{stage.Target.ToQueryCommand("select count(*) from film")}\n");
        if (stage.Target.Psql is { } psql)
        {
            context.Io.Say($"With psql:\n\n{psql}\n");
        }
    }

    async Task ShowProofAsync(Engine engine, Connection connection)
    {
        context.Io.Say("What the server says about this connection:");
        await RunAsync(engine, connection, stage.Proof);
        if (stage.Target.Arguments.Count > 0)
        {
            context.Io.Say($"without the client certificate: {await RefusalAsync()}");
        }
    }

    /// <summary>What the server tells somebody who comes without a client certificate.</summary>
    async Task<string> RefusalAsync()
    {
        // That the certificate is not used is the point here, and no surprise.
        await using var engine = stage.Target.CreateEngine(
            options with
            {
                OnNotice = null,
            },
            new KeyValuePair<string, string>("sslcertmode", "disable")
        );
        try
        {
            await using var connection = await engine.ConnectAsync(cancellation);
            return "it lets everybody in, which it must not";
        }
        catch (DatabaseException exception)
        {
            return exception.Failure.Server?.Message ?? exception.Failure.What;
        }
    }

    async Task RunAsync(Engine engine, Connection connection, string script)
    {
        await foreach (var statement in engine.ReadScriptAsync(new StringReader(script), cancellation))
        {
            await runner.RunAsync(connection, statement, null, null, cancellation);
        }

        context.Io.Out.Flush();
    }
}
