using System.CommandLine;
using Dialtone.Tls.Issuing;

namespace Dialtone.Cli.Commands.Certs;

/// <summary><c>dialtone certs init</c>: a CA, a server's and clients' certificates, and the lines by which servers use them.</summary>
static class InitCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "init",
            """
            make a development CA and a ready set for a server and its clients
            The lines for postgresql.conf, pg_hba.conf and my.cnf are printed, and written beside the certificates.
            dialtone certs init certs --host db.example.com --user app --user report
            """
        );
        var folder = new Argument<string>("DIR") { DefaultValueFactory = _ => "certs", Description = "The folder; certs if not given" };
        var users = new Option<string[]>("--user")
        {
            HelpName = "NAME",
            Description = "A database user who gets a certificate; may be repeated. By default you",
            Arity = ArgumentArity.OneOrMore,
        };
        command.Add(folder);
        command.Add(users);
        var options = new IssuingOptions(command);
        command.SetAction(result =>
            Run(
                context,
                result,
                options,
                new(result.GetValue(folder)!),
                result.GetValue(users) is { Length: > 0 } names ? names : [Environment.UserName]
            )
        );
        return command;
    }

    static int Run(CommandContext context, ParseResult result, IssuingOptions options, CertificateFolder folder, string[] users)
    {
        if (Array.Exists(users, string.IsNullOrWhiteSpace) || users.DistinctBy(user => folder.Client(user).Key).Count() < users.Length)
        {
            throw new UsageException(
                "--user: a name is empty, or two names would have the same files",
                null,
                "name each user once; give the other a folder of its own"
            );
        }

        var lines = new ServerLines(folder, users);
        var (force, server) = (options.Force(result), folder.Server());
        folder.Prepare(
            [
                folder.AuthorityCertificate,
                folder.AuthorityKey,
                server.Certificate,
                server.Key,
                .. users.SelectMany(user => (string[])[folder.Client(user).Certificate, folder.Client(user).Key]),
                .. lines.All.Select(file => folder[file.File]),
            ],
            force
        );
        using var authority = CertificateAuthority.Create(
            new() { CommonName = $"Development CA of {Environment.UserName}", KeyKind = options.KeyKind(result) }
        );
        authority.WritePem(folder.AuthorityCertificate, folder.AuthorityKey, force);
        using (var issued = authority.Issue(options.Server(result, authority)))
        {
            issued.WritePem(server.Certificate, server.Key, force);
        }

        foreach (var user in users)
        {
            using var issued = authority.Issue(options.Client(result, authority, user));
            issued.WritePem(folder.Client(user).Certificate, folder.Client(user).Key, force);
        }

        foreach (var (file, text) in lines.All)
        {
            Write(folder[file], text);
        }

        Tell(context, result, options, folder, lines, users, authority);
        return ExitCodes.Fine;
    }

    static void Write(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Write(path, exception);
        }
    }

    static void Tell(
        CommandContext context,
        ParseResult result,
        IssuingOptions options,
        CertificateFolder folder,
        ServerLines lines,
        string[] users,
        CertificateAuthority authority
    )
    {
        foreach (var (file, text) in lines.All)
        {
            context.Io.Out.Write($"# {file}\n{text}\n");
        }

        context.Io.Out.Write("# SQL for MySQL and MariaDB\n" + string.Concat(users.Select(user => ServerLines.AccountSql(user) + "\n")));
        var host = options.Server(result, authority).CommonName;
        context.Io.Say(
            $"wrote a CA, a server certificate and {users.Length} client {(users.Length == 1 ? "certificate" : "certificates")} to {folder.Location}"
        );
        context.Io.Say("the server's account must own server.key, or run as you; ca.key stays with you");
        foreach (var user in users)
        {
            context.Io.Say($"connect: dialtone query {ServerLines.ShellWord(lines.Target(user, host))}");
        }
    }
}
