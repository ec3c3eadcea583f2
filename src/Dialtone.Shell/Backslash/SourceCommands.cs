using Dialtone.Shell.Describe.Postgres;

namespace Dialtone.Shell.Backslash;

/// <summary><c>\sf \sv \ef \ev</c>: the source of functions and views.</summary>
static class SourceCommands
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new(["sf", "sf+"], "FUNCTION", "shows the source of a function; +: with line numbers", ShowAsync),
        new(["sv", "sv+"], "VIEW", "shows the source of a view; +: with line numbers", ShowAsync),
        new("ef", "[FUNCTION [LINE]]", "edits a function", EditAsync),
        new("ev", "[VIEW [LINE]]", "edits a view", EditAsync),
    ];

    static async Task ShowAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var isFunction = call.Word[1] == 'f';
        var name = call.Arguments.Rest();
        if (name.Length == 0)
        {
            throw new ShellCommandException(isFunction ? "function name is required" : "view name is required");
        }

        var source = await ReadAsync(session, isFunction, name, cancellationToken);
        session.Output.Write(call.Word.EndsWith('+') ? DefinitionSource.Numbered(source, isFunction) : source);
    }

    static async Task EditAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var isFunction = call.Word[1] == 'f';
        var name = WithoutLine(call.Arguments.Rest());
        var source =
            name.Length > 0 ? await ReadAsync(session, isFunction, name, cancellationToken)
            : isFunction ? "create function ( )\n returns \n language \n as $function$\n\n$function$\n"
            : "create view  as\n select \n  -- something...\n";
        var edited = await ExternalEditor.EditAsync(source, null, ".sql", cancellationToken);
        session.Input.Clear();
        session.Input.PutBack(edited);
    }

    static async Task<string> ReadAsync(SqlSession session, bool isFunction, string name, CancellationToken cancellationToken)
    {
        if (session.Engine.Target.Dialect != "postgresql")
        {
            throw new ShellCommandException("only PostgreSQL keeps such a source; \\d+ shows a view's");
        }

        var catalog = await session.CatalogAsync(cancellationToken);
        return isFunction
            ? await DefinitionSource.FunctionAsync(catalog, name, cancellationToken)
            : await DefinitionSource.ViewAsync(catalog, name, cancellationToken);
    }

    // A number at the end is the line to begin at, which not every editor can be told.
    static string WithoutLine(string text)
    {
        var name = text.TrimEnd();
        var digits = name.Length - name.AsSpan().TrimEnd("0123456789").Length;
        return digits > 0 && digits < name.Length && char.IsWhiteSpace(name[^(digits + 1)]) ? name[..^digits].TrimEnd() : name;
    }
}
