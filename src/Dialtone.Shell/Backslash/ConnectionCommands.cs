using Dialtone.Errors;

namespace Dialtone.Shell.Backslash;

/// <summary>Which database, as whom.</summary>
static class ConnectionCommands
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new(["c", "connect"], "[DATABASE|- [USER|- [HOST|- [PORT]]]] | TARGET", "connects to another database", ConnectAsync),
        new("conninfo", "", "tells what this is connected to", TellAsync),
        new("encoding", "[NAME]", "tells or sets the client's encoding", EncodingAsync),
        new("password", "[USER]", "changes a password; the server gets a verifier, never the password", PasswordCommand.RunAsync),
    ];

    static async Task ConnectAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var words = await call.Arguments.AllAsync(cancellationToken);
        try
        {
            await session.ConnectAsync(EngineFor(session, words), cancellationToken);
        }
        catch (DatabaseException failure)
        {
            session.Runner.Report(failure, null);
            session.Say("Previous connection kept");
            return;
        }

        var variables = session.Variables;
        var place = words.Count > 2 ? $" on host \"{variables["HOST"]}\" at port \"{variables["PORT"]}\"" : "";
        var user = variables["USER"] is { } name ? $" as user \"{name}\"" : "";
        session.Tell($"You are now connected to database \"{variables["DBNAME"]}\"{user}{place}.");
    }

    static Engine EngineFor(SqlSession session, List<string> words)
    {
        if (
            words is [var target, ..]
            && (target.Contains("://", StringComparison.Ordinal) || target.Contains('=', StringComparison.Ordinal))
        )
        {
            var given = new ConnectArgs();
            foreach (var pair in words.Skip(1).Select(word => word.Split('=', 2)))
            {
                given[pair[0]] = pair.Length == 2 ? pair[1] : throw new ShellCommandException("\\connect: write parameters as key=value");
            }

            return session.Options.CreateEngine(target, given);
        }

        string[] keywords = ["dbname", "user", "host", "port"];
        if (words.Count > keywords.Length)
        {
            throw new ShellCommandException("\\connect: too many arguments");
        }

        var arguments = new ConnectArgs();
        foreach (var keyword in session.Options.Arguments)
        {
            arguments[keyword] = session.Options.Arguments[keyword];
        }

        var isOtherLogin = false;
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index] != "-")
            {
                arguments[keywords[index]] = words[index];
                isOtherLogin |= index > 0;
            }
        }

        // A password is for one user of one server; whoever else asks for one must not get it.
        if (isOtherLogin)
        {
            arguments["password"] = "";
        }

        return session.Options.CreateEngine(session.Options.Target, arguments);
    }

    static async Task TellAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var (engine, variables) = (session.Engine, session.Variables);
        if (engine.Target.Hosts is not [{ } host, ..])
        {
            session.Tell($"You are connected to {engine.Target.Dialect} database \"{variables["DBNAME"]}\".");
            return;
        }

        var place = host.IsSocket ? $"via socket in \"{host.Host}\"" : $"on host \"{host.Host ?? host.HostAddress}\"";
        session.Tell(
            $"You are connected to database \"{variables["DBNAME"]}\" as user \"{variables["USER"]}\" {place} at port \"{host.Port}\"."
        );
        if (engine.Target.Dialect != "postgresql")
        {
            return;
        }

        await using var result = await session.Connection.ReadTextAsync(
            "select version, cipher from pg_catalog.pg_stat_ssl where pid = pg_catalog.pg_backend_pid() and ssl",
            null,
            cancellationToken
        );
        if (await result.ReadAsync(cancellationToken))
        {
            session.Tell($"SSL connection (protocol: {result.GetText(0)}, cipher: {result.GetText(1)}, compression: off)");
        }
    }

    static async Task EncodingAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var name = await call.Arguments.NextAsync(cancellationToken);
        if (name is null)
        {
            session.Io.Out.Write($"{session.Variables["ENCODING"]}\n");
        }
        else if (!name.Replace("-", "", StringComparison.Ordinal).Equals("UTF8", StringComparison.OrdinalIgnoreCase))
        {
            throw new ShellCommandException($"{name}: this program reads and writes UTF-8; the server converts");
        }
    }
}
