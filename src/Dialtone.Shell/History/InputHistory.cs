using System.Threading.Channels;
using Dialtone.Errors;
using Dialtone.Shell.Editing;

namespace Dialtone.Shell.History;

/// <summary>What was typed at this prompt and at earlier ones; read and written beside the typing.</summary>
/// <param name="connection">The name of the connection that inputs belong to; it can change.</param>
/// <param name="redact">Takes secrets out of a text.</param>
/// <param name="changed">Told when inputs came in from the file.</param>
/// <param name="time">The clock.</param>
sealed class InputHistory(Func<string> connection, Func<string, string> redact, Action changed, TimeProvider time)
    : IInputHistory,
        IAsyncDisposable
{
    readonly Lock gate = new();
    readonly List<HistoryEntry> known = [];
    readonly Channel<HistoryEntry> unwritten = Channel.CreateUnbounded<HistoryEntry>();
    long lastRead;
    Task writing = Task.CompletedTask;
    volatile int version;

    public int Version => version;

    /// <summary>Begins to read and write a file; what happens to it never troubles the person who types.</summary>
    /// <param name="path">The file.</param>
    /// <param name="failed">Told once if there is no history.</param>
    public void Begin(string path, Action<string> failed) => writing = Task.Run(() => KeepAsync(path, failed));

    public IReadOnlyList<string> Recent(bool everywhere)
    {
        var here = connection();
        lock (gate)
        {
            var recent = new List<string>();
            for (var index = known.Count - 1; index >= 0; index--)
            {
                var entry = known[index];
                if ((everywhere || entry.Connection == here) && (recent.Count == 0 || recent[^1] != entry.Text))
                {
                    recent.Add(entry.Text);
                }
            }

            return recent;
        }
    }

    /// <summary>Keeps an input: here as it is, in the file with its secrets hidden. Not an empty one, and not one that begins with a blank.</summary>
    public void Add(string text)
    {
        if (string.IsNullOrWhiteSpace(text) || char.IsWhiteSpace(text[0]))
        {
            return;
        }

        var entry = new HistoryEntry(0, connection(), text.TrimEnd());
        lock (gate)
        {
            known.Add(entry);
        }

        unwritten.Writer.TryWrite(entry);
    }

    public async ValueTask DisposeAsync()
    {
        unwritten.Writer.Complete();
        await writing;
    }

    async Task KeepAsync(string path, Action<string> failed)
    {
        try
        {
            await using var file = await HistoryFile.OpenAsync(path, CancellationToken.None);
            await ReadAsync(file);
            await foreach (var entry in unwritten.Reader.ReadAllAsync())
            {
                await file.AddAsync(entry.Connection, redact(entry.Text), time.GetUtcNow(), CancellationToken.None);
                await ReadAsync(file);
            }
        }
        catch (Exception exception) when (exception is DatabaseException or IOException or UnauthorizedAccessException)
        {
            failed($"history: {exception.Message}");
        }
    }

    // Other shells write to the same file; what was typed here is in the list already.
    async Task ReadAsync(HistoryFile file)
    {
        var entries = await file.ReadAsync(lastRead, CancellationToken.None);
        if (entries.Count == 0)
        {
            return;
        }

        lock (gate)
        {
            var typedHere = known.Where(entry => entry.Id == 0).ToList();
            known.RemoveAll(entry => entry.Id == 0);
            foreach (var entry in entries)
            {
                var own = typedHere.FindIndex(typed => typed.Connection == entry.Connection && redact(typed.Text) == entry.Text);
                known.Add(own < 0 ? entry : typedHere[own] with { Id = entry.Id });
                if (own >= 0)
                {
                    typedHere.RemoveAt(own);
                }
            }

            known.AddRange(typedHere);
            lastRead = entries[^1].Id;
        }

        Interlocked.Increment(ref version);
        changed();
    }
}
