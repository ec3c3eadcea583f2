using System.Globalization;
using System.Text;
using Dialtone.Tls;

namespace Dialtone.Diagnosis;

/// <summary>Makes what a server, a file or another program said safe to show.</summary>
static class ReportText
{
    const int MaximumLength = 2000;

    /// <summary>The text with everything that a terminal would obey as <c>\u…</c>; line ends stay.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= MaximumLength)
            {
                return clean.Append('…').ToString();
            }

            _ =
                rune.Value is '\n' or '\t' || CertificateText.IsPlain(rune)
                    ? clean.Append(rune)
                    : clean.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }

        return clean.ToString();
    }

    /// <summary>A stage with all its evidence clean.</summary>
    public static StageReport Clean(StageReport stage) => stage with { Evidence = [.. stage.Evidence.Select(Clean)] };

    /// <summary>A finding with all its texts clean.</summary>
    public static Finding Clean(Finding finding) =>
        finding with
        {
            What = Clean(finding.What),
            Why = Clean(finding.Why),
            Fixes = [.. finding.Fixes.Select(fix => new Fix(Clean(fix.Description), fix.Paste is null ? null : Clean(fix.Paste)))],
        };
}
