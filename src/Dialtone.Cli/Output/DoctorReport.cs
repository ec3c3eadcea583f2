using System.Globalization;
using Dialtone.Cli.Terminal;
using Dialtone.Diagnosis;

namespace Dialtone.Cli.Output;

/// <summary>A diagnosis for people: each stage as soon as it is done, then what is wrong, why, and how to mend it.</summary>
sealed class DoctorReport(TextWriter output)
{
    const int Width = 96;
    const int NameWidth = 20;

    /// <summary>Writes a stage.</summary>
    public void Write(StageReport stage)
    {
        var mark = stage.Outcome switch
        {
            StageOutcome.Passed => '✓',
            StageOutcome.Warned => '!',
            _ => '✗',
        };
        var time = string.Create(CultureInfo.InvariantCulture, $"{stage.Elapsed.TotalMilliseconds, 7:0.0} ms");
        Line($"{mark} {stage.Stage, -NameWidth}{time}");
        foreach (var fact in stage.Evidence)
        {
            var indent = fact.Length - fact.TrimStart().Length;
            Wrap(fact, 4 + indent);
        }

        output.Flush();
    }

    /// <summary>Writes what it all means.</summary>
    /// <param name="report">The diagnosis.</param>
    /// <param name="isText">Whether the only evidence was a text.</param>
    public void WriteConclusion(DiagnosisReport report, bool isText)
    {
        switch (report.Verdict)
        {
            case DiagnosisVerdict.Healthy:
                Line("");
                Line("Healthy: a connection was made, and nothing about it needs attention.");
                return;
            case DiagnosisVerdict.Unknown:
                Line("");
                Line($"Unknown: {report.Error}");
                Line(
                    isText
                        ? "This text fits no known cause. With a target instead of --error, more can be seen."
                        : "The evidence above fits no known cause; the stage marked ✗ is where it ends."
                );
                return;
            case DiagnosisVerdict.Warning:
                Line("");
                Line(
                    report.Findings.Count == 1
                        ? "A connection was made. One thing needs attention:"
                        : $"A connection was made. {report.Findings.Count} things need attention:"
                );
                break;
        }

        foreach (var finding in report.Findings)
        {
            Write(finding);
        }
    }

    void Write(Finding finding)
    {
        Line("");
        Wrap($"What   {finding.Cause.Summary} [{finding.Cause.Id}]", 7, hanging: true);
        if (!string.Equals(finding.What, finding.Cause.Summary, StringComparison.Ordinal))
        {
            foreach (var line in finding.What.Split('\n'))
            {
                Wrap(line.Trim(), 7);
            }
        }

        Line("");
        Wrap($"Why    {finding.Why}", 7, hanging: true);
        Line("");
        var head = "Fix    ";
        foreach (var fix in finding.Fixes)
        {
            Wrap($"{head}{fix.Description}{(fix.Paste is null ? "" : ":")}", 7, hanging: true);
            // Never wrapped: it is to be pasted.
            foreach (var line in fix.Paste?.Split('\n') ?? [])
            {
                Line($"           {line}");
            }

            head = "       ";
        }
    }

    // Breaks at blanks; the first line begins where it stands if the rest hangs.
    void Wrap(string text, int indent, bool hanging = false)
    {
        var margin = new string(' ', indent);
        var line = hanging ? "" : margin;
        var isEmpty = true;
        foreach (var word in (hanging ? text : text.TrimStart()).Split(' '))
        {
            if (!isEmpty && line.Length + word.Length + 1 > Width && line.Trim().Length > 0)
            {
                Line(line);
                (line, isEmpty) = (margin, true);
            }

            line += isEmpty ? word : $" {word}";
            isEmpty = false;
        }

        Line(line);
    }

    void Line(string text) => output.Write(PrintableText.Escape(text.TrimEnd(), keepLayout: true) + "\n");
}
