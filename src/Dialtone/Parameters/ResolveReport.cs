using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dialtone.Parameters;

/// <summary>Shows a resolved target: every parameter with its value and source, the hosts in order, the warnings. Secrets are <c>***</c>.</summary>
public static class ResolveReport
{
    const int Format = 1;

    /// <summary>Writes the target as one JSON object in UTF-8.</summary>
    /// <remarks>
    /// The shape, version 1:
    /// <code>
    /// { "format": 1, "dialect": "postgresql",
    ///   "parameters": { "sslmode": { "value": "require", "source": { "kind": "environment", "name": "PGSSLMODE" } }, … },
    ///   "hosts": [ { "host": "db", "hostaddr": null, "port": "5432",
    ///                "password": { "value": "***", "source": { "kind": "passfile", "path": "…", "line": 3 } } } ],
    ///   "warnings": [ "…" ] }
    /// </code>
    /// A source has a <c>kind</c> (<c>target</c>, <c>argument</c>, <c>service</c>, <c>environment</c>, <c>passfile</c>, <c>default file</c>,
    /// <c>derived</c>, <c>default</c>) and, by kind, a <c>name</c>, a <c>path</c>, a <c>line</c> or a <c>from</c>. A host's <c>host</c> or
    /// <c>hostaddr</c> is null where none was given; <c>password</c> is absent where there is none. Members may be added within a version.
    /// </remarks>
    public static void WriteJson(ResolvedTarget target, Stream output)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(output);
        // The output is no HTML: only what JSON itself needs is escaped.
        using var writer = new Utf8JsonWriter(
            output,
            new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
        );
        writer.WriteStartObject();
        writer.WriteNumber("format", Format);
        writer.WriteString("dialect", target.Dialect);
        writer.WriteStartObject("parameters");
        foreach (var parameter in target.Parameters)
            WriteValue(writer, parameter.Keyword, parameter.DisplayValue, parameter.Source);
        writer.WriteEndObject();
        writer.WriteStartArray("hosts");
        foreach (var host in target.Hosts)
            WriteHost(writer, host);
        writer.WriteEndArray();
        writer.WriteStartArray("warnings");
        foreach (var warning in target.Warnings)
            writer.WriteStringValue(warning);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The parameters as rows of text, and a row for the password of each host that has one of its own.</summary>
    public static IReadOnlyList<ResolveRow> Rows(ResolvedTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return
        [
            .. target.Parameters.Select(parameter => new ResolveRow(
                parameter.Keyword,
                parameter.DisplayValue,
                parameter.Source.Describe()
            )),
            .. target
                .Hosts.Where(host => host.PasswordSource is ParameterSource.PassFile)
                .Select(host => new ResolveRow(
                    $"password for {host.Host ?? host.HostAddress}:{host.Port}",
                    host.Password!.ToString(),
                    host.PasswordSource!.Describe()
                )),
        ];
    }

    /// <summary>The keywords without a value as rows of text.</summary>
    public static IReadOnlyList<ResolveRow> UnsetRows(ResolvedTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return
        [
            .. target.Unset.Select(definition => new ResolveRow(
                definition.Keyword,
                "",
                definition.EnvironmentName is { } name ? $"not set, nor is {name}" : "not set"
            )),
        ];
    }

    static void WriteHost(Utf8JsonWriter writer, HostPlan host)
    {
        writer.WriteStartObject();
        writer.WriteString("host", host.Host);
        writer.WriteString("hostaddr", host.HostAddress);
        writer.WriteString("port", host.Port);
        if (host is { Password: { } password, PasswordSource: { } source })
            WriteValue(writer, "password", password.ToString(), source);
        writer.WriteEndObject();
    }

    static void WriteValue(Utf8JsonWriter writer, string name, string value, ParameterSource source)
    {
        writer.WriteStartObject(name);
        writer.WriteString("value", value);
        writer.WriteStartObject("source");
        writer.WriteString("kind", source.Kind);
        WriteDetails(writer, source);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    static void WriteDetails(Utf8JsonWriter writer, ParameterSource source)
    {
        switch (source)
        {
            case ParameterSource.Environment { Name: var name }:
                writer.WriteString("name", name);
                break;
            case ParameterSource.ServiceFile { Path: var path, Line: var line }:
                writer.WriteString("path", path);
                writer.WriteNumber("line", line);
                break;
            case ParameterSource.PassFile { Path: var path, Line: var line }:
                writer.WriteString("path", path);
                writer.WriteNumber("line", line);
                break;
            case ParameterSource.DefaultFile { Path: var path }:
                writer.WriteString("path", path);
                break;
            case ParameterSource.Derived { From: var from }:
                writer.WriteString("from", from);
                break;
        }
    }
}
