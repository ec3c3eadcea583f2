using System.CommandLine;

namespace Dialtone.Cli.Commands.Certs;

/// <summary><c>dialtone certs issue</c>: another certificate of a CA that <c>init</c> made.</summary>
static class IssueCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "issue",
            """
            make another server's or client's certificate with the CA of init
            dialtone certs issue server --host db2.example.com --name db2
            dialtone certs issue client --user report
            """
        );
        var kind = new Argument<string>("server|client") { Description = "What the certificate is for" };
        var folder = new Option<string>("--ca") { HelpName = "DIR", Description = "The folder of the CA; certs if not given" };
        var user = new Option<string>("--user") { HelpName = "NAME", Description = "The database user of a client" };
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "The name of a server's files; server if not given" };
        command.Add(kind);
        foreach (var option in (Option[])[folder, user, name])
        {
            command.Add(option);
        }

        var options = new IssuingOptions(command);
        command.SetAction(result =>
        {
            var place = new CertificateFolder(result.GetValue(folder) ?? "certs");
            using var authority = place.LoadAuthority();
            var (files, wanted) = result.GetValue(kind) switch
            {
                "server" => (place.Server(FileName(result.GetValue(name))), options.Server(result, authority)),
                "client" when result.GetValue(user) is { Length: > 0 } who => (place.Client(who), options.Client(result, authority, who)),
                "client" => throw new UsageException(
                    "--user is missing: whose certificate?",
                    null,
                    "dialtone certs issue client --user NAME"
                ),
                var other => throw new UsageException("there is no such kind of certificate", other, "use server or client"),
            };
            place.Prepare([files.Certificate, files.Key], options.Force(result));
            using var issued = authority.Issue(wanted);
            issued.WritePem(files.Certificate, files.Key, options.Force(result));
            context.Io.Out.Write($"{files.Certificate}\n{files.Key}\n");
            return ExitCodes.Fine;
        });
        return command;
    }

    static string FileName(string? name) =>
        name is null ? "server"
        : name.Length > 0 && name == Path.GetFileName(name) && name is not ("ca" or "." or "..") ? name
        : throw new UsageException("--name is no name for a file of the folder", name, "use letters and digits, and not ca");
}
