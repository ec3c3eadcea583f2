using Dialtone.Diagnosis.Probing;
using Dialtone.Errors;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Looks at every file that TLS needs, before any socket opens.</summary>
sealed class TlsFilesStage() : Stage("files")
{
    /// <inheritdoc/>
    public override bool Applies(CaseFile file) => file.Tls is not null;

    /// <inheritdoc/>
    public override Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var settings = file.Tls!;
        ShowCertificates(file, notes, settings.RootFile, "trusted");
        ShowCertificates(
            file,
            notes,
            settings.ClientCertificates == ClientCertificateMode.Disable ? null : settings.CertificateFile,
            "own"
        );
        ShowKey(file, notes, settings);
        foreach (var list in new[] { settings.RevocationFile, settings.RevocationDirectory }.OfType<TlsFile>())
        {
            var exists = FileStatus.Of(list.Path).Exists;
            if (exists || !list.IsDefault)
            {
                notes.Add($"{list.Describe()}: {(exists ? "there" : "there is no such file")}");
            }
        }

        if (file.Shown("passfile") is { Length: > 0 } passfile)
        {
            notes.Add($"{file.Named("passfile")}: {(File.Exists(passfile) ? "there" : "there is no such file")}");
        }

        LoadPolicy(file, notes);
        if (notes.Evidence.Count == 0)
        {
            notes.Add("none needed");
        }

        return Task.CompletedTask;
    }

    static void LoadPolicy(CaseFile file, StageNotes notes)
    {
        var settings = file.Tls!;
        try
        {
            file.Policy = TlsPolicy.Load(settings, file.Time);
        }
        catch (DatabaseException exception)
        {
            file.PolicyFault = exception.Failure;
            if (file.DemandsTls)
            {
                throw;
            }

            if (file.WantsTls)
            {
                notes.Warn($"{exception.Failure.What}: TLS is not even tried because of that");
            }

            return;
        }

        if (file.WantsTls)
        {
            foreach (var warning in file.Policy.Warnings)
            {
                notes.Warn(warning.Text);
            }
        }
    }

    static void ShowCertificates(CaseFile file, StageNotes notes, TlsFile? named, string role)
    {
        if (named is null || FileStatus.Of(named.Path) is not { Exists: true } status)
        {
            if (named is { IsDefault: false })
            {
                notes.Warn($"{named.Describe()}: there is no such file");
            }

            return;
        }

        try
        {
            var bytes = TlsFileContent.Read(named.Path, status.Kind, out var reason);
            if (bytes is null)
            {
                notes.Warn($"{named.Describe()}: {reason}");
                return;
            }

            var certificates = role == "own" ? PemContent.ReadChain(bytes) : PemContent.Read(bytes).Certificates;
            notes.Add($"{named.Describe()}: {certificates.Count} {(certificates.Count == 1 ? "certificate" : "certificates")}");
            foreach (var certificate in certificates.Take(8))
            {
                var line = $"  {CertificateFacts.Describe(certificate, file.Time)}";
                if (role == "own" && CertificateFacts.IsNearExpiry(certificate, file.Time))
                {
                    notes.Warn(line);
                }
                else
                {
                    notes.Add(line);
                }
            }

            for (var index = 1; role == "own" && index < certificates.Count; index++)
            {
                if (!certificates[index - 1].IssuerName.RawData.AsSpan().SequenceEqual(certificates[index].SubjectName.RawData))
                {
                    notes.Warn(
                        $"certificate {index + 1} of the file did not issue certificate {index}: the order is leaf, intermediate, …"
                    );
                }
            }
        }
        catch (FormatException exception)
        {
            notes.Warn($"{named.Describe()}: {exception.Message}");
        }
    }

    static void ShowKey(CaseFile file, StageNotes notes, TlsSettings settings)
    {
        if (settings.KeyFile is not { } key || FileStatus.Of(key.Path) is not { Kind: FileKind.Regular } status)
        {
            return;
        }

        file.KeyFormat = KeyFileFormat.Of(key.Path);
        notes.Add(
            $"{key.Describe()}: {file.KeyFormat}, permissions {Convert.ToString((int)status.Mode & 0x1ff, 8).PadLeft(4, '0')}"
                + (status.Owner is { } owner ? $", owner {owner}" : "")
        );
    }
}
