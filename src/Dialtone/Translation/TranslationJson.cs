using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dialtone.Translation;

/// <summary>Writes a translation as JSON, version 1 of its shape (docs/translate.md).</summary>
public static class TranslationJson
{
    const int Format = 1;

    /// <summary>Writes the report as one object in UTF-8. Texts hold passwords if they were asked for.</summary>
    public static void Write(TranslationReport report, Stream output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        using var writer = new Utf8JsonWriter(
            output,
            new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        writer.WriteStartObject();
        writer.WriteNumber("format", Format);
        writer.WriteString("dialect", report.Dialect);
        writer.WriteString("from", report.From?.Name);
        writer.WriteStartArray("parameters");
        foreach (var parameter in report.Parameters)
        {
            writer.WriteStartObject();
            writer.WriteString("keyword", parameter.Keyword);
            writer.WriteString("value", parameter.DisplayValue);
            writer.WriteString("source", parameter.Source.Describe());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteWarnings(writer, report.Warnings);
        writer.WriteStartArray("translations");
        foreach (var translation in report.Translations)
        {
            Write(writer, translation);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void Write(Utf8JsonWriter writer, TranslatedTarget translation)
    {
        writer.WriteStartObject();
        writer.WriteString("to", translation.Ecosystem.Name);
        writer.WriteString("title", translation.Ecosystem.Title);
        writer.WriteString("text", translation.Text);
        WriteWarnings(writer, translation.Warnings);
        writer.WriteStartArray("files");
        foreach (var file in translation.Files)
        {
            writer.WriteStartObject();
            writer.WriteString("path", file.Path);
            writer.WriteString("content", file.Content);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WriteWarnings(Utf8JsonWriter writer, IReadOnlyList<TranslationWarning> warnings)
    {
        writer.WriteStartArray("warnings");
        foreach (var warning in warnings)
        {
            writer.WriteStartObject();
            writer.WriteString("keyword", warning.Keyword);
            writer.WriteString("text", warning.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
