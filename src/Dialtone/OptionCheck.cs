using Dialtone.Errors;

namespace Dialtone;

/// <summary>Finds what has no meaning in an engine's options, all of it at once.</summary>
static class OptionCheck
{
    /// <summary>Throws for options that have no meaning.</summary>
    public static void Verify(EngineOptions options)
    {
        List<string> problems = [];
        Require(options.PoolSize >= 1, $"PoolSize={options.PoolSize}: it must be at least 1 (Pooling=false pools nothing)");
        Require(options.PoolOverflow is >= 0 and < int.MaxValue / 2, $"PoolOverflow={options.PoolOverflow}: it must not be negative");
        Require(
            options.MinimumIdle >= 0 && options.MinimumIdle <= options.PoolSize,
            $"MinimumIdle={options.MinimumIdle}: it must be between 0 and PoolSize ({options.PoolSize})"
        );
        Require(options.PoolTimeout > TimeSpan.Zero, $"PoolTimeout={options.PoolTimeout}: it must be more than zero");
        Require(options.ConnectTimeout > TimeSpan.Zero, $"ConnectTimeout={options.ConnectTimeout}: it must be more than zero");
        Require(options.IdleTimeout >= TimeSpan.Zero, $"IdleTimeout={options.IdleTimeout}: it must not be negative");
        Require(options.MaximumAge >= TimeSpan.Zero, $"MaximumAge={options.MaximumAge}: it must not be negative");
        Require(options.StatementTimeout >= TimeSpan.Zero, $"StatementTimeout={options.StatementTimeout}: it must not be negative");
        Require(
            options.HealthCheckAfter >= TimeSpan.Zero || options.HealthCheckAfter == Timeout.InfiniteTimeSpan,
            $"HealthCheckAfter={options.HealthCheckAfter}: it must not be negative, unless it is Timeout.InfiniteTimeSpan"
        );
        Throw(problems, "set values of these ranges");

        void Require(bool isGood, string problem)
        {
            if (!isGood)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>Throws for options of a sub-engine that belong to the connections it shares.</summary>
    public static void VerifyShared(EngineOptions shared, EngineOptions options)
    {
        var same = shared with
        {
            IsolationLevel = options.IsolationLevel,
            IsReadOnly = options.IsReadOnly,
            StatementLogging = options.StatementLogging,
            LoggerFactory = options.LoggerFactory,
            Events = options.Events,
        };
        Throw(
            same == options ? [] : ["an engine made by With shares its connections, so it cannot change what belongs to them"],
            "change IsolationLevel, IsReadOnly, StatementLogging, LoggerFactory or Events, or make another engine"
        );
    }

    static void Throw(List<string> problems, string fix)
    {
        if (problems.Count > 0)
        {
            throw new DatabaseException(
                new()
                {
                    Stage = ErrorStage.Parse,
                    Kind = ErrorKind.Usage,
                    What = $"engine options: {string.Join("; ", problems)}",
                    Fix = fix,
                }
            );
        }
    }
}
