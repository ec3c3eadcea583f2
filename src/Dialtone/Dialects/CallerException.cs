namespace Dialtone.Dialects;

/// <summary>What the caller gave to read from or to write to failed, and not the session: the caller gets the failure inside.</summary>
sealed class CallerException(Exception failure) : Exception(failure.Message, failure)
{
    /// <summary>Work of the caller's own, whose failure is told from the driver's.</summary>
    public static async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> workAsync)
    {
        try
        {
            return await workAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new CallerException(exception);
        }
    }

    /// <inheritdoc cref="GuardAsync{T}(Func{ValueTask{T}})"/>
    public static async ValueTask GuardAsync(Func<ValueTask> workAsync)
    {
        try
        {
            await workAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new CallerException(exception);
        }
    }
}
