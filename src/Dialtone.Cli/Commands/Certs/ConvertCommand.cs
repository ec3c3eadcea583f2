using System.CommandLine;
using Dialtone.Cli.Terminal;
using Dialtone.Errors;
using Dialtone.Tls.Files;

namespace Dialtone.Cli.Commands.Certs;

/// <summary><c>dialtone certs convert</c>: certificates and keys in another format.</summary>
static class ConvertCommand
{
    // Name of the format, endings that mean it, what it is.
    static readonly (string Name, string[] Endings, CertificateFileFormat Format, string Meaning)[] Formats =
    [
        ("pem", [".pem"], CertificateFileFormat.Pem, "certificates and key in PEM"),
        ("crt", [".crt", ".cer"], CertificateFileFormat.CertificatePem, "certificates in PEM, for libpq"),
        ("key", [".key"], CertificateFileFormat.KeyPem, "the key as PKCS #8 in PEM, for libpq"),
        ("traditional", [], CertificateFileFormat.TraditionalKeyPem, "the key as PKCS #1 or SEC 1 in PEM"),
        ("pk8", [".pk8"], CertificateFileFormat.KeyDer, "the key as PKCS #8 in DER, for JDBC"),
        ("der", [".der"], CertificateFileFormat.CertificateDer, "the certificate in DER"),
        ("p12", [".p12", ".pfx"], CertificateFileFormat.Pkcs12, "certificates and key in PKCS #12, for Java and .NET"),
    ];

    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "convert",
            $"""
            write certificates and keys in another format; the ending of OUT decides, or --to
            {string.Join("; ", Formats.Select(row => $"{row.Name}: {row.Meaning}"))}.
            dialtone certs convert client.key client.pk8
            dialtone certs convert client.crt client.key client.p12
            dialtone certs convert client.p12 client.key
            """
        );
        var files = new Argument<string[]>("IN… OUT") { Arity = new(2, 100), Description = "The files to read, and the one to write" };
        var to = new Option<string>("--to")
        {
            HelpName = "FORMAT",
            Description = $"The format: {string.Join(", ", Formats.Select(row => row.Name))}",
        };
        var password = new Option<string>("--password-file")
        {
            HelpName = "FILE",
            Description = $"The file whose first line is the password of what is read; else {KeyPassword.Variable}, else you are asked",
        };
        var newPassword = new Option<string>("--new-password-file")
        {
            HelpName = "FILE",
            Description =
                $"The same for the password of what is written; else {KeyPassword.NewVariable}. Without one a key is not encrypted",
        };
        var force = new Option<bool>("--force") { Description = "Replace a file that exists" };
        command.Add(files);
        foreach (var option in (Option[])[to, password, newPassword, force])
        {
            command.Add(option);
        }

        command.SetAction(
            (result, cancellationToken) =>
                Task.FromResult(
                    Run(
                        context,
                        result.GetValue(files)!,
                        result.GetValue(to),
                        KeyPassword.Find(result.GetValue(password), KeyPassword.Variable),
                        KeyPassword.Find(result.GetValue(newPassword), KeyPassword.NewVariable),
                        result.GetValue(force),
                        cancellationToken
                    )
                )
        );
        return command;
    }

    static int Run(
        CommandContext context,
        string[] files,
        string? to,
        string? password,
        string? newPassword,
        bool force,
        CancellationToken cancellationToken
    )
    {
        var output = files[^1];
        var format = FormatOf(output, to);
        var parts = new List<CertificateBundle>();
        try
        {
            foreach (var file in files[..^1])
            {
                parts.Add(KeyPassword.Read(context, file, password, cancellationToken));
            }

            if (
                format == CertificateFileFormat.Pkcs12
                && newPassword is null
                && context.Io is { IsInputTerminal: true, IsErrorTerminal: true }
            )
            {
                newPassword = PasswordPrompt.Ask(context.Io, $"New password of {PrintableText.Escape(output)}: ", cancellationToken);
            }

            // The parts own what they hold.
            CertificateBundle.Join(parts).Write(output, format, newPassword, force);
        }
        catch (DatabaseException failure)
        {
            throw new UsageException(
                failure.Failure.What,
                failure.Failure.Origin,
                failure.Failure.Fix == "give the new password" ? $"give it with --new-password-file FILE, or in {KeyPassword.NewVariable}"
                    : failure.Failure.Fix == "choose another place, or allow overwriting"
                        ? "choose another name, or replace it with --force"
                    : failure.Failure.Fix
            );
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }

        context.Io.Say($"wrote {output}: {Formats.First(row => row.Format == format).Meaning}");
        return ExitCodes.Fine;
    }

    static CertificateFileFormat FormatOf(string output, string? to)
    {
        foreach (var row in Formats)
        {
            if (to is null ? row.Endings.Contains(Path.GetExtension(output), StringComparer.OrdinalIgnoreCase) : row.Name == to)
            {
                return row.Format;
            }
        }

        throw new UsageException(
            to is null ? "the ending of the file to write names no format" : "--to: there is no such format",
            to ?? output,
            $"--to {string.Join(", ", Formats.Select(row => row.Name))}"
        );
    }
}
