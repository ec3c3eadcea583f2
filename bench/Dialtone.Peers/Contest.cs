using System.Diagnostics;

namespace Dialtone.Peers;

/// <summary>The same work by several clients, interleaved, so that a noisy machine disturbs all of them alike.</summary>
sealed class Contest(string title, string unit, double perSecond)
{
    readonly List<(string Name, Func<Task> Run, List<double> Times)> clients = [];

    public void Add(string name, Func<Task> run) => clients.Add((name, run, []));

    /// <summary>Runs all clients in turn, another order each round; two rounds more warm up.</summary>
    /// <param name="rounds">The rounds that count.</param>
    /// <param name="operations">The operations of one run, by which its time is divided.</param>
    public async Task RunAsync(int rounds, int operations)
    {
        for (var round = -2; round < rounds; round++)
        {
            foreach (var (_, run, times) in clients.OrderBy(_ => Random.Shared.Next()))
            {
                GC.Collect();
                var start = Stopwatch.GetTimestamp();
                await run();
                if (round >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond / operations);
                }
            }
        }

        Console.WriteLine(title);
        var first = Median(clients[0].Times);
        foreach (var (name, _, times) in clients)
        {
            Console.WriteLine($"  {name, -58} {Median(times), 9:0.00} {unit}   {Median(times) / first, 6:0.00}");
        }
    }

    static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
