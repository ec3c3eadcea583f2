using System.Globalization;
using Dialtone.Cli.Output;
using Dialtone.Shell.Display;

namespace Dialtone.Shell.Backslash;

/// <summary>The options of <c>\pset</c>: one row each.</summary>
static class PrintOptions
{
    static readonly string[] OwnFormats = ["aligned", "unaligned", "wrapped"];

    // The change of a value (null: none was given), the words that tell it, and the value as the list shows it.
    static readonly PrintOption[] All =
    [
        new(
            "border",
            (print, value) => print with { Border = Number(value, print.Border, 0, 2, "border") },
            print => $"Border style is {print.Border}.",
            print => Invariant(print.Border)
        ),
        new(
            "columns",
            (print, value) => print with { Columns = Number(value, print.Columns, 0, 100_000, "columns") },
            print => print.Columns == 0 ? "Target width is unset." : $"Target width is {print.Columns}.",
            print => Invariant(print.Columns)
        ),
        new(
            "expanded",
            (print, value) => print with { Expanded = Expand(value, print.Expanded) },
            print =>
                print.Expanded switch
                {
                    ExpandedMode.On => "Expanded display is on.",
                    ExpandedMode.Auto => "Expanded display is used automatically.",
                    _ => "Expanded display is off.",
                },
            print => print.Expanded.ToString().ToLowerInvariant()
        )
        {
            OtherNames = ["x", "vertical"],
        },
        new(
            "fieldsep",
            (print, value) => value is null ? print : print with { FieldSeparator = value },
            print => $"Field separator is \"{print.FieldSeparator}\".",
            print => Quote(print.FieldSeparator)
        ),
        new(
            "footer",
            (print, value) => print with { Footer = Switch(value, print.Footer, "footer") },
            print => $"Default footer is {OnOff(print.Footer)}.",
            print => OnOff(print.Footer)
        )
        {
            IsSilentWithValue = true,
        },
        new(
            "format",
            (print, value) => value is null ? print : print with { Format = Format(value) },
            print => $"Output format is {print.Format}.",
            print => print.Format
        ),
        new(
            "limit",
            (print, value) => print with { Limit = Number(value, (int)print.Limit, 0, int.MaxValue, "limit") },
            print => print.Limit == 0 ? "A terminal gets every row." : $"A terminal gets {print.Limit} rows at a time.",
            print => Invariant(print.Limit)
        ),
        new(
            "linestyle",
            (print, value) => value is null ? print : print with { IsUnicode = LineStyle(value) },
            print => $"Line style is {(print.IsUnicode ? "unicode" : "ascii")}.",
            print => print.IsUnicode ? "unicode" : "ascii"
        ),
        new(
            "null",
            (print, value) => value is null ? print : print with { Null = value },
            print => $"Null display is \"{print.Null}\".",
            print => Quote(print.Null ?? "")
        ),
        new(
            "pager",
            (print, value) =>
                print with
                {
                    Pager =
                        value == "always" ? 2
                        : Switch(value, print.Pager == 0, "pager", isToggled: value is null) ? 1
                        : 0,
                },
            print =>
                print.Pager switch
                {
                    0 => "Pager usage is off.",
                    1 => "Pager is used for long output.",
                    _ => "Pager is always used.",
                },
            print => Invariant(print.Pager)
        ),
        new(
            "recordsep",
            (print, value) => value is null ? print : print with { RecordSeparator = value },
            print => print.RecordSeparator == "\n" ? "Record separator is <newline>." : $"Record separator is \"{print.RecordSeparator}\".",
            print => Quote(print.RecordSeparator)
        ),
        new(
            "tableattr",
            (print, value) => value is null ? print : print with { TableAttributes = Empty(value) },
            print => print.TableAttributes is null ? "Table attributes unset." : $"Table attributes are \"{print.TableAttributes}\".",
            print => print.TableAttributes ?? ""
        )
        {
            OtherNames = ["T"],
        },
        new(
            "title",
            (print, value) => value is null ? print : print with { Title = Empty(value) },
            print => print.Title is null ? "Title is unset." : $"Title is \"{print.Title}\".",
            print => print.Title ?? ""
        )
        {
            OtherNames = ["C"],
        },
        new(
            "tuples_only",
            (print, value) => print with { TuplesOnly = Switch(value, print.TuplesOnly, "tuples_only") },
            print => $"Tuples only is {OnOff(print.TuplesOnly)}.",
            print => OnOff(print.TuplesOnly)
        )
        {
            OtherNames = ["t"],
            IsSilentWithValue = true,
        },
        new(
            "types",
            (print, value) => print with { Types = Switch(value, print.Types, "types") },
            print => $"Types below the names are {OnOff(print.Types)} on a terminal.",
            print => OnOff(print.Types)
        ),
    ];

    /// <summary>The names of the options.</summary>
    public static IEnumerable<string> Names => All.Select(option => option.Name);

    /// <summary>Sets an option; without a value, a switch changes over and everything else is only told.</summary>
    /// <exception cref="ShellCommandException">There is no such option, or it cannot have the value.</exception>
    public static (PrintSettings Settings, string Words) Set(PrintSettings settings, string name, string? value)
    {
        var option =
            Array.Find(All, option => option.Name == name || option.OtherNames.Contains(name, StringComparer.Ordinal))
            ?? throw new ShellCommandException($"\\pset: unknown option: {name}");
        var changed = option.Change(settings, value);
        return (changed, value is not null && option.IsSilentWithValue ? "" : option.Tell(changed));
    }

    /// <summary>Every option with its value.</summary>
    public static IEnumerable<string> List(PrintSettings settings) => All.Select(option => $"{option.Name, -24} {option.Show(settings)}");

    static int Number(string? value, int now, int least, int most, string name) =>
        value is null ? now
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new ShellCommandException($"\\pset: {name} is a number from {least} to {most}, not \"{value}\"");

    static bool Switch(string? value, bool now, string name, bool isToggled = false) =>
        value is null ? (isToggled ? now : !now)
        : PsqlVariables.TryParseSwitch(value, out var isOn) ? isOn
        : throw new ShellCommandException($"unrecognized value \"{value}\" for \"{name}\": Boolean expected");

    static ExpandedMode Expand(string? value, ExpandedMode now) =>
        value switch
        {
            null => now == ExpandedMode.Off ? ExpandedMode.On : ExpandedMode.Off,
            "auto" => ExpandedMode.Auto,
            _ when PsqlVariables.TryParseSwitch(value, out var isOn) => isOn ? ExpandedMode.On : ExpandedMode.Off,
            _ => throw new ShellCommandException($"unrecognized value \"{value}\" for \"expanded\"\nAvailable values are: on, off, auto."),
        };

    static string Format(string value)
    {
        string[] formats = [.. OwnFormats, .. KnownFormats.All.Select(format => format.Name).Except(["table", "vertical"])];
        return Array.Find(formats, format => format.StartsWith(value, StringComparison.OrdinalIgnoreCase))
            ?? throw new ShellCommandException($"\\pset: allowed formats are {string.Join(", ", formats)}");
    }

    static bool LineStyle(string value) =>
        value.ToLowerInvariant() switch
        {
            "ascii" or "old-ascii" => false,
            "unicode" => true,
            _ => throw new ShellCommandException("\\pset: allowed line styles are ascii, unicode"),
        };

    static string? Empty(string value) => value.Length == 0 ? null : value;

    static string OnOff(bool value) => value ? "on" : "off";

    static string Quote(string value) =>
        $"'{value.Replace("'", "\\'", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}'";

    static string Invariant(long value) => value.ToString(CultureInfo.InvariantCulture);

    sealed record PrintOption(
        string Name,
        Func<PrintSettings, string?, PrintSettings> Change,
        Func<PrintSettings, string> Tell,
        Func<PrintSettings, string> Show
    )
    {
        public string[] OtherNames { get; init; } = [];

        /// <summary>Whether it only speaks when it was changed over, as psql does for some.</summary>
        public bool IsSilentWithValue { get; init; }
    }
}
