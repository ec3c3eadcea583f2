namespace Dialtone.Shell.Backslash;

/// <summary>psql's variables: texts by name, sorted; some steer the shell, some are set by it.</summary>
sealed class PsqlVariables
{
    // What psql has from the start, so far as it means something here.
    static readonly (string Name, string Value)[] Defaults =
    [
        ("AUTOCOMMIT", "on"),
        ("ECHO", "none"),
        ("ECHO_HIDDEN", "off"),
        ("ON_ERROR_ROLLBACK", "off"),
        ("ON_ERROR_STOP", "off"),
        ("QUIET", "off"),
        ("VERBOSITY", "default"),
    ];

    static readonly HashSet<string> Switches = new(StringComparer.Ordinal) { "AUTOCOMMIT", "ON_ERROR_STOP", "QUIET" };

    static readonly Dictionary<string, string[]> Choices = new(StringComparer.Ordinal)
    {
        ["ECHO"] = ["none", "errors", "queries", "all"],
        ["ON_ERROR_ROLLBACK"] = ["on", "off", "interactive"],
        ["VERBOSITY"] = ["default", "verbose", "terse", "sqlstate"],
    };

    readonly SortedDictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Variables with psql's defaults.</summary>
    public PsqlVariables()
    {
        foreach (var (name, value) in Defaults)
        {
            values[name] = value;
        }
    }

    /// <summary>Every variable, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => values;

    /// <summary>The value of a variable, or <see langword="null"/>.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>Whether a switch is on.</summary>
    public bool IsOn(string name) => TryParseSwitch(this[name] ?? "off", out var isOn) && isOn;

    /// <summary>Sets a variable.</summary>
    /// <exception cref="ShellCommandException">The name cannot be one, or the value is none that this variable may have.</exception>
    public void Set(string name, string value)
    {
        if (!IsName(name))
        {
            throw new ShellCommandException($"invalid variable name: \"{name}\"");
        }

        if (Switches.Contains(name) && !TryParseSwitch(value, out _))
        {
            throw new ShellCommandException($"unrecognized value \"{value}\" for \"{name}\": Boolean expected");
        }

        if (Choices.TryGetValue(name, out var choices) && !choices.Contains(value, StringComparer.OrdinalIgnoreCase) && !IsSwitchChoice())
        {
            throw new ShellCommandException(
                $"unrecognized value \"{value}\" for \"{name}\"\nAvailable values are: {string.Join(", ", choices)}."
            );
        }

        values[name] = value;

        bool IsSwitchChoice() => choices.Contains("on") && TryParseSwitch(value, out _);
    }

    /// <summary>Sets a variable of the shell's own, without a check.</summary>
    public void Report(string name, string value) => values[name] = value;

    /// <summary>Takes a variable away; one with a default goes back to it.</summary>
    public void Unset(string name)
    {
        values.Remove(name);
        foreach (var (known, value) in Defaults)
        {
            if (known == name)
            {
                values[name] = Switches.Contains(name) || name == "ON_ERROR_ROLLBACK" ? "off" : value;
            }
        }
    }

    /// <summary>Whether a text can name a variable: letters, digits and underscores, and every character outside ASCII.</summary>
    public static bool IsName(string text) => text.Length > 0 && text.All(IsNamePart);

    /// <summary>Reads a switch as psql does: the beginnings of <c>true false yes no on off</c>, <c>1</c> and <c>0</c>.</summary>
    public static bool TryParseSwitch(string text, out bool isOn)
    {
        var word = text.ToLowerInvariant();
        isOn = word is "on" or "1" || IsBeginning(word, "true") || IsBeginning(word, "yes");
        return isOn || word is "0" or "of" or "off" || IsBeginning(word, "false") || IsBeginning(word, "no");

        static bool IsBeginning(string word, string whole) => word.Length > 0 && whole.StartsWith(word, StringComparison.Ordinal);
    }

    /// <summary>Whether a character can be part of a variable's name.</summary>
    public static bool IsNamePart(char character) => character > 127 || character == '_' || char.IsAsciiLetterOrDigit(character);
}
