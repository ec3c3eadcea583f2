namespace Dialtone.Shell.Editing;

/// <summary>One question to a source of completions, answered beside the typing.</summary>
sealed class CompletionRun : IDisposable
{
    readonly CancellationTokenSource cancellation = new();
    volatile CompletionList? result;

    /// <summary>The answer, once it is there.</summary>
    public CompletionList? Result => result;

    /// <summary>Whether the person asked by Tab.</summary>
    public required bool IsAsked { get; init; }

    /// <summary>Asks.</summary>
    /// <param name="source">Who knows.</param>
    /// <param name="text">The input.</param>
    /// <param name="cursor">The place in it.</param>
    /// <param name="isAsked">Whether the person asked by Tab.</param>
    /// <param name="answered">Called on another thread once the answer is there.</param>
    public static CompletionRun Begin(ICompletionSource source, string text, int cursor, bool isAsked, Action answered)
    {
        var run = new CompletionRun { IsAsked = isAsked };
        var token = run.cancellation.Token;
        _ = Task.Run(() => run.AnswerAsync(source, text, cursor, answered, token), token);
        return run;
    }

    /// <summary>The answer is of no use any more.</summary>
    public void Dispose()
    {
        cancellation.Cancel();
        cancellation.Dispose();
    }

    // A source that fails knows nothing; typing goes on.
    async Task AnswerAsync(ICompletionSource source, string text, int cursor, Action answered, CancellationToken cancellationToken)
    {
        try
        {
            result = await source.CompleteAsync(text, cursor, IsAsked, cancellationToken);
        }
        catch (Exception)
        {
            result = CompletionList.None;
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            answered();
        }
    }
}
