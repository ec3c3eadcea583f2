using Dialtone.Shell.Editing;

namespace Dialtone.Shell.Tests.Editing;

/// <summary>An editor at a modelled screen, for SQL of SQLite.</summary>
sealed class EditorHarness : IInputHistory, ICompletionSource, IAsyncDisposable
{
    readonly Engine engine = Engine.Create("sqlite://");
    readonly LineEditor editor;

    public EditorHarness(int width = 80, int height = 24)
    {
        Screen = new(width, height);
        editor = new(Screen, Palette.Plain, new SqlLanguage(() => engine, () => ""), this, this)
        {
            EditOutsideAsync = (text, _) => Task.FromResult(text + " -- edited\n"),
        };
    }

    public ScreenModel Screen { get; }

    public List<string> History { get; } = [];

    int IInputHistory.Version => History.Count;

    public List<string> Elsewhere { get; } = [];

    public Func<string, int, CompletionList> Completions { get; set; } = (_, _) => CompletionList.None;

    public IKeyMap Keys
    {
        set => editor.Keys = value;
    }

    /// <summary>Types, and returns what was submitted.</summary>
    public async Task<string?> SubmitAsync(string keys)
    {
        var reading = editor.ReadAsync("db=> ", TestContext.Current.CancellationToken);
        Screen.Type(keys);
        return (await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text;
    }

    /// <summary>Begins to read; what is typed is seen on the screen.</summary>
    public Task<EditedInput> BeginAsync(CancellationToken? cancellationToken = null) =>
        editor.ReadAsync("db=> ", cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Types, and waits for a screen.</summary>
    public Task ShowsAsync(string keys, params string[] lines)
    {
        Screen.Type(keys);
        return Screen.ExpectAsync(string.Join('\n', lines), TestContext.Current.CancellationToken);
    }

    public IReadOnlyList<string> Recent(bool everywhere) => [.. (everywhere ? History.Concat(Elsewhere) : History).Reverse()];

    public void Add(string text) => History.Add(text);

    public Task<CompletionList> CompleteAsync(string text, int cursor, bool isAsked, CancellationToken cancellationToken) =>
        Task.FromResult(Completions(text, cursor));

    public ValueTask DisposeAsync() => engine.DisposeAsync();
}
