using Dialtone.Shell.Describe;
using Dialtone.Shell.Describe.Plain;
using Dialtone.Shell.Describe.Postgres;

namespace Dialtone.Shell.Backslash;

/// <summary>Every backslash command, and how one is found and run.</summary>
static class SlashCommands
{
    /// <summary>The commands beside the <c>\d</c> family, in the order in which help lists them.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        .. InGroup("General", GeneralCommands.All),
        .. InGroup("Query buffer", BufferCommands.All),
        .. InGroup("Input and output", FileCommands.All),
        .. InGroup("Conditions", ConditionalCommands.All),
        .. InGroup("Sources", SourceCommands.All),
        .. InGroup("Display", PrintCommands.All),
        .. InGroup("Connection", ConnectionCommands.All),
        .. InGroup("Variables and system", VariableCommands.All),
    ];

    /// <summary>Runs a command line, and puts back what stands behind it on the same line.</summary>
    /// <returns>Whether it succeeded.</returns>
    public static async Task<bool> RunAsync(SqlSession session, string line, CancellationToken cancellationToken)
    {
        if (line is [';' or ':', ..])
        {
            // An escape, not a command.
            session.Input.PutBack(line);
            return true;
        }

        var length = WordLength(line);
        var word = line[..length];
        var rest = line[length..];
        var scanner = new SlashScanner(rest, session.Variables, SystemShell.ReadAsync);
        try
        {
            return await RunAsync(session, new SlashCall(word, scanner), cancellationToken);
        }
        catch (Exception exception) when (exception is ShellCommandException or DescribeException)
        {
            session.Say(exception.Message);
            return false;
        }
        catch (OperationCanceledException) when (session.IsInteractive)
        {
            session.Transaction.Failed();
            session.Say("Cancelled.");
            return false;
        }
        catch (Errors.DatabaseException failure)
        {
            session.Transaction.Failed();
            session.Runner.Report(failure, null);
            return false;
        }
        finally
        {
            PutBack(session, rest[Math.Min(scanner.Position, rest.Length)..]);
        }
    }

    static async Task<bool> RunAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var command = All.FirstOrDefault(command => command.Names.Contains(call.Word, StringComparer.Ordinal));
        if (!session.Conditionals.IsActive && command is not { IsConditional: true })
        {
            call.Arguments.Rest();
            return true;
        }

        if (command is not null)
        {
            await session.Runner.CloseUnlessMoreAsync(call.Word);
            await command.RunAsync(session, call, cancellationToken);
            return true;
        }

        await session.Runner.CloseAsync();
        await session.EnsureConnectedAsync(cancellationToken);
        if (!await DescribeAsync(session, call, cancellationToken))
        {
            call.Arguments.Rest();
            var advice = UnknownCommand.Advice(call.Word, session.Engine.Target.Dialect == "postgresql");
            throw new ShellCommandException($"invalid command \\{call.Word}{advice}");
        }

        return true;
    }

    static async Task<bool> DescribeAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        if (session.Engine.Target.Dialect != "postgresql")
        {
            return await DescribePlainAsync(session, call, cancellationToken);
        }

        if (DescribeLine.Find(call.Word, []) is null)
        {
            return false;
        }

        var patterns = await call.Arguments.AllAsync(cancellationToken, dropsSemicolons: true);
        var (command, request) = DescribeLine.Find(call.Word, patterns)!.Value;
        var catalog = await session.CatalogAsync(cancellationToken);
        var descriptions = await command.RunAsync(catalog, request, cancellationToken);
        await ShowAsync(session, descriptions, cancellationToken);
        return true;
    }

    static async Task<bool> DescribePlainAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var name = call.Word.TrimEnd('+', 'S');
        if (!PlainListings.Names.Contains(name, StringComparer.Ordinal))
        {
            return false;
        }

        PlainCatalog catalog =
            session.Engine.Target.Dialect == "mysql"
                ? new MySqlCatalog(session.Connection, session.Engine.QuoteLiteral)
                : new SqliteCatalog(session.Connection, session.Engine.QuoteLiteral);
        var request = new DescribeRequest(name, await call.Arguments.AllAsync(cancellationToken, dropsSemicolons: true))
        {
            IsVerbose = call.Word.Contains('+', StringComparison.Ordinal),
            WithSystem = call.Word.Contains('S', StringComparison.Ordinal),
        };
        await ShowAsync(session, await PlainListings.RunAsync(catalog, request, cancellationToken), cancellationToken);
        return true;
    }

    static async Task ShowAsync(SqlSession session, IReadOnlyList<Description> descriptions, CancellationToken cancellationToken)
    {
        foreach (var description in descriptions)
        {
            // Types below the names of columns that psql made up would only be noise; what describes one object is a table in any case.
            var settings = session.Print with
            {
                Types = false,
                Fits = false,
                Null = session.Print.Null ?? "",
                Title = null,
                Footer = true,
                Expanded = description.CountsRows ? session.Print.Expanded : Display.ExpandedMode.Off,
            };
            await session.ShowAsync(new DescribedRows(description), cancellationToken, settings);
        }
    }

    // Two backslashes end the command, and the rest of the line is SQL again; one begins the next command.
    static void PutBack(SqlSession session, string rest)
    {
        var text = rest.TrimStart();
        session.Input.PutBack(text.StartsWith("\\\\", StringComparison.Ordinal) ? text[2..] : text);
    }

    static int WordLength(string line)
    {
        if (line.StartsWith('!') || line.StartsWith('?'))
        {
            return 1;
        }

        var length = 0;
        while (length < line.Length && !char.IsWhiteSpace(line[length]) && line[length] is not ('\\' or '\'' or '"' or ':' or '|'))
        {
            length++;
        }

        return length;
    }

    static IEnumerable<SlashCommand> InGroup(string group, IEnumerable<SlashCommand> commands) =>
        commands.Select(command => command with { Group = group });
}
