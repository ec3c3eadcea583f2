using Dialtone.Cli.Startup;
using Dialtone.Cli.Terminal;
using Dialtone.Errors;

namespace Dialtone.Cli.Commands;

/// <summary>The one connection of a command that runs SQL.</summary>
sealed class Session : IAsyncDisposable
{
    Session(Engine engine, Connection connection)
    {
        Engine = engine;
        Connection = connection;
    }

    public Engine Engine { get; }

    public Connection Connection { get; }

    /// <summary>Connects; asks a person at the terminal for a password if the server wants one and none was found.</summary>
    /// <exception cref="DatabaseException">No connection.</exception>
    public static async Task<Session> OpenAsync(
        CommandContext context,
        Destination destination,
        bool mayAskPassword,
        bool quiet,
        CancellationToken cancellationToken
    )
    {
        // The target is read twice where a password is asked for.
        var told = new HashSet<string>(StringComparer.Ordinal);
        var options = new EngineOptions
        {
            Pooling = false,
            TextOnly = true,
            StrictTls = destination.StrictTls,
            AllowTlsKeyLog = true,
            OnNotice = notice => Tell(context.Io, notice, quiet, told),
        };
        var engine = Engine.Create(destination.Target, destination.Arguments, options);
        SystemTrust.HideUnlessUsed(engine.Target);
        try
        {
            return new(engine, await engine.ConnectAsync(cancellationToken));
        }
        catch (DatabaseException exception)
            when (mayAskPassword && context.Io.IsInputTerminal && context.Io.IsErrorTerminal && WantsPassword(engine, exception.Failure))
        {
            await engine.DisposeAsync();
            destination.Arguments["password"] = PasswordPrompt.Ask(context.Io, "Password: ", cancellationToken);
            engine = Engine.Create(destination.Target, destination.Arguments, options);
            return new(engine, await engine.ConnectAsync(cancellationToken));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Engine.DisposeAsync();
    }

    static bool WantsPassword(Engine engine, Failure failure) =>
        failure.Kind is ErrorKind.Authentication
        && failure.SqlState is null or "28000"
        && failure.What.Contains("password", StringComparison.OrdinalIgnoreCase)
        && engine.Target.Hosts.All(host => host.Password is null);

    static void Tell(Stdio io, Notice notice, bool quiet, HashSet<string> told)
    {
        if (!notice.IsFromServer)
        {
            if (!quiet && told.Add(notice.Text))
            {
                io.Say($"dialtone: {notice.Severity.ToLowerInvariant()}: {notice.Text}");
            }
        }
        else if (!quiet || notice.Severity is "WARNING")
        {
            io.Say($"{notice.Severity}:  {notice.Text}");
        }
    }
}
