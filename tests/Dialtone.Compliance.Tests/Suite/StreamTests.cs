using Dialtone.Compliance.Tests.Backends;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>A result of any size needs the memory of a few rows.</summary>
public abstract class StreamTests(Backend backend)
{
    const int Rows = 1_000_000;

    // The rows are 100 MB of text and twice that as strings; the other tests of the process allocate as well.
    const long Bound = 60_000_000;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_not_collected()
    {
        await using var engine = await backend.CreateAsync();
        var meter = new HeapMeter();
        var count = 0;

        await foreach (var row in engine.QueryAsync(backend.Numbers(Rows), Token))
        {
            meter.Look(++count);
            Assert.Equal(2, row.Count);
        }

        Assert.Equal(Rows, count);
        Assert.InRange(meter.Growth, long.MinValue, Bound);
    }

    [Fact]
    public async Task Texts_are_not_collected()
    {
        await using var engine = await backend.CreateAsync(new() { TextOnly = true });
        var meter = new HeapMeter();
        var count = 0;

        await using var result = await engine.ReadTextAsync(backend.Numbers(Rows), null, Token);
        while (await result.ReadAsync(Token))
        {
            meter.Look(++count);
            Assert.Equal(100, result.GetText(1)!.Length);
        }

        Assert.Equal(Rows, count);
        Assert.InRange(meter.Growth, long.MinValue, Bound);
    }

    sealed class HeapMeter
    {
        readonly long start = GC.GetTotalMemory(forceFullCollection: true);

        public long Growth { get; private set; }

        public void Look(int row)
        {
            if (row % (Rows / 10) == 0)
            {
                Growth = Math.Max(Growth, GC.GetTotalMemory(forceFullCollection: true) - start);
            }
        }
    }
}
