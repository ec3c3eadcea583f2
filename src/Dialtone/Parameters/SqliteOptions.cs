namespace Dialtone.Parameters;

/// <summary>The parameters of a SQLite target as typed values.</summary>
sealed record SqliteOptions
{
    /// <summary>What SQLite opens: a path, a <c>file:</c> URI, or <c>:memory:</c>.</summary>
    public required string DataSource { get; init; }

    /// <summary>The file, or <see langword="null"/> for a database in memory.</summary>
    public string? Path { get; init; }

    public bool IsMemory => Path is null;
    public SqliteMode Mode { get; init; }

    /// <summary>Whether connections share one cache; <see langword="null"/> leaves it to SQLite.</summary>
    public bool? SharedCache { get; init; }

    /// <summary>How long to wait for another connection's lock.</summary>
    public TimeSpan BusyTimeout { get; init; }

    /// <summary>The journal to switch to, or <see langword="null"/> to keep the file's own.</summary>
    public string? JournalMode { get; init; }

    /// <summary>Whether foreign keys are enforced; <see langword="null"/> leaves it to SQLite.</summary>
    public bool? ForeignKeys { get; init; }

    /// <summary>Reads and validates the values.</summary>
    /// <exception cref="Errors.DatabaseException">A value is wrong.</exception>
    public static SqliteOptions From(ResolvedTarget target)
    {
        var parameters = target.Parameters;
        var database = parameters.Text("database")!;
        var mode = (SqliteMode)Word(parameters, "mode");
        return new()
        {
            DataSource = database,
            Path = mode is SqliteMode.Memory || SqliteUri.IsMemory(database) ? null : SqliteUri.FilePath(database),
            Mode = mode,
            SharedCache = Word(parameters, "cache") switch
            {
                0 => false,
                1 => true,
                _ => null,
            },
            BusyTimeout = Seconds(parameters["timeout"]!),
            JournalMode = Word(parameters, "journal_mode") < 0 ? null : parameters.Text("journal_mode"),
            ForeignKeys = ParameterSwitch.Read(parameters, "foreign_keys"),
        };
    }

    /// <summary>The place of the value among the words of its definition; -1 if it is not set.</summary>
    static int Word(ParameterSet parameters, string keyword)
    {
        if (parameters[keyword] is not { } parameter)
            return -1;
        var index = parameter.Definition.Values.IndexOf(parameter.Reveal());
        return index >= 0
            ? index
            : throw ParameterErrors.Policy(
                $"invalid {keyword} value: \"{parameter.Reveal()}\"",
                parameter,
                $"use one of {string.Join(", ", parameter.Definition.Values)}"
            );
    }

    static TimeSpan Seconds(Parameter parameter) =>
        double.TryParse(
            parameter.Reveal(),
            System.Globalization.NumberStyles.AllowDecimalPoint,
            System.Globalization.CultureInfo.InvariantCulture,
            out var seconds
        )
        && seconds <= int.MaxValue / 1000
            ? TimeSpan.FromSeconds(seconds)
            : throw ParameterErrors.Policy($"invalid timeout value: \"{parameter.Reveal()}\"", parameter, "use a number of seconds");
}
