using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dialtone.Diagnosis;

/// <summary>Writes a report as JSON, version 1 of its shape (docs/doctor.md).</summary>
public static class DiagnosisJson
{
    const int Format = 1;

    /// <summary>Writes the report as one object in UTF-8.</summary>
    /// <remarks>
    /// <code>
    /// { "format": 1, "verdict": "healthy" | "warning" | "blocked" | "unknown", "error": "…" | null,
    ///   "stages": [ { "stage": "tls", "outcome": "passed" | "warned" | "failed", "evidence": [ "…" ], "milliseconds": 3.2 } ],
    ///   "cause": { "id": "…", "summary": "…", "what": "…", "why": "…" } | null,
    ///   "fixes": [ { "description": "…", "paste": "…" | null } ],
    ///   "warnings": [ { "id": "…", "summary": "…", "what": "…", "why": "…", "fixes": [ … ] } ] }
    /// </code>
    /// Members may be added within a version.
    /// </remarks>
    public static void Write(DiagnosisReport report, Stream output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new Utf8JsonWriter(
            output,
            new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        writer.WriteStartObject();
        writer.WriteNumber("format", Format);
        writer.WriteString("verdict", Word(report.Verdict.ToString()));
        writer.WriteString("error", report.Error);
        writer.WriteStartArray("stages");
        foreach (var stage in report.Stages)
        {
            writer.WriteStartObject();
            writer.WriteString("stage", stage.Stage);
            writer.WriteString("outcome", Word(stage.Outcome.ToString()));
            writer.WriteStartArray("evidence");
            foreach (var fact in stage.Evidence)
            {
                writer.WriteStringValue(fact);
            }

            writer.WriteEndArray();
            writer.WriteNumber("milliseconds", Math.Round(stage.Elapsed.TotalMilliseconds, 1));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (report.Findings is [var first, ..])
        {
            writer.WriteStartObject("cause");
            WriteFinding(writer, first);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("cause");
        }

        WriteFixes(writer, report.Fixes);
        writer.WriteStartArray("warnings");
        foreach (var finding in report.Findings.Skip(1))
        {
            writer.WriteStartObject();
            WriteFinding(writer, finding);
            WriteFixes(writer, finding.Fixes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WriteFinding(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteString("id", finding.Cause.Id);
        writer.WriteString("summary", finding.Cause.Summary);
        writer.WriteString("what", finding.What);
        writer.WriteString("why", finding.Why);
    }

    static void WriteFixes(Utf8JsonWriter writer, IReadOnlyList<Fix> fixes)
    {
        writer.WriteStartArray("fixes");
        foreach (var fix in fixes)
        {
            writer.WriteStartObject();
            writer.WriteString("description", fix.Description);
            writer.WriteString("paste", fix.Paste);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
