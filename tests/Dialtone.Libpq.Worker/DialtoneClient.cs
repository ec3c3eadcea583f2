using Dialtone.Errors;

namespace Dialtone.Libpq.Worker;

/// <summary>Dialtone asked the same as a libpq.</summary>
static class DialtoneClient
{
    public static async Task<LibpqAnswer> AskAsync(LibpqRequest request)
    {
        try
        {
            await using var engine = Engine.Create(request.Target, options: new() { Pooling = false, TextOnly = true });
            await using var connection = await engine.ConnectAsync();
            await using var result = await connection.ReadTextAsync(request.Question);
            await result.ReadAsync();
            string[] row = [.. Enumerable.Range(0, result.Columns.Count).Select(column => result.GetText(column) ?? "")];
            // A result that is not read to its end is cancelled, over a connection of its own.
            await result.NextResultAsync();
            return new(row, "");
        }
        catch (DatabaseException failure)
        {
            var attempts = failure.Failure.Attempts.Select(attempt => $"connection to {attempt.Where} failed: {attempt.Problem}\n");
            return new(null, failure.Failure.Attempts.Count == 0 ? failure.Failure.What : string.Concat(attempts));
        }
    }
}
