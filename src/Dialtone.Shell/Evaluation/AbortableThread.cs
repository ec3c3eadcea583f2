using System.Runtime;

namespace Dialtone.Shell.Evaluation;

/// <summary>Runs what may never end on a thread of its own, which can be stopped: loops by the runtime, waits by an interrupt.</summary>
static class AbortableThread
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Runs it; a cancelled token ends it, and this method, within half a second.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var done = new CancellationTokenSource();
        // To abort a thread blocks until it is aborted, so nobody else may wait behind that.
        var abort = new CancellationTokenSource();
        var thread = new Thread(() => Run(action, completion, abort.Token, cancellationToken)) { IsBackground = true, Name = "C# input" };
        thread.Start();
        await using var interruption = cancellationToken.Register(() =>
        {
            _ = InterruptAsync(thread, completion, done.Token, cancellationToken);
            _ = Task.Run(abort.Cancel, CancellationToken.None);
        });
        try
        {
            return await completion.Task;
        }
        finally
        {
            await done.CancelAsync();
        }
    }

    static void Run<T>(
        Func<CancellationToken, Task<T>> action,
        TaskCompletionSource<T> completion,
        CancellationToken abort,
        CancellationToken cancellationToken
    )
    {
        try
        {
            T result = default!;
#pragma warning disable SYSLIB0046 // There is no other way to end code that does not look at a token; the thread is ours and holds nothing of the shell's.
            ControlledExecution.Run(() => result = action(cancellationToken).GetAwaiter().GetResult(), abort);
#pragma warning restore SYSLIB0046
            _ = completion.TrySetResult(result);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            _ = completion.TrySetException(new OperationCanceledException("the input was interrupted", exception, cancellationToken));
        }
        catch (Exception exception)
        {
            _ = completion.TrySetException(exception);
        }
    }

    // A thread that sleeps or waits does not notice the abort.
    static async Task InterruptAsync<T>(
        Thread thread,
        TaskCompletionSource<T> completion,
        CancellationToken done,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await Task.Delay(Patience, done);
            thread.Interrupt();
            await Task.Delay(Patience, done);
            // Whatever it still does, the prompt is the person's again.
            _ = completion.TrySetException(new OperationCanceledException("the input was interrupted", cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // It has ended.
        }
    }
}
