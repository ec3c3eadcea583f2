using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Dialtone.Sql;

/// <summary>Input of a prompt or a script as it comes: statements, and between or behind them the backslash commands of a client.</summary>
/// <remarks>Not for use by two tasks at a time. Made by <see cref="Engine.ReadInput"/>.</remarks>
public sealed class ScriptInput
{
    readonly SqlSyntax syntax;
    readonly StringBuilder arrived = new();
    StatementScanner scanner;
    string text = "";

    internal ScriptInput(SqlSyntax syntax)
    {
        this.syntax = syntax;
        scanner = NewScanner();
    }

    /// <summary>The statement that has begun and is not terminated; empty if none has.</summary>
    public string Pending
    {
        get
        {
            Join();
            return scanner.Start < 0 ? "" : text[scanner.Start..].TrimEnd();
        }
    }

    /// <summary>What the statement that has begun waits for.</summary>
    public SqlCompleteness Completeness
    {
        get
        {
            var judge = new StatementScanner(syntax);
            while (judge.TryRead(Pending, isFinal: true, out _)) { }

            return judge.Completeness;
        }
    }

    /// <summary>Adds text, a line with its end as a rule.</summary>
    public void Append(string more) => arrived.Append(more);

    /// <summary>The next statement that is terminated.</summary>
    /// <param name="statement">The statement without its terminator.</param>
    /// <returns>False if more text is needed, or a backslash command comes first: <see cref="TryReadCommand"/> tells.</returns>
    public bool TryReadStatement([NotNullWhen(true)] out string? statement)
    {
        Join();
        Forget();
        var isFound = scanner.TryRead(text, isFinal: false, out var found);
        statement = isFound ? found.TextIn(text).ToString() : null;
        return isFound;
    }

    /// <summary>The backslash command at which the reading stopped: the rest of its line, without the backslash. It is taken out of the input.</summary>
    public bool TryReadCommand([NotNullWhen(true)] out string? line)
    {
        line = null;
        if (scanner.Backslash < 0)
        {
            return false;
        }

        var start = scanner.Backslash + 1;
        var length = text.AsSpan(start).IndexOf('\n');
        var end = length < 0 ? text.Length : start + length;
        line = text[start..end].TrimEnd('\r');
        text = text.Remove(start - 1, end - start + 1);
        return true;
    }

    /// <summary>Puts text where the command that was read last stood: what follows the command on its line.</summary>
    public void PutBack(string rest)
    {
        Join();
        text = text.Insert(scanner.Position, rest);
    }

    /// <summary>Ends the statement that has begun, as its terminator would; empty if none has.</summary>
    public string TakePending()
    {
        Join();
        var isFound = scanner.TryEnd(text, out var found);
        return isFound ? found.TextIn(text).ToString() : "";
    }

    /// <summary>Drops the statement that has begun.</summary>
    public void Clear()
    {
        Join();
        var rest = text[scanner.Position..];
        (text, scanner) = (rest, NewScanner());
    }

    StatementScanner NewScanner() => new(syntax) { StopsAtBackslash = true };

    void Join()
    {
        if (arrived.Length > 0)
        {
            text += arrived.ToString();
            arrived.Clear();
        }
    }

    // What is done with is thrown away once it is worth the copy.
    void Forget()
    {
        const int Worth = 64 * 1024;
        if (scanner.DoneTo > Worth)
        {
            var done = scanner.DoneTo;
            scanner.Forget(done, text);
            text = text[done..];
        }
    }
}
