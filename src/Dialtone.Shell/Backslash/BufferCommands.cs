using System.Globalization;
using Dialtone.Shell.Display;

namespace Dialtone.Shell.Backslash;

/// <summary>Commands that run what was typed, in another way than a semicolon would.</summary>
static class BufferCommands
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new("g", "[(OPTIONS)] [FILE|COMMAND]", "runs the statement, with its result to a file or a program", GoAsync),
        new("gx", "[(OPTIONS)] [FILE|COMMAND]", "as \\g, expanded", GoAsync),
        new("gset", "[PREFIX]", "runs the statement and keeps its one row in variables", SetAsync),
        new("gexec", "", "runs the statement, then every value of its result as a statement", ExecuteValuesAsync),
        new("gdesc", "", "tells the columns of the statement's result without running it", DescribeResultAsync),
        new("watch", "[SECONDS] [c=COUNT]", "runs the statement again and again", WatchAsync),
        new("bind", "[VALUE …]", "values for $1, $2 … of the next statement", BindAsync),
        new("more", "[all]", "the next rows of a result that was cut off, or the rest", MoreAsync),
        new("e", "[FILE]", "edits the statement, or a file, in an editor and runs it", EditAsync) { Names = ["e", "edit"] },
        new("p", "", "shows the statement", ShowAsync) { Names = ["p", "print"] },
        new("r", "", "drops what was typed", ResetAsync) { Names = ["r", "reset"] },
        new("w", "FILE", "writes the statement to a file", WriteAsync) { Names = ["w", "write"] },
        new("errverbose", "", "the last failure with everything that is known", ErrorAsync),
    ];

    static async Task GoAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var settings = call.Word == "gx" ? session.Print with { Expanded = ExpandedMode.On } : session.Print;
        var words = call.Arguments.RestStartsWith('|') ? [call.Arguments.Rest()] : await call.Arguments.AllAsync(cancellationToken);
        if (words is [['(', ..], ..])
        {
            var end = words.FindIndex(word => word.EndsWith(')'));
            if (end < 0)
            {
                throw new ShellCommandException("\\g: missing right parenthesis");
            }

            foreach (var option in string.Join(' ', words[..(end + 1)]).Trim('(', ')').Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var (name, value) = option.Split('=', 2) is [var left, var right] ? (left, right) : (option, null);
                (settings, _) = PrintOptions.Set(settings, name, value);
            }

            words = words[(end + 1)..];
        }

        if (words.Count == 0)
        {
            await RunAsync(session, new() { Print = settings }, cancellationToken);
            return;
        }

        await using var target = OutputTarget.Open(words[0]);
        await session.Io.Out.FlushAsync(cancellationToken);
        await RunAsync(session, new() { Print = settings, Output = target.Writer }, cancellationToken);
    }

    static Task<bool> RunAsync(SqlSession session, StatementOptions options, CancellationToken cancellationToken)
    {
        var binds = session.Binds;
        session.Binds = null;
        return session.Runner.RunAsync(Take(session), cancellationToken, options with { Binds = binds });
    }

    // What was typed; what ran last, if nothing was typed.
    static string Take(SqlSession session) => session.Input.TakePending() is { Length: > 0 } pending ? pending : session.LastStatement;

    static async Task SetAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var prefix = await call.Arguments.NextAsync(cancellationToken) ?? "";
        await RunAsync(session, new() { Consume = KeepAsync }, cancellationToken);

        async Task KeepAsync(TextResult result, CancellationToken cancellation)
        {
            if (!await result.ReadAsync(cancellation))
            {
                throw new ShellCommandException("no rows returned for \\gset");
            }

            var values = result.Columns.Select(column => (column.Name, Value: result.GetText(column.Ordinal))).ToArray();
            if (await result.ReadAsync(cancellation))
            {
                throw new ShellCommandException("more than one row returned for \\gset");
            }

            foreach (var (name, value) in values)
            {
                if (value is null)
                {
                    session.Variables.Unset(prefix + name);
                }
                else
                {
                    session.Variables.Set(prefix + name, value);
                }
            }
        }
    }

    static async Task ExecuteValuesAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var statements = new List<string>();
        await RunAsync(session, new() { Consume = CollectAsync }, cancellationToken);
        foreach (var statement in statements)
        {
            if (!await session.Runner.RunAsync(statement, cancellationToken) && session.Variables.IsOn("ON_ERROR_STOP"))
            {
                return;
            }
        }

        async Task CollectAsync(TextResult result, CancellationToken cancellation)
        {
            while (await result.ReadAsync(cancellation))
            {
                statements.AddRange(result.Columns.Select(column => result.GetText(column.Ordinal)).OfType<string>());
            }
        }
    }

    static async Task DescribeResultAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var columns = await ResultColumns.OfAsync(session, Take(session), cancellationToken);
        if (columns is null)
        {
            session.Tell("The command has no result, or the result has no columns.");
            return;
        }

        await session.ShowAsync(columns, cancellationToken, session.Print with { Types = false });
    }

    static async Task WatchAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var seconds = 2.0;
        var count = long.MaxValue;
        foreach (var word in await call.Arguments.AllAsync(cancellationToken))
        {
            var (name, value) = word.Split('=', 2) is [var left, var right] ? (left, right) : ("i", word);
            if (
                !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                || number < 0
                || name is not ("i" or "interval" or "c" or "count")
            )
            {
                throw new ShellCommandException($"\\watch: incorrect interval or option \"{word}\"");
            }

            (seconds, count) = name[0] == 'i' ? (number, count) : (seconds, (long)number);
        }

        var statement = Take(session);
        for (var round = 0L; round < count && !cancellationToken.IsCancellationRequested; round++)
        {
            var now = session.Options.Time.GetLocalNow().ToString("ddd MMM dd HH:mm:ss yyyy", CultureInfo.InvariantCulture);
            var title = string.Create(CultureInfo.InvariantCulture, $"{now} (every {seconds:0.###}s)\n");
            var options = new StatementOptions { Print = session.Print with { Title = title, Limit = 0 } };
            if (!await session.Runner.RunAsync(statement, cancellationToken, options))
            {
                return;
            }

            await session.Output.FlushAsync(cancellationToken);
            if (round + 1 < count)
            {
                await WaitAsync(session.Options.Time, TimeSpan.FromSeconds(seconds), cancellationToken);
            }
        }
    }

    static async Task WaitAsync(TimeProvider time, TimeSpan interval, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(interval, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how a person ends it.
        }
    }

    static async Task BindAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken) =>
        session.Binds = await call.Arguments.AllAsync(cancellationToken);

    static async Task MoreAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var all = await call.Arguments.NextAsync(cancellationToken) == "all";
        if (!await session.Runner.MoreAsync(all, cancellationToken))
        {
            throw new ShellCommandException("\\more: no result was cut off");
        }
    }

    static async Task EditAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var file = await call.Arguments.NextAsync(cancellationToken);
        var text = file is null ? Take(session) : null;
        var edited = await ExternalEditor.EditAsync(text, file, ".sql", cancellationToken);
        session.Input.Clear();
        session.Input.PutBack(edited);
    }

    static Task ShowAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var pending = session.Input.Pending;
        session.Output.Write(
            pending.Length > 0 ? pending + "\n"
            : session.LastStatement.Length > 0 ? session.LastStatement + ";\n"
            : "Query buffer is empty.\n"
        );
        return Task.CompletedTask;
    }

    static Task ResetAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        session.Input.Clear();
        session.Tell("Query buffer reset (cleared).");
        return Task.CompletedTask;
    }

    static async Task WriteAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var name = await call.Arguments.NextAsync(cancellationToken) ?? throw new ShellCommandException("\\w: missing required argument");
        var pending = session.Input.Pending;
        await using var target = OutputTarget.Open(name);
        await target.Writer.WriteAsync((pending.Length > 0 ? pending : session.LastStatement + ";") + "\n");
    }

    static Task ErrorAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        session.Say(
            session.LastFailure is { } last
                ? FailureText.Of(last.Failure, last.Sql, "verbose", withState: false)
                : "There is no previous error."
        );
        return Task.CompletedTask;
    }
}
