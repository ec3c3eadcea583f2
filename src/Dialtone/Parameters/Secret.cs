namespace Dialtone.Parameters;

/// <summary>Text that cannot be formatted, logged or compared by accident: <see cref="ToString"/> is always <c>***</c>.</summary>
public sealed class Secret
{
    readonly string text;

    /// <summary>Hides a text.</summary>
    public Secret(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        this.text = text;
    }

    /// <summary>The text itself. Call it as late as possible, and never for a message.</summary>
    public string Reveal() => text;

    /// <summary>Always <c>***</c>.</summary>
    public override string ToString() => "***";
}
