using Dialtone.Sql;

namespace Dialtone;

/// <summary>A statement as the caller gave it: composed with holes, or a text with <c>:name</c> binds.</summary>
readonly struct Statement
{
    readonly SqlText? composed;
    readonly string? text;
    readonly Binds? binds;

    public Statement(SqlText composed) => this.composed = composed;

    public Statement(string text, Binds? binds)
    {
        ArgumentNullException.ThrowIfNull(text);
        this.text = text;
        this.binds = binds;
    }

    public string Text => composed?.Text ?? text!;

    public Binds? Values => binds;
}
