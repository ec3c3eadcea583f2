namespace Dialtone.Compliance.Tests.Translation;

/// <summary>A translation for a driver to try.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Ecosystem">Whose spelling the text is in.</param>
/// <param name="Text">The translation, with the password.</param>
/// <param name="IsAccepted">Whether the driver must come to a session.</param>
sealed record DriverCase(string Name, string Ecosystem, string Text, bool IsAccepted)
{
    public override string ToString() => $"{Ecosystem} {Name}";
}
