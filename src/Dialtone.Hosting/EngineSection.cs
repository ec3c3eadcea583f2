using System.Data;
using System.Globalization;
using Dialtone.Errors;
using Dialtone.Pooling;
using Microsoft.Extensions.Configuration;

namespace Dialtone.Hosting;

/// <summary>Reads an engine from a section of a configuration: <c>Target</c>, <c>ConnectArgs</c> and the options by their names.</summary>
/// <remarks>
/// Every value is converted, every key must be known, and all problems are reported at once. Times are <c>00:00:30</c>, or seconds. Values of
/// <c>ConnectArgs</c>, and a password in the target, never appear in a message.
/// </remarks>
public static class EngineSection
{
    static readonly (string Key, Func<EngineOptions, string, EngineOptions?> Apply)[] Rows =
    [
        (nameof(EngineOptions.Pooling), (options, text) => bool.TryParse(text, out var value) ? options with { Pooling = value } : null),
        (nameof(EngineOptions.PoolSize), (options, text) => Number(text) is { } value ? options with { PoolSize = value } : null),
        (nameof(EngineOptions.PoolOverflow), (options, text) => Number(text) is { } value ? options with { PoolOverflow = value } : null),
        (nameof(EngineOptions.MinimumIdle), (options, text) => Number(text) is { } value ? options with { MinimumIdle = value } : null),
        (nameof(EngineOptions.PoolTimeout), (options, text) => Time(text) is { } value ? options with { PoolTimeout = value } : null),
        (nameof(EngineOptions.IdleTimeout), (options, text) => Time(text) is { } value ? options with { IdleTimeout = value } : null),
        (nameof(EngineOptions.MaximumAge), (options, text) => Time(text) is { } value ? options with { MaximumAge = value } : null),
        (
            nameof(EngineOptions.HealthCheckAfter),
            (options, text) => Time(text) is { } value ? options with { HealthCheckAfter = value } : null
        ),
        (nameof(EngineOptions.ConnectTimeout), (options, text) => Time(text) is { } value ? options with { ConnectTimeout = value } : null),
        (
            nameof(EngineOptions.StatementTimeout),
            (options, text) => Time(text) is { } value ? options with { StatementTimeout = value } : null
        ),
        (
            nameof(EngineOptions.IsReadOnly),
            (options, text) => bool.TryParse(text, out var value) ? options with { IsReadOnly = value } : null
        ),
        (nameof(EngineOptions.TextOnly), (options, text) => bool.TryParse(text, out var value) ? options with { TextOnly = value } : null),
        (
            nameof(EngineOptions.PrepareStatements),
            (options, text) => bool.TryParse(text, out var value) ? options with { PrepareStatements = value } : null
        ),
        (nameof(EngineOptions.ApplicationName), (options, text) => options with { ApplicationName = text }),
        (nameof(EngineOptions.OnConnectSql), (options, text) => options with { OnConnectSql = text }),
        (
            nameof(EngineOptions.SessionReset),
            (options, text) => Name<SessionReset>(text) is { } value ? options with { SessionReset = value } : null
        ),
        (
            nameof(EngineOptions.StatementLogging),
            (options, text) => Name<StatementLogging>(text) is { } value ? options with { StatementLogging = value } : null
        ),
        (
            nameof(EngineOptions.IsolationLevel),
            (options, text) => Name<IsolationLevel>(text) is { } value ? options with { IsolationLevel = value } : null
        ),
    ];

    /// <summary>Reads a section.</summary>
    /// <param name="section">The section, such as <c>Databases:Films</c>.</param>
    /// <param name="defaults">What holds where the section says nothing; the documented defaults if it is <see langword="null"/>.</param>
    /// <exception cref="DatabaseException">A key is unknown or a value is none of its kind; all of them are named.</exception>
    public static EngineSettings Read(IConfigurationSection section, EngineOptions? defaults = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        var options = defaults ?? new();
        var arguments = new ConnectArgs();
        List<string> problems = [];
        string? target = null;
        foreach (var child in section.GetChildren())
        {
            if (child.Key.Equals("Target", StringComparison.OrdinalIgnoreCase))
            {
                target = child.Value;
            }
            else if (child.Key.Equals("ConnectArgs", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var argument in child.GetChildren())
                {
                    arguments[argument.Key] = argument.Value ?? "";
                }
            }
            else if (Array.Find(Rows, row => row.Key.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { Apply: { } apply } row)
            {
                if (child.Value is { } text && apply(options, text) is { } changed)
                {
                    options = changed;
                }
                else
                {
                    problems.Add($"{child.Path}={child.Value}: no value for {row.Key}");
                }
            }
            else
            {
                problems.Add($"{child.Path}: there is no such option{Suggestion(child.Key)}");
            }
        }

        return problems.Count == 0
            ? new(target, arguments, options)
            : throw new DatabaseException(
                new()
                {
                    Stage = ErrorStage.Parse,
                    Kind = ErrorKind.Configuration,
                    What = $"the configuration of an engine has {problems.Count} problems: {string.Join("; ", problems)}",
                    Fix = $"use Target, ConnectArgs, {string.Join(", ", Rows.Select(known => known.Key))}",
                }
            );
    }

    static string Suggestion(string key) =>
        Array.Find(
            Rows,
            row =>
                row.Key.StartsWith(key, StringComparison.OrdinalIgnoreCase) || key.StartsWith(row.Key, StringComparison.OrdinalIgnoreCase)
        )
            is { Key: { } near }
            ? $", did you mean {near}?"
            : "";

    static int? Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;

    static TimeSpan? Time(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) < 1e9
            ? TimeSpan.FromSeconds(seconds)
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value
        : null;

    static T? Name<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var value) && !char.IsAsciiDigit(text[0]) && Enum.IsDefined(value) ? value : null;
}
