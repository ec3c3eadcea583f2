using System.Globalization;

namespace Dialtone.Errors;

/// <summary>What a server says before anybody knows who it is.</summary>
static class ServerWords
{
    /// <summary>libpq's limit of an error before the login.</summary>
    public const int Longest = 30_000;

    /// <summary>A text of at most <see cref="Longest"/> characters, which says how many more there were.</summary>
    public static string Limit(string text) =>
        text.Length <= Longest
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, Longest)}… ({text.Length - Longest} more characters)");
}
