using Dialtone.Cli.Output;
using Dialtone.Results;

namespace Dialtone.Shell.Display;

/// <summary>A result that counts how long its rows were waited for, apart from the time that showing them took.</summary>
sealed class TimedRows(TextResult result, TimeProvider time) : IRowSource
{
    long waited;

    public IReadOnlyList<Column> Columns => result.Columns;

    public string? Title { get; init; }

    public bool CountsRows { get; init; }

    /// <summary>The time that was spent waiting for the server.</summary>
    public TimeSpan Waited => time.GetElapsedTime(0, waited);

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var reading = result.ReadAsync(cancellationToken);
        if (reading.IsCompletedSuccessfully)
        {
            return reading.Result;
        }

        var started = time.GetTimestamp();
        var isThere = await reading;
        waited += time.GetTimestamp() - started;
        return isThere;
    }

    public string? GetText(int ordinal) => result.GetText(ordinal);
}
