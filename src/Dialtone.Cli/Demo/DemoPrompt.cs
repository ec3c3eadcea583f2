using System.Text;
using Dialtone.Cli.Commands;
using Dialtone.Cli.Terminal;
using Dialtone.Errors;

namespace Dialtone.Cli.Demo;

/// <summary>A plain prompt: lines are collected until a statement is complete, then it runs. Ctrl-D or <c>\q</c> ends it.</summary>
sealed class DemoPrompt(CommandContext context, Engine engine, Connection connection, StatementRunner runner) : IDisposable
{
    // Comes out as a statement of its own only if all before it is complete.
    const string Probe = "select 'probe'";

    readonly StreamReader input = new(context.Io.In, Stdio.Encoding);
    readonly StringBuilder pending = new();
    Task<string?>? reading;

    bool IsPerson => context.Io.IsInputTerminal;

    bool IsCtrlC => IsPerson && context.Interrupts.ExitCode == ExitCodes.Interrupted;

    /// <summary>Reads and runs until the input ends. A failure ends it only if no person sits there.</summary>
    /// <exception cref="OperationCanceledException">Ctrl-C while nothing ran, or a request to end.</exception>
    public async Task RunAsync()
    {
        if (IsPerson)
        {
            context.Io.Say("\nSQL ends with a semicolon. Ctrl-D or \\q stops the server and removes everything.");
        }

        while (await ReadLineAsync() is { } line)
        {
            if (pending.Length == 0 && line.Trim() is @"\q" or "exit" or "quit")
            {
                return;
            }

            pending.Append(line).Append('\n');
            if (await IsCompleteAsync())
            {
                await RunPendingAsync();
            }
        }

        if (IsPerson)
        {
            context.Io.Say("");
        }
        else
        {
            await RunPendingAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => input.Dispose();

    async Task<string?> ReadLineAsync()
    {
        while (true)
        {
            if (IsPerson)
            {
                context.Io.Ask(pending.Length == 0 ? "demo=> " : "demo-> ");
            }

            try
            {
                // Reading a terminal cannot be cancelled: an abandoned read gets the next line, or ends with the process.
                reading ??= Task.Run(input.ReadLine);
                var line = await reading.WaitAsync(context.Interrupts.Token);
                reading = null;
                return line;
            }
            catch (OperationCanceledException) when (pending.Length > 0 && IsCtrlC)
            {
                context.Interrupts.Reset();
                context.Io.Say("");
                pending.Clear();
            }
        }
    }

    async Task<bool> IsCompleteAsync()
    {
        try
        {
            ScriptStatement? last = null;
            await foreach (var statement in engine.ReadScriptAsync(new StringReader($"{pending}{Probe}")))
            {
                last = statement;
            }

            return last?.Text == Probe;
        }
        catch (DatabaseException)
        {
            // A literal or a comment is still open.
            return false;
        }
    }

    async Task RunPendingAsync()
    {
        var script = pending.ToString();
        pending.Clear();
        try
        {
            await foreach (var statement in engine.ReadScriptAsync(new StringReader(script)))
            {
                await runner.RunAsync(connection, statement, null, null, context.Interrupts.Token);
                context.Io.Out.Flush();
            }
        }
        catch (OperationCanceledException) when (IsCtrlC)
        {
            // Ctrl-C ended the statement, not the session.
            context.Interrupts.Reset();
            context.Io.Say("cancelled");
        }
        catch (Exception exception) when (IsPerson && exception is ScriptException or DatabaseException)
        {
            ErrorReport.Write(context.Io, exception);
        }
    }
}
