using System.Data;
using System.Text;
using Dialtone.Errors;
using Dialtone.Pooling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dialtone.Hosting.Tests;

/// <summary>Engines from configuration, as services, with a health check.</summary>
public sealed class EngineServicesTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_section_says_everything_that_is_a_value()
    {
        var settings = EngineSection.Read(
            Section(
                """
                {
                  "Target": "postgresql://db/films", "ConnectArgs": { "sslmode": "verify-full", "password": "tell nobody" },
                  "poolsize": "7", "PoolOverflow": 0, "PoolTimeout": "00:00:02", "IdleTimeout": 1.5, "Pooling": "True", "IsReadOnly": "false",
                  "IsolationLevel": "serializable", "SessionReset": "always", "StatementLogging": "KindOnly", "ApplicationName": "films"
                }
                """
            ),
            new() { MinimumIdle = 2 }
        );

        var options = settings.Options;
        Assert.Equal((7, 0, 2), (options.PoolSize, options.PoolOverflow, options.MinimumIdle));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1.5)), (options.PoolTimeout, options.IdleTimeout));
        Assert.Equal((true, false), (options.Pooling, options.IsReadOnly));
        Assert.Equal(
            (IsolationLevel.Serializable, SessionReset.Always, StatementLogging.KindOnly),
            (options.IsolationLevel, options.SessionReset, options.StatementLogging)
        );
        Assert.Equal("films", options.ApplicationName);
        Assert.Equal("verify-full", settings.CreateEngine().Target.Parameters["sslmode"]!.DisplayValue);
    }

    /// <summary>Restates: configuration is converted in full. SQLAlchemy leaves <c>pool_pre_ping="false"</c> true.</summary>
    [Fact]
    public void Every_problem_is_named_at_once()
    {
        var failure = Assert.Throws<DatabaseException>(() =>
            EngineSection.Read(
                Section(
                    """
                    { "PoolSize": "many", "Pooling": "perhaps", "IsolationLevel": "7", "PoolTimeout": "soon", "Idle": "1", "Password": "tell nobody" }
                    """
                )
            )
        );

        Assert.Equal(ErrorKind.Configuration, failure.Kind);
        foreach (
            var part in new[]
            {
                "PoolSize=many",
                "Pooling=perhaps",
                "IsolationLevel=7",
                "PoolTimeout=soon",
                "did you mean IdleTimeout?",
                "Password",
            }
        )
        {
            Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("tell nobody", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_and_health()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services
            .AddDialtone("sqlite://")
            .AddDialtone(Section("""{ "Target": "postgresql://127.0.0.1:1/none" }"""), defaults: null, key: "far");
        services.AddHealthChecks().AddDialtone().AddDialtone("far", key: "far");
        await using var provider = services.BuildServiceProvider();
        var engine = provider.GetRequiredService<Engine>();
        Assert.Same(engine, provider.GetRequiredService<Engine>());
        Assert.NotSame(engine, provider.GetRequiredKeyedService<Engine>("far"));

        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

        Assert.Equal(HealthStatus.Healthy, report.Entries["dialtone"].Status);
        Assert.Equal(15, report.Entries["dialtone"].Data["maximum"]);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["far"].Status);
        Assert.Contains("127.0.0.1", report.Entries["far"].Description, StringComparison.Ordinal);
        await provider.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.ScalarAsync<int>("select 1", Token));
    }

    static IConfigurationSection Section(string json) =>
        new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Films": {{json}} }""")))
            .Build()
            .GetSection("Films");
}
