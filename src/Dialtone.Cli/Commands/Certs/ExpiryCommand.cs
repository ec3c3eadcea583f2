using System.CommandLine;
using System.Globalization;
using Dialtone.Cli.Terminal;
using Dialtone.Errors;
using Dialtone.Tls.Files;

namespace Dialtone.Cli.Commands.Certs;

/// <summary><c>dialtone certs expiry</c>: when certificates of servers, targets and files end; for people and for cron.</summary>
static class ExpiryCommand
{
    const int AtOnce = 8;

    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "expiry",
            $"""
            say when the certificates of servers, of their targets, and of files end; the one that ends first stands first
            A target is asked for TLS only: there is no login, and no password is sent.
            dialtone certs expiry postgresql://db.example.com 'host=db2 sslcert=client.crt' ca.crt --within 60
            Exit codes: 0 none is due, {ExitCodes.Due} one is, 2 a server could not be asked (whatever else), 1 wrong usage.
            """
        );
        var what = new Argument<string[]>("TARGET|FILE") { Arity = ArgumentArity.OneOrMore, Description = "Targets and files" };
        var within = new Option<string>("--within")
        {
            HelpName = "DAYS",
            Description = "A certificate is due that ends within so many days; 30 if not given",
        };
        var timeout = new Option<string>("--timeout")
        {
            HelpName = "SECONDS",
            Description = "The limit of each step with a server; 10 if not given",
        };
        var json = new Option<bool>("--json") { Description = "Write one JSON object, version 1 of its format (docs/certs.md)" };
        command.Add(what);
        foreach (var option in (Option[])[within, timeout, json])
        {
            command.Add(option);
        }

        command.SetAction(
            (result, _) =>
                RunAsync(
                    context,
                    result.GetValue(what)!,
                    (int)Number(result.GetValue(within), "--within", 30, "days"),
                    TimeSpan.FromSeconds(Number(result.GetValue(timeout), "--timeout", 10, "seconds")),
                    result.GetValue(json),
                    context.Interrupts.Token
                )
        );
        return command;
    }

    static double Number(string? text, string option, double other, string unit) =>
        text is null ? other
        : double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000 ? number
        : throw new UsageException($"{option} is not a number of {unit} above 0", text, $"leave it out for {other:0}");

    static async Task<int> RunAsync(
        CommandContext context,
        string[] what,
        int within,
        TimeSpan timeout,
        bool json,
        CancellationToken cancellationToken
    )
    {
        using var gate = new SemaphoreSlim(AtOnce);
        var answers = await Task.WhenAll(what.Select((one, index) => LookAsync(context, one, index, gate, timeout, cancellationToken)));
        var now = TimeProvider.System.GetUtcNow();
        var rows = answers.SelectMany(answer => answer.Rows).OrderBy(row => row.Certificate.NotAfter).ToList();
        var problems = answers.Select(answer => answer.Problem).OfType<string>().ToList();
        if (json)
        {
            WriteJson(context.Io, rows, problems, within, now);
        }
        else
        {
            WriteTable(context.Io, rows, now);
        }

        foreach (var problem in problems)
        {
            context.Io.Say($"dialtone: {problem}");
        }

        return problems.Count > 0 ? ExitCodes.Connection
            : rows.Exists(row => IsDue(row, within, now)) ? ExitCodes.Due
            : ExitCodes.Fine;
    }

    static bool IsDue(Row row, int within, DateTimeOffset now) => row.Certificate.NotAfter - now < TimeSpan.FromDays(within);

    static async Task<(IReadOnlyList<Row> Rows, string? Problem)> LookAsync(
        CommandContext context,
        string what,
        int index,
        SemaphoreSlim gate,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        if (File.Exists(what))
        {
            using var bundle = KeyPassword.Read(context, what, KeyPassword.Find(null, KeyPassword.Variable), cancellationToken);
            return bundle.Certificates.Count > 0
                ? ([.. bundle.Certificates.Select(certificate => new Row(what, "file", CertificateSummary.Of(certificate)))], null)
                : throw new UsageException("there is no certificate in the file", what);
        }

        await gate.WaitAsync(cancellationToken);
        try
        {
            var seen = await Engine
                .FetchServerCertificatesAsync(what, null, new() { StageTimeout = timeout }, cancellationToken)
                .WaitAsync(cancellationToken);
            Row[] rows =
            [
                .. seen.Server.Select(
                    (certificate, position) => new Row(seen.Host, position == 0 ? "server" : "server's chain", certificate)
                ),
                .. seen.Client.Select(certificate => new Row(seen.Host, "client", certificate)),
                .. seen.Roots.Select(certificate => new Row(seen.Host, "trusted root", certificate)),
            ];
            return (rows, null);
        }
        catch (DatabaseException failure)
        {
            // The target may hold a password: its place among the arguments names it.
            return ([], $"argument {index + 1}: {failure.Failure.Message}");
        }
        finally
        {
            _ = gate.Release();
        }
    }

    static void WriteTable(Stdio io, List<Row> rows, DateTimeOffset now)
    {
        var lines = rows.ConvertAll(row =>
            (string[])
                [
                    CertificateOutput.DaysLeft(row.Certificate, now).ToString(CultureInfo.InvariantCulture),
                    CertificateOutput.Day(row.Certificate.NotAfter),
                    row.What,
                    row.Where,
                    row.Certificate.Subject,
                ]
        );
        if (lines.Count == 0)
        {
            return;
        }

        lines.Insert(0, ["days", "until", "what", "where", "subject"]);
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            var cells = line.Select((cell, column) => column == 0 ? cell.PadLeft(widths[0]) : cell.PadRight(widths[column]));
            io.Out.Write(PrintableText.Escape(string.Join("  ", cells).TrimEnd()) + "\n");
        }
    }

    static void WriteJson(Stdio io, List<Row> rows, List<string> problems, int within, DateTimeOffset now) =>
        CertificateOutput.WriteJson(
            io,
            writer =>
            {
                writer.WriteNumber("within", within);
                writer.WriteStartArray("certificates");
                foreach (var row in rows)
                {
                    writer.WriteStartObject();
                    writer.WriteString("where", row.Where);
                    writer.WriteString("what", row.What);
                    writer.WriteBoolean("due", IsDue(row, within, now));
                    CertificateOutput.Write(writer, row.Certificate, now);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteStartArray("problems");
                foreach (var problem in problems)
                {
                    writer.WriteStringValue(problem);
                }

                writer.WriteEndArray();
            }
        );

    sealed record Row(string Where, string What, CertificateSummary Certificate);
}
