using System.Globalization;

namespace Dialtone.Shell.Backslash;

/// <summary><c>COPY … FROM STDIN</c> and <c>COPY … TO STDOUT</c>, whose data are this program's business.</summary>
static class CopyStatement
{
    /// <summary>Whether the data of a COPY come from here or go here.</summary>
    public static bool UsesClient(Engine engine, string sql) => DirectionOf(sql) is not null && engine.Target.Dialect == "postgresql";

    /// <summary>Runs it: data come from the session's input up to a line <c>\.</c>, or go to its output.</summary>
    public static async Task RunAsync(SqlSession session, string sql, CancellationToken cancellationToken)
    {
        if (DirectionOf(sql) == "stdout")
        {
            using var counted = new CountingStream(new WriterStream(session.Output));
            await session.Connection.CopyOutAsync(sql, counted, cancellationToken);
            await session.Output.FlushAsync(cancellationToken);
            if (!ReferenceEquals(session.Output, session.Io.Out))
            {
                Tell(session, counted);
            }

            return;
        }

        if (session.IsInteractive)
        {
            session.Tell(
                "Enter data to be copied followed by a newline.\nEnd with a backslash and a period on a line by itself, or an EOF signal."
            );
        }

        using var source = new CountingStream(new DataLines(session.Source ?? TextReader.Null));
        await session.Connection.CopyInAsync(sql, source, cancellationToken);
        Tell(session, source);
    }

    /// <summary>Tells how many rows went over; their number is that of the lines, because the text format has no line end inside a row.</summary>
    public static void Tell(SqlSession session, CountingStream data) =>
        session.Tell(string.Create(CultureInfo.InvariantCulture, $"COPY {data.Lines}"));

    static string? DirectionOf(string sql)
    {
        var words = sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var index = 1; index < words.Length; index++)
        {
            var (before, word) = (words[index - 1].ToLowerInvariant(), words[index].TrimEnd(';').ToLowerInvariant());
            if ((before, word) is ("from", "stdin") or ("to", "stdout"))
            {
                return word;
            }
        }

        return null;
    }
}
