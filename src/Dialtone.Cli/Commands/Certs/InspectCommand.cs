using System.CommandLine;
using System.Text;
using Dialtone.Cli.Terminal;
using Dialtone.Tls.Files;

namespace Dialtone.Cli.Commands.Certs;

/// <summary><c>dialtone certs inspect</c>: what a file holds, or what a server shows.</summary>
static class InspectCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "inspect",
            """
            show the certificates and keys of a file, or those of a server and its target
            A target is asked for TLS only: there is no login, and no password is sent. A key beside the file (client.key for client.crt) is looked at too.
            dialtone certs inspect client.crt --key /secrets/client.key
            dialtone certs inspect 'host=db.example.com sslmode=verify-full sslrootcert=root.crt'
            """
        );
        var target = new TargetArguments(command, connects: false);
        var key = new Option<string>("--key") { HelpName = "FILE", Description = "The file of the private key" };
        var password = new Option<string>("--password-file")
        {
            HelpName = "FILE",
            Description = $"The file whose first line is the password of the key; else {KeyPassword.Variable}, else you are asked",
        };
        var json = new Option<bool>("--json") { Description = "Write one JSON object, version 1 of its format (docs/certs.md)" };
        foreach (var option in (Option[])[key, password, json])
        {
            command.Add(option);
        }

        command.SetAction(
            (result, _) =>
            {
                var destination = target.Read(result);
                var token = context.Interrupts.Token;
                return destination.Target is { } path && File.Exists(path)
                    ? Task.FromResult(
                        InspectFile(
                            context,
                            path,
                            result.GetValue(key),
                            KeyPassword.Find(result.GetValue(password), KeyPassword.Variable),
                            result.GetValue(json),
                            token
                        )
                    )
                    : TargetAsync(context, destination, result.GetValue(json), token);
            }
        );
        return command;
    }

    static int InspectFile(
        CommandContext context,
        string path,
        string? key,
        string? password,
        bool json,
        CancellationToken cancellationToken
    )
    {
        using var file = Open(context, path, key, password, cancellationToken);
        var (now, views) = (TimeProvider.System.GetUtcNow(), ClientViews.Of(file));
        if (json)
        {
            CertificateOutput.WriteJson(
                context.Io,
                writer =>
                {
                    writer.WriteString("file", file.Path);
                    writer.WriteString("kind", file.Bundle.Format);
                    CertificateOutput.Write(writer, "certificates", file.Certificates, now);
                    writer.WriteNumber("revocationLists", file.Bundle.RevocationListCount);
                    if (file.KeyPath is null)
                    {
                        writer.WriteNull("key");
                    }
                    else
                    {
                        writer.WriteStartObject("key");
                        writer.WriteString("file", file.KeyPath);
                        writer.WriteString("kind", file.Key!.Format);
                        writer.WriteString("algorithm", file.Key.KeyKind);
                        writer.WriteString("permissions", file.KeyPermissions);
                        if (file.IsPair is { } pair)
                        {
                            writer.WriteBoolean("belongs", pair);
                        }

                        writer.WriteEndObject();
                    }

                    writer.WriteStartArray("clients");
                    foreach (var (client, says) in views)
                    {
                        writer.WriteStartObject();
                        writer.WriteString("client", client);
                        writer.WriteString("says", says);
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                }
            );
            return ExitCodes.Fine;
        }

        context.Io.Out.Write(PrintableText.Escape(Describe(file, views, now), keepLayout: true));
        return ExitCodes.Fine;
    }

    static InspectedFile Open(CommandContext context, string path, string? key, string? password, CancellationToken cancellationToken)
    {
        var bundle = KeyPassword.Read(context, path, password, cancellationToken);
        var beside = Path.ChangeExtension(path, ".key");
        var keyPath = bundle.HasKey
            ? path
            : key ?? (beside != path && bundle.Certificates.Count > 0 && File.Exists(beside) ? beside : null);
        return new(
            path,
            bundle,
            keyPath,
            keyPath is null ? null
                : keyPath == path ? bundle
                : KeyPassword.Read(context, keyPath, password, cancellationToken),
            password
        );
    }

    static string Describe(InspectedFile file, IReadOnlyList<(string Client, string Says)> views, DateTimeOffset now)
    {
        var text = new StringBuilder();
        var certificates = file.Certificates.Count;
        _ = text.Append($"{file.Path}: {file.Bundle.Format}");
        _ = certificates > 0 ? text.Append($", {certificates} {(certificates == 1 ? "certificate" : "certificates")}") : text;
        _ = file.Bundle.RevocationListCount > 0 ? text.Append($", {file.Bundle.RevocationListCount} revocation lists") : text;
        _ = text.Append('\n');
        foreach (var certificate in file.Certificates)
        {
            _ = text.Append(CertificateOutput.Describe(certificate, now));
        }

        if (file.Key is { } key)
        {
            var belongs = file.IsPair switch
            {
                true => "belongs to the first certificate",
                false => "does NOT belong to the first certificate",
                _ => "stands alone",
            };
            _ = text.Append($"the private key {file.KeyPath}: {key.Format}, {key.KeyKind}");
            _ = file.KeyPermissions is { } permissions ? text.Append($", permissions {permissions}") : text;
            _ = text.Append($"; it {belongs}\n");
        }

        foreach (var (client, says) in views)
        {
            _ = text.Append($"{client, -18} {says}\n");
        }

        return text.ToString();
    }

    static async Task<int> TargetAsync(CommandContext context, Destination destination, bool json, CancellationToken cancellationToken)
    {
        var seen = await Engine.FetchServerCertificatesAsync(destination.Target, destination.Arguments, null, cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        if (json)
        {
            CertificateOutput.WriteJson(
                context.Io,
                writer =>
                {
                    writer.WriteString("host", seen.Host);
                    writer.WriteString("protocol", seen.Protocol);
                    writer.WriteString("cipher", seen.Cipher);
                    CertificateOutput.Write(writer, "server", seen.Server, now);
                    CertificateOutput.Write(writer, "client", seen.Client, now);
                    CertificateOutput.Write(writer, "roots", seen.Roots, now);
                    writer.WriteStartArray("modes");
                    foreach (var (mode, meaning) in seen.Modes)
                    {
                        writer.WriteStartObject();
                        writer.WriteString("mode", mode);
                        writer.WriteString("meaning", meaning);
                        writer.WriteEndObject();
                    }

                    writer.WriteEndArray();
                }
            );
            return ExitCodes.Fine;
        }

        var text = new StringBuilder($"{seen.Host}: {seen.Protocol}, {seen.Cipher}");
        _ = text.Append(
            seen.AsksForClientCertificate switch
            {
                true => "; the server asks for a client certificate\n",
                false => "; the server asks for no client certificate\n",
                _ => "\n",
            }
        );
        Append(text, "the server shows", seen.Server, now);
        Append(text, "the target's client certificate", seen.Client, now);
        Append(text, "the target's trusted roots", seen.Roots, now);
        _ = text.Append("what each mode would do\n");
        foreach (var (mode, meaning) in seen.Modes)
        {
            _ = text.Append($"  {mode, -15} {meaning}\n");
        }

        context.Io.Out.Write(PrintableText.Escape(text.ToString(), keepLayout: true));
        return ExitCodes.Fine;
    }

    static void Append(StringBuilder text, string title, IReadOnlyList<CertificateSummary> certificates, DateTimeOffset now)
    {
        if (certificates.Count > 0)
        {
            _ = text.Append(title)
                .Append('\n')
                .AppendJoin("", certificates.Select(certificate => CertificateOutput.Describe(certificate, now)));
        }
    }
}
