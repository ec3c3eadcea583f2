using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Restates SQLAlchemy's logging tests: what is logged, what is hidden, what is cut; and what traces and meters carry.</summary>
public abstract class ObservationTests(Backend backend)
{
    const string Secret = "tell nobody";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StatementLogging.KindOnly, "SELECT", false, false)]
    [InlineData(StatementLogging.Redacted, "select ? as a, ", false, false)]
    [InlineData(StatementLogging.Text, "select 'literal' as a, ", true, false)]
    [InlineData(StatementLogging.TextAndValues, "select 'literal' as a, ", true, true)]
    public async Task Statements_are_logged_as_far_as_they_may_be_shown(StatementLogging logging, string text, bool literals, bool values)
    {
        using var log = new MemoryLog();
        await using var engine = await backend.CreateAsync(new() { LoggerFactory = log, StatementLogging = logging });

        await engine.QueryAsync($"select 'literal' as a, {Secret} as b", Token).ToListAsync(Token);
        await Assert.ThrowsAsync<DatabaseException>(() => engine.ExecuteAsync("select nowhere from 'literal'", Token));

        var line = Assert.Single(log.Lines, line => line.StartsWith("Information Executed in ", StringComparison.Ordinal));
        Assert.Contains(text, line, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.StartsWith("Warning Failed after ", StringComparison.Ordinal));
        Assert.Equal(literals, log.Lines.Any(line => line.Contains("literal", StringComparison.Ordinal)));
        Assert.Equal(values, log.Lines.Any(line => line.Contains(Secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Long_values_are_cut()
    {
        using var log = new MemoryLog();
        await using var engine = await backend.CreateAsync(
            new() { LoggerFactory = log, StatementLogging = StatementLogging.TextAndValues }
        );

        await engine.QueryAsync($"select {new string('x', 5000)} as a", Token).ToListAsync(Token);

        Assert.All(log.Lines, line => Assert.True(line.Length < 600, line));
    }

    [Fact]
    public async Task Traces_and_meters_have_the_conventions_names()
    {
        var activities = new ConcurrentQueue<Activity>();
        var measured = new ConcurrentDictionary<string, double>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Dialtone",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "Dialtone")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured[instrument.Name] = value);
        meters.SetMeasurementEventCallback<int>((instrument, value, _, _) => measured[instrument.Name] = value);
        meters.Start();
        var mark = $"m{Guid.NewGuid():N}";
        await using var engine = await backend.CreateAsync();

        await engine.ScalarAsync<string>("select '" + mark + "' as " + mark, Token);
        await Assert.ThrowsAsync<DatabaseException>(() => engine.ExecuteAsync("select " + mark, Token));
        meters.RecordObservableInstruments();

        var mine = activities
            .Where(activity => activity.GetTagItem("db.query.text")?.ToString()?.Contains(mark, StringComparison.Ordinal) == true)
            .ToArray();
        Assert.Equal(2, mine.Length);
        Assert.All(mine, activity => Assert.Equal(ActivityKind.Client, activity.Kind));
        Assert.Equal(engine.Target.Dialect, mine[0].GetTagItem("db.system.name"));
        Assert.Equal("SELECT", mine[0].GetTagItem("db.operation.name"));
        Assert.Equal($"select ? as {mark}", mine[0].GetTagItem("db.query.text"));
        Assert.Equal(ActivityStatusCode.Error, mine[1].Status);
        Assert.NotNull(mine[1].GetTagItem("error.type"));
        foreach (
            var name in new[]
            {
                "operation.duration",
                "connection.create_time",
                "connection.use_time",
                "connection.count",
                "connection.max",
            }
        )
        {
            Assert.Contains($"db.client.{name}", measured.Keys);
        }
    }
}
