using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Pooling;
using Dialtone.Sql;
using Microsoft.Extensions.Logging;

namespace Dialtone;

/// <summary>Tells what an engine does to its log, its traces, its meters and its events; costs next to nothing where nobody listens.</summary>
/// <remarks>Names and attributes are those of OpenTelemetry's semantic conventions for database clients, release 1.33.</remarks>
sealed class EngineObserver : PoolObserver, IDisposable
{
    const string Source = "Dialtone";

    // One for the program, as System.Diagnostics has it: it holds no state but its listeners.
    static readonly ActivitySource Activities = new(Source);

    readonly EngineOptions options;
    readonly SqlSyntax syntax;
    readonly ILogger? logger;
    readonly EngineEvents? events;
    readonly TagList tags;
    readonly string place;
    readonly Meter meter;
    readonly Histogram<double> duration;
    readonly Histogram<double> createTime;
    readonly Histogram<double> waitTime;
    readonly Histogram<double> useTime;
    readonly Counter<long> timeouts;

    public EngineObserver(EngineOptions options, Connector connector)
    {
        this.options = options;
        syntax = connector.Syntax;
        events = options.Events;
        logger = options.LoggerFactory?.CreateLogger("Dialtone.Engine");
        var target = connector.Target;
        var host = target.Hosts.IsDefaultOrEmpty ? null : target.Hosts[0];
        var database = target.Parameters["dbname"]?.DisplayValue ?? target.Parameters["database"]?.DisplayValue ?? "";
        tags.Add("db.system.name", target.Dialect);
        place = database;
        if (database.Length > 0)
        {
            tags.Add("db.namespace", database);
        }

        if ((host?.Host ?? host?.HostAddress) is { } address)
        {
            tags.Add("server.address", address);
            if (int.TryParse(host!.Port, out var port))
            {
                tags.Add("server.port", port);
            }
        }

        meter = new(Source);
        duration = meter.CreateHistogram<double>("db.client.operation.duration", "s", "Duration of database client operations.");
        createTime = meter.CreateHistogram<double>("db.client.connection.create_time", "s", "The time it took to create a new connection.");
        waitTime = meter.CreateHistogram<double>(
            "db.client.connection.wait_time",
            "s",
            "The time it took to obtain an open connection from the pool."
        );
        useTime = meter.CreateHistogram<double>(
            "db.client.connection.use_time",
            "s",
            "The time between borrowing a connection and returning it to the pool."
        );
        timeouts = meter.CreateCounter<long>(
            "db.client.connection.timeouts",
            "{timeout}",
            "The number of connection timeouts that have occurred trying to obtain a connection from the pool."
        );
    }

    /// <summary>Meters what a pool holds, too.</summary>
    public void Observe(Func<PoolStatistics> statistics)
    {
        var name = new KeyValuePair<string, object?>("db.client.connection.pool.name", place.Length > 0 ? place : "default");
        meter.CreateObservableUpDownCounter(
            "db.client.connection.count",
            () =>
            {
                var now = statistics();
                return new Measurement<int>[]
                {
                    new(now.Idle, name, new("db.client.connection.state", "idle")),
                    new(now.Open - now.Idle, name, new("db.client.connection.state", "used")),
                };
            },
            "{connection}",
            "The number of connections that are currently in state described by the state attribute."
        );
        meter.CreateObservableUpDownCounter(
            "db.client.connection.max",
            () => new Measurement<int>(statistics().Maximum, name),
            "{connection}",
            "The maximum number of open connections allowed."
        );
        meter.CreateObservableUpDownCounter(
            "db.client.connection.pending_requests",
            () => new Measurement<int>(statistics().Waiting, name),
            "{request}",
            "The number of current pending requests for an open connection."
        );
    }

    /// <summary>A statement is about to be sent.</summary>
    public StatementRun Start(string sql, DbCommand command)
    {
        events?.Executing?.Invoke(sql);
        var isLogged = logger?.IsEnabled(LogLevel.Information) == true;
        if (!isLogged && events is null && !duration.Enabled && !Activities.HasListeners())
        {
            return default;
        }

        var kind = StatementClassifier.Classify(sql, syntax).Tag;
        var shown = isLogged || Activities.HasListeners() ? StatementText.Show(sql, kind, command, options.StatementLogging, syntax) : kind;
        var activity = Activities.StartActivity(place.Length > 0 ? $"{kind} {place}" : kind, ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            foreach (var (name, value) in tags)
            {
                activity.SetTag(name, value);
            }

            activity.SetTag("db.operation.name", kind);
            if (options.StatementLogging != StatementLogging.KindOnly)
            {
                activity.SetTag("db.query.text", shown);
            }
        }

        return new(this, sql, shown, activity, options.Time.GetTimestamp());
    }

    internal void Executed(string sql, string shown, Activity? activity, long start)
    {
        var elapsed = options.Time.GetElapsedTime(start);
        activity?.Dispose();
        Measure(sql, elapsed, failure: null);
        if (logger is not null)
        {
            EngineLog.Executed(logger, elapsed.TotalMilliseconds, shown);
        }

        events?.Executed?.Invoke(sql, elapsed);
    }

    internal void Failed(string sql, string shown, Activity? activity, long start, DatabaseException? failure)
    {
        var elapsed = options.Time.GetElapsedTime(start);
        var type = TypeOf(failure);
        if (activity is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error);
            activity.SetTag("error.type", type);
            activity.SetTag("db.response.status_code", failure?.SqlState);
            activity.Dispose();
        }

        Measure(sql, elapsed, type);
        if (logger is not null)
        {
            // The server's words may repeat values; its code does not.
            EngineLog.StatementFailed(logger, elapsed.TotalMilliseconds, failure?.Kind.ToString() ?? "Cancelled", failure?.SqlState, shown);
        }

        if (failure is not null)
        {
            events?.Failed?.Invoke(sql, failure);
        }
    }

    /// <summary>A transaction began.</summary>
    public void Began() => events?.Began?.Invoke();

    /// <summary>A transaction was committed.</summary>
    public void Committed() => events?.Committed?.Invoke();

    /// <summary>A transaction was rolled back.</summary>
    public void RolledBack() => events?.RolledBack?.Invoke();

    /// <inheritdoc/>
    public override void Opened(TimeSpan elapsed)
    {
        createTime.Record(elapsed.TotalSeconds, tags);
        if (logger is not null)
        {
            EngineLog.Connected(logger, elapsed.TotalMilliseconds);
        }

        events?.Connected?.Invoke(elapsed);
    }

    /// <inheritdoc/>
    public override void Closed(CloseReason reason)
    {
        if (logger is not null)
        {
            EngineLog.Closed(logger, reason);
        }

        events?.Closed?.Invoke(reason);
    }

    /// <inheritdoc/>
    public override void Waited(TimeSpan elapsed, bool inVain)
    {
        waitTime.Record(elapsed.TotalSeconds, tags);
        if (inVain)
        {
            timeouts.Add(1, tags);
        }
    }

    /// <inheritdoc/>
    public override void Taken() => events?.CheckedOut?.Invoke();

    /// <inheritdoc/>
    public override void Returned(TimeSpan elapsed)
    {
        if (useTime.Enabled)
        {
            useTime.Record(elapsed.TotalSeconds, tags);
        }

        events?.CheckedIn?.Invoke();
    }

    /// <inheritdoc/>
    public override void Invalidated()
    {
        if (logger is not null)
        {
            EngineLog.Invalidated(logger);
        }
    }

    /// <summary>A transaction is run again.</summary>
    public void Retrying(int attempt, DatabaseException failure)
    {
        if (logger is not null)
        {
            EngineLog.Retrying(logger, attempt, failure.Kind, failure.SqlState);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    static string TypeOf(DatabaseException? failure) => failure?.SqlState ?? failure?.Kind.ToString() ?? nameof(OperationCanceledException);

    void Measure(string sql, TimeSpan elapsed, string? failure)
    {
        if (!duration.Enabled)
        {
            return;
        }

        var all = tags;
        all.Add("db.operation.name", StatementClassifier.Classify(sql, syntax).Tag);
        if (failure is not null)
        {
            all.Add("error.type", failure);
        }

        duration.Record(elapsed.TotalSeconds, all);
    }
}
