using Dialtone.Servers;

namespace Dialtone.Compliance.Tests.Backends;

/// <summary>SQLite: in memory, or in a file that goes with the test run.</summary>
public sealed class SqliteBackend(TestServers servers, bool inFile) : Backend(servers)
{
    public override Capabilities Capabilities => Capabilities.None;

    public override string Endless => "with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r";

    public override string Identity => "id integer primary key";

    public override IReadOnlyDictionary<Type, string> Types { get; } =
        new Dictionary<Type, string>
        {
            [typeof(bool)] = "boolean",
            [typeof(int)] = "integer",
            [typeof(long)] = "bigint",
            [typeof(double)] = "real",
            // A column of numbers would round them: SQLite has no decimals.
            [typeof(decimal)] = "text",
            [typeof(string)] = "text",
            [typeof(byte[])] = "blob",
            [typeof(DateOnly)] = "date",
            [typeof(TimeOnly)] = "time",
            [typeof(DateTime)] = "timestamp",
            [typeof(Guid)] = "text",
        };

    public override Task<Engine> CreateAsync(EngineOptions? options = null) =>
        Task.FromResult(
            Engine.Create(inFile ? $"sqlite:///{Path.Combine(Servers.Pki.Folder, $"{Guid.NewGuid():N}.db")}" : "sqlite://", null, options)
        );

    public override string Numbers(int count) =>
        $"""
            with recursive r(n) as (select 1 union all select n + 1 from r where n < {count})
            select n, printf('%0100d', n) as filler from r
            """;
}
