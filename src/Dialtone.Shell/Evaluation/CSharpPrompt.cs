using System.Collections;
using Dialtone.Cli.Terminal;
using Dialtone.Results;
using Dialtone.Shell.Backslash;
using Dialtone.Shell.Display;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Scripting;

namespace Dialtone.Shell.Evaluation;

/// <summary>The C# half of a prompt: takes the inputs that are C#, or a command for it, and leaves SQL to the other half.</summary>
sealed class CSharpPrompt
{
    readonly SqlSession session;
    readonly ShellGlobals globals;
    readonly LanguageRule rule;
    int number;

    public CSharpPrompt(SqlSession session)
    {
        this.session = session;
        globals = new(() => session.Engine, () => session.Connection);
        CSharp = new(globals);
        rule = new(CSharp.IsBound, CSharpText.Parses);
    }

    /// <summary>What was declared.</summary>
    public CSharpSession CSharp { get; }

    /// <summary>The exception that was told last.</summary>
    public Exception? LastException { get; private set; }

    /// <summary>Whether an input that begins so is for this half.</summary>
    public bool Takes(string text) => IsCommand(text) || rule.Decide(text) != InputKind.Sql;

    /// <summary>Whether Enter runs an input that this half takes.</summary>
    public bool IsComplete(string text)
    {
        if (IsCommand(text))
        {
            return !text.StartsWith("%cs ", StringComparison.Ordinal) || CSharpText.IsComplete(text[4..]);
        }

        return rule.Decide(text) == InputKind.SqlToVariable
            ? text.TrimEnd().EndsWith(';') || text.EndsWith("\n\n", StringComparison.Ordinal)
            : CSharpText.IsComplete(text);
    }

    /// <summary>Runs an input that this half takes.</summary>
    /// <returns>Whether it succeeded.</returns>
    public Task<bool> RunAsync(string text, CancellationToken cancellationToken) =>
        IsCommand(text) ? PercentCommands.RunAsync(this, text.Trim(), cancellationToken)
        : rule.Decide(text) == InputKind.SqlToVariable ? FillVariableAsync(text, cancellationToken)
        : RunCodeAsync(text, cancellationToken);

    /// <summary>Runs C# and shows its value.</summary>
    public async Task<bool> RunCodeAsync(string code, CancellationToken cancellationToken)
    {
        try
        {
            var (hasValue, value) = await CSharp.RunAsync(code, cancellationToken);
            number++;
            if (hasValue)
            {
                globals._ = value;
                globals.Values[number] = value;
                await ShowAsync(value, cancellationToken);
            }

            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            session.Say("Interrupted.");
            return false;
        }
        catch (Exception exception) when (exception is not ReaderGoneException)
        {
            Report(exception);
            if (exception is CompilationErrorException && SqlVerbs.Near(FirstWord(code)) is { } verb)
            {
                session.Say($"hint: it was taken for C#; did you mean SQL's {verb}?");
            }

            return false;
        }
    }

    /// <summary>Runs one SQL statement, whatever it looks like.</summary>
    public Task<bool> RunSqlAsync(string sql, CancellationToken cancellationToken) =>
        session.Runner.RunAsync(sql.TrimEnd().TrimEnd(';'), cancellationToken, new() { IsTerminated = true });

    /// <summary>Shows a value: a sequence as columns, everything else as text.</summary>
    public async Task ShowAsync(object? value, CancellationToken cancellationToken)
    {
        if (value is IEnumerable sequence and not string)
        {
            // A row is a sequence of values, but is read as a row.
            if (ObjectRows.From(value is Row row ? new[] { row } : sequence) is { } rows)
            {
                _ = await session.ShowAsync(rows, cancellationToken);
                return;
            }

            Write("(empty)\n");
            return;
        }

        var text = value is string given ? SymbolDisplay.FormatLiteral(given, quote: true) : ObjectRows.Text(value) ?? "null";
        Write((session.IsOutputScreen ? PrintableText.Escape(text, keepLayout: true) : text) + "\n");
    }

    /// <summary>Tells a failure of C#.</summary>
    public void Report(Exception exception)
    {
        LastException = exception;
        session.Say(CSharpFailure.Describe(exception));
    }

    /// <summary>Words on standard error.</summary>
    public void Say(string words) => session.Say(words);

    /// <summary>Text among the results.</summary>
    public void Write(string text) => session.Output.Write(text);

    // By way of the statements' own runner: questions, transactions and reconnection are the same as for every statement.
    async Task<bool> FillVariableAsync(string text, CancellationToken cancellationToken)
    {
        var (name, sql) = LanguageRule.Split(text);
        var rows = new List<Row>();
        IReadOnlyList<Column> columns = [];
        var isRead = await session.Runner.RunAsync(
            sql.TrimEnd().TrimEnd(';'),
            cancellationToken,
            new() { IsTerminated = true, ExecuteAsync = async (statement, token) => columns = await ReadAsync(statement, rows, token) }
        );
        if (!isRead)
        {
            return false;
        }

        globals.PendingRows = rows;
        var isDone = await RunCodeAsync(RowDeclaration.Write(name, rows, columns), cancellationToken);
        if (isDone)
        {
            session.Tell($"{name}: {rows.Count} {(rows.Count == 1 ? "row" : "rows")}");
        }

        return isDone;
    }

    async Task<IReadOnlyList<Column>> ReadAsync(string sql, List<Row> rows, CancellationToken cancellationToken)
    {
        rows.Clear();
        var (statement, binds) = await ValueBinds.BindAsync(session.Engine, CSharp, sql, takesExpressions: true, cancellationToken);
        await foreach (var row in session.Connection.QueryAsync(statement, binds ?? new(), cancellationToken))
        {
            rows.Add(row);
        }

        if (rows is [{ } first, ..])
        {
            return [.. first.Columns];
        }

        // Only rows tell of columns. To ask a query a second time changes nothing.
        if (!session.Engine.Inspect(sql).IsQuery)
        {
            return [];
        }

        await using var empty = await session.Connection.ReadTextAsync(statement, binds, cancellationToken);
        return [.. empty.Columns];
    }

    static string FirstWord(string code) => new([.. code.TrimStart().TakeWhile(char.IsLetter)]);

    static bool IsCommand(string text) => text.AsSpan().TrimStart() is ['%', _, ..];
}
