using System.CommandLine;
using Dialtone.Cli.Terminal;
using Dialtone.Translation;

namespace Dialtone.Cli.Commands;

/// <summary><c>dialtone translate</c>: the same connection as another tool or driver spells it.</summary>
static class TranslateCommand
{
    const string StandardInput = "-";

    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "translate",
            $"""
            write a connection as another tool or driver spells it, with a warning wherever the meaning changes
            The target may also be written for one of them: code, a command line, a configuration file; - reads it from standard input.
            Passwords are not shown unless asked for. Nothing is connected to.
            dialtone translate 'postgresql://app@db/shop?sslmode=verify-full&sslrootcert=ca.crt' --to jdbc
            dialtone translate -f config/database.yml --from rails --to npgsql
            Ecosystems: {Names()}; docs/translate.md tells more about each.
            """
        );
        var target = new TargetArguments(command, connects: false);
        var to = new Option<string>("--to") { HelpName = "NAME", Description = "The ecosystem to write for, or all" };
        var from = new Option<string>("--from")
        {
            HelpName = "NAME",
            Description = "The ecosystem that the target is written for, where it cannot be guessed",
        };
        var file = new Option<string>("-f") { HelpName = "FILE", Description = "Read the target from a file; - is standard input" };
        var json = new Option<bool>("--json") { Description = "Write one JSON object, version 1 of its format (docs/translate.md)" };
        var withSecrets = new Option<bool>("--with-secrets") { Description = "Write passwords, instead of a word in their place" };
        var keys = new Option<string>("--convert-keys")
        {
            HelpName = "DIR",
            Description = "Write private keys into DIR in the format that the ecosystem needs (0600, nothing is overwritten)",
        };
        foreach (var option in (Option[])[to, from, file, json, withSecrets, keys])
        {
            command.Add(option);
        }

        command.SetAction(
            (result, cancellationToken) =>
                RunAsync(
                    context,
                    target.Read(result),
                    new(
                        result.GetValue(to),
                        result.GetValue(file),
                        result.GetValue(json),
                        new()
                        {
                            From = result.GetValue(from),
                            WithSecrets = result.GetValue(withSecrets),
                            KeyDirectory = result.GetValue(keys),
                        }
                    ),
                    cancellationToken
                )
        );
        return command;
    }

    static async Task<int> RunAsync(
        CommandContext context,
        Destination destination,
        TranslateRequest request,
        CancellationToken cancellationToken
    )
    {
        if (request.To is not { Length: > 0 } to)
        {
            throw new UsageException("--to is missing: which ecosystem?", null, $"--to all, or one of {Names()}");
        }

        CheckName("--to", to == "all" ? null : to);
        CheckName("--from", request.Options.From);
        var text = await ReadAsync(context, destination.Target, request.File, cancellationToken);
        var report = Engine.TranslateTarget(text, to, destination.Arguments, request.Options);
        if (request.Json)
        {
            using var output = new MemoryStream();
            TranslationJson.Write(report, output);
            context.Io.Out.Write(Stdio.Encoding.GetString(output.GetBuffer(), 0, (int)output.Length) + "\n");
        }
        else
        {
            Write(context.Io, report);
        }

        Warn(context.Io, report);
        return ExitCodes.Fine;
    }

    static void CheckName(string option, string? name)
    {
        if (name is not null && Engine.Ecosystems.All(ecosystem => ecosystem.Name != name))
        {
            throw new UsageException($"{option}: there is no such ecosystem", name, $"use one of {Names()}");
        }
    }

    static void Write(Stdio io, TranslationReport report)
    {
        var separator = "";
        foreach (var translation in report.Translations)
        {
            var heading =
                report.Translations.Count > 1 ? $"{separator}# {translation.Ecosystem.Name}: {translation.Ecosystem.Title}\n" : "";
            var text = $"{heading}{translation.Text}\n";
            io.Out.Write(io.IsOutputTerminal ? PrintableText.Escape(text, keepLayout: true) : text);
            separator = "\n";
        }
    }

    static void Warn(Stdio io, TranslationReport report)
    {
        foreach (var warning in report.Warnings)
        {
            io.Say($"dialtone: warning: {warning.Text}");
        }

        foreach (var translation in report.Translations)
        {
            var name = report.Translations.Count > 1 ? $"{translation.Ecosystem.Name}: " : "";
            foreach (var warning in translation.Warnings)
            {
                io.Say($"dialtone: warning: {name}{warning.Text}");
            }

            foreach (var file in translation.Files)
            {
                io.Say($"dialtone: wrote {file.Path} ({file.Content})");
            }
        }
    }

    static async Task<string?> ReadAsync(CommandContext context, string? target, string? file, CancellationToken cancellationToken)
    {
        if (file is not null && target is not null)
        {
            throw new UsageException("there are two targets: one of the command line, and one of -f", null, "give one of them");
        }

        if ((file ?? target) == StandardInput)
        {
            using var reader = new StreamReader(context.Io.In, Stdio.Encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
            return await ReadAsync(() => reader.ReadToEndAsync(cancellationToken), "standard input");
        }

        return file is null ? target : await ReadAsync(() => File.ReadAllTextAsync(file, Stdio.Encoding, cancellationToken), file);
    }

    static async Task<string> ReadAsync(Func<Task<string>> readAsync, string name)
    {
        try
        {
            return await readAsync();
        }
        catch (System.Text.DecoderFallbackException)
        {
            throw FileProblem.Read(name, "it is not UTF-8");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw FileProblem.Read(name, exception);
        }
    }

    static string Names() => string.Join(", ", Engine.Ecosystems.Select(ecosystem => ecosystem.Name).Distinct());
}
