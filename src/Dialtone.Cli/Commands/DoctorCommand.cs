using System.CommandLine;
using Dialtone.Cli.Output;
using Dialtone.Cli.Startup;
using Dialtone.Cli.Terminal;
using Dialtone.Diagnosis;

namespace Dialtone.Cli.Commands;

/// <summary><c>dialtone doctor</c>: what is wrong with a connection, why, and how to mend it.</summary>
static class DoctorCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "doctor",
            """
            try the way to a database stage by stage; say what is wrong, why, and how to mend it
            It sends a password only to a server that the target accepts, changes nothing, and prints no secret.
            dialtone doctor 'host=db sslmode=verify-full sslrootcert=root.crt'
            dialtone doctor --for jdbc 'jdbc:postgresql://db/shop?sslkey=client.key'
            dialtone doctor --error 'FATAL: no pg_hba.conf entry for host "10.0.0.1", user "app", no encryption'
            Exit codes: 0 a connection is possible, 2 it is not, 1 wrong usage.
            """
        );
        var target = new TargetArguments(command);
        var json = new Option<bool>("--json") { Description = "Write one JSON object, version 1 of its format (docs/doctor.md)" };
        var timeout = new Option<string>("--timeout")
        {
            HelpName = "SECONDS",
            Description = "The longest that one stage may take; 10 if not given",
        };
        var error = new Option<string>("--error")
        {
            HelpName = "TEXT",
            Description = "Explain another client's error text instead of connecting",
        };
        var client = new Option<string>("--for")
        {
            HelpName = "CLIENT",
            Description = "Check for a client too: jdbc, asyncpg, pymysql, mysqlclient, node, npgsql",
        };
        command.Add(json);
        command.Add(timeout);
        command.Add(error);
        command.Add(client);
        command.SetAction(
            (result, _) =>
                RunAsync(
                    context,
                    target.Read(result),
                    new(result.GetValue(json), Seconds(result.GetValue(timeout)), result.GetValue(error), result.GetValue(client)),
                    context.Interrupts.Token
                )
        );
        return command;
    }

    static async Task<int> RunAsync(
        CommandContext context,
        Destination destination,
        DoctorRequest request,
        CancellationToken cancellationToken
    )
    {
        var writer = new DoctorReport(context.Io.Out);
        DiagnosisReport report;
        if (request.Error is { } text)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                throw new UsageException("--error needs the text that the other client printed");
            }

            report = KnownCauses.Explain(text, request.Client);
        }
        else
        {
            HideUnusedTrust(destination);
            var options = new DiagnosisOptions
            {
                StageTimeout = request.Timeout,
                Client = request.Client,
                StrictTls = destination.StrictTls,
                AllowTlsKeyLog = true,
                OnStage = request.Json ? null : writer.Write,
            };
            report = await Engine
                .DiagnoseTargetAsync(destination.Target, destination.Arguments, options, cancellationToken)
                .WaitAsync(cancellationToken);
        }

        if (request.Json)
        {
            using var output = new MemoryStream();
            DiagnosisJson.Write(report, output);
            context.Io.Out.Write(Stdio.Encoding.GetString(output.GetBuffer(), 0, (int)output.Length) + "\n");
        }
        else
        {
            writer.WriteConclusion(report, request.Error is not null);
        }

        return report.Verdict is DiagnosisVerdict.Blocked or DiagnosisVerdict.Unknown ? ExitCodes.Connection : ExitCodes.Fine;
    }

    // A target that is wrong is the diagnosis's to report.
    static void HideUnusedTrust(Destination destination)
    {
        try
        {
            SystemTrust.HideUnlessUsed(Engine.Create(destination.Target, destination.Arguments).Target);
        }
        catch (Errors.DatabaseException)
        {
            // Then there is no TLS either.
        }
    }

    static TimeSpan Seconds(string? text) =>
        text is null ? TimeSpan.FromSeconds(10)
        : double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86400
            ? TimeSpan.FromSeconds(seconds)
        : throw new UsageException("--timeout is not a number of seconds above 0", text, "dialtone doctor --timeout 5 TARGET");
}
