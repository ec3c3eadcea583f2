using Dialtone.Errors;

namespace Dialtone.Shell.History;

/// <summary>The file that keeps what was typed, shared by every shell of a person: an SQLite database that only they can read.</summary>
sealed class HistoryFile : IAsyncDisposable
{
    const int Kept = 20_000;

    readonly Engine engine;

    HistoryFile(Engine engine) => this.engine = engine;

    /// <summary>Where it is: <c>DIALTONE_HISTORY</c>, else the folder for such files. <see langword="null"/> if no history is wanted.</summary>
    public static string? Location()
    {
        if (Environment.GetEnvironmentVariable("DIALTONE_HISTORY") is { } named)
        {
            return named is "" or "/dev/null" or "off" ? null : named;
        }

        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "dialtone", "history.db");
    }

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="DatabaseException">It is no history, or damaged.</exception>
    public static async Task<HistoryFile> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            CreatePrivate(folder);
        }

        if (!File.Exists(path))
        {
            CreateEmpty(path);
        }
        else if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var history = new HistoryFile(Engine.Create("sqlite:///" + Path.GetFullPath(path)));
        await history.engine.ExecuteAsync(
            "create table if not exists input (id integer primary key autoincrement, time text not null, connection text not null, text text not null)",
            cancellationToken
        );
        return history;
    }

    /// <summary>The inputs that came after one, the oldest first; of many, the newest.</summary>
    public async Task<IReadOnlyList<HistoryEntry>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        var entries = new List<HistoryEntry>();
        var rows = engine.QueryAsync<HistoryEntry>(
            $"select id, connection, text from (select * from input where id > {after} order by id desc limit {Kept}) order by id",
            cancellationToken
        );
        await foreach (var entry in rows)
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Keeps an input. The text holds no secret any more.</summary>
    public Task AddAsync(string connection, string text, DateTimeOffset time, CancellationToken cancellationToken)
    {
        var stamp = time.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        return engine.ExecuteAsync($"insert into input (time, connection, text) values ({stamp}, {connection}, {text})", cancellationToken);
    }

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    static void CreatePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    static void CreateEmpty(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
    }
}

/// <summary>An input that is kept.</summary>
/// <param name="Id">Its number, in the order of all shells.</param>
/// <param name="Connection">The connection it was typed at.</param>
/// <param name="Text">The input, whole.</param>
sealed record HistoryEntry(long Id, string Connection, string Text);
