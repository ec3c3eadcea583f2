using System.Text;
using Dialtone.Cli.Output;
using Dialtone.Cli.Terminal;

namespace Dialtone.Cli.Commands;

/// <summary>One run of <c>dialtone query</c>.</summary>
sealed class QueryRun(CommandContext context, QueryRequest request)
{
    // Statements that would end or misread a transaction around them.
    static readonly HashSet<string> OwnTransaction = new(StringComparer.Ordinal)
    {
        "BEGIN",
        "START TRANSACTION",
        "COMMIT",
        "COMMIT PREPARED",
        "ROLLBACK",
        "ROLLBACK PREPARED",
        "PREPARE TRANSACTION",
        "ATTACH",
        "DETACH",
        "PRAGMA",
    };

    readonly CancellationToken cancellation = context.Interrupts.Token;

    /// <summary>Runs everything in order and stops at the first failure.</summary>
    public async Task<int> RunAsync()
    {
        var scripts = OpenScripts();
        try
        {
            await using var session = await Session.OpenAsync(
                context,
                request.Destination,
                request.MayAskPassword,
                request.Quiet,
                cancellation
            );
            using var file = request.OutputPath is { } path ? OpenOutput(path) : null;
            var data = file ?? context.Io.Out;
            var runner = new StatementRunner(context.Io, request.Format.Create(data, OutputOptions(session.Engine)))
            {
                Timing = request.Timing,
                Quiet = request.Quiet,
            };
            foreach (var script in scripts)
            {
                await RunAsync(script, session, runner, data);
            }

            return ExitCodes.Fine;
        }
        finally
        {
            scripts.ForEach(script => script.Dispose());
        }
    }

    List<Script> OpenScripts() =>
        request.Sources.Count == 0
            ? [Script.FromInput(context.Io, cancellation)]
            :
            [
                .. request.Sources.Select(source =>
                    source.IsFile ? Script.FromFile(source.Text, context.Io, cancellation) : Script.FromText(source.Text)
                ),
            ];

    async Task RunAsync(Script script, Session session, StatementRunner runner, TextWriter data)
    {
        var statements = session.Engine.ReadScriptAsync(script.Reader, cancellation);
        try
        {
            if (script.IsAtomic)
            {
                await RunTogetherAsync(await statements.ToListAsync(cancellation), script.Name, session.Connection, runner);
                data.Flush();
                return;
            }

            await foreach (var statement in statements)
            {
                await runner.RunAsync(session.Connection, statement, script.Name, request.Binds, cancellation);
                data.Flush();
            }
        }
        catch (DecoderFallbackException)
        {
            throw FileProblem.Read(script.Name ?? "-c", "it is not UTF-8 text");
        }
    }

    async Task RunTogetherAsync(List<ScriptStatement> statements, string? name, Connection connection, StatementRunner runner)
    {
        if (statements.Count < 2 || statements.Exists(statement => OwnTransaction.Contains(statement.Tag)))
        {
            foreach (var statement in statements)
            {
                await runner.RunAsync(connection, statement, name, request.Binds, cancellation);
            }

            return;
        }

        await using var transaction = await connection.BeginAsync(cancellationToken: cancellation);
        foreach (var statement in statements)
        {
            await runner.RunAsync(transaction, statement, name, request.Binds, cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    OutputOptions OutputOptions(Engine engine) =>
        request.Output with
        {
            Table = request.Output.Table is { } table ? QualifiedName.Quote(table, engine.QuoteIdentifier) : null,
            QuoteIdentifier = engine.QuoteIdentifier,
            QuoteLiteral = engine.QuoteLiteral,
        };

    static StreamWriter OpenOutput(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read), Stdio.Encoding, 64 * 1024)
            {
                NewLine = "\n",
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Write(path, exception);
        }
    }
}
