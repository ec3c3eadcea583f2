using System.Globalization;
using System.Text.RegularExpressions;

namespace Dialtone.Tls;

/// <summary>All revocation lists of a policy. Their existence means that every certificate of a chain needs one.</summary>
sealed partial class RevocationLists
{
    readonly List<RevocationList> lists = [];

    RevocationLists(string origin) => Origin = origin;

    /// <summary>The parameters that named the lists.</summary>
    public string Origin { get; }

    /// <summary>The lists that carry an issuer's name, the newest first.</summary>
    public IEnumerable<RevocationList> Of(CanonicalName issuer) =>
        lists.Where(list => list.Header.Issuer.Equals(issuer)).OrderByDescending(list => list.Header.ThisUpdate);

    /// <summary>Reads the file and the folders that the settings name, after the lists of the root file.</summary>
    /// <returns><see langword="null"/> if revocation is not checked: nothing is named, or libpq would ignore what is.</returns>
    /// <exception cref="Errors.DatabaseException">The file cannot be used and the settings do not tolerate that.</exception>
    public static RevocationLists? Load(TlsSettings settings, RootCertificates roots, WatchedFiles watched, List<TlsWarning> warnings)
    {
        var named = new[] { settings.RevocationFile, settings.RevocationDirectory }.OfType<TlsFile>().ToArray();
        if (named.Length == 0)
        {
            return null;
        }

        var result = new RevocationLists(string.Join(", ", named.Select(file => file.Describe())));
        result.lists.AddRange(roots.Content.RevocationLists);
        if (settings.RevocationFile is { } file && !result.TryAddFile(settings, file, watched, warnings))
        {
            return null;
        }

        if (settings.RevocationDirectory is { } folders)
        {
            foreach (var folder in folders.Path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                result.AddFolder(folder, watched, warnings);
            }
        }

        return result;
    }

    /// <summary>libpq ignores a file that does not load, and then the folder as well.</summary>
    bool TryAddFile(TlsSettings settings, TlsFile file, WatchedFiles watched, List<TlsWarning> warnings)
    {
        var status = watched.Look(file.Path);
        if (TryRead(file.Path, status.Kind, out var content, out var reason))
        {
            // libpq also trusts certificates that it finds here. A list of what is revoked is no place to widen the trust from.
            if (content.Certificates.Count > 0)
            {
                warnings.Add(new($"the certificates in the revocation file are not trusted ({file.Describe()})"));
            }

            lists.AddRange(content.RevocationLists);
            return true;
        }

        var what = $"could not read certificate revocation list file \"{file.Path}\": {reason}";
        if (settings.RevocationFilesMustLoad && (status.Exists || !file.IsDefault))
        {
            throw TlsFailure.File(what, file, "name a PEM file with \"-----BEGIN X509 CRL-----\"");
        }

        if (status.Exists || !file.IsDefault)
        {
            warnings.Add(new($"{what}: revocation is not checked ({file.Describe()})", IsMissingFile: !status.Exists));
        }

        return false;
    }

    /// <summary>Reads the files that OpenSSL would find: <c>HASH.r0</c>, <c>HASH.r1</c> … without a gap, each with lists of issuers of that hash.</summary>
    void AddFolder(string folder, WatchedFiles watched, List<TlsWarning> warnings)
    {
        watched.Look(folder);
        foreach (var group in Enumerate(folder).GroupBy(entry => entry.Hash))
        {
            foreach (var (entry, position) in group.OrderBy(entry => entry.Number).Select((entry, position) => (entry, position)))
            {
                if (entry.Number != position)
                {
                    warnings.Add(new($"revocation list file \"{entry.Path}\" is not used: the numbers before it have a gap"));
                    break;
                }

                var kind = watched.Look(entry.Path).Kind;
                if (TryRead(entry.Path, kind, out var content, out var reason))
                {
                    lists.AddRange(content.RevocationLists.Where(list => list.Header.Issuer.FileName() == entry.Hash));
                }
                else
                {
                    warnings.Add(new($"could not read certificate revocation list file \"{entry.Path}\": {reason}"));
                }
            }
        }
    }

    static List<(string Path, string Hash, int Number)> Enumerate(string folder)
    {
        try
        {
            return
            [
                .. from path in Directory.EnumerateFiles(folder)
                let match = HashedName().Match(Path.GetFileName(path))
                where match.Success
                select (path, match.Groups[1].Value, int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    static bool TryRead(
        string path,
        FileKind kind,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PemContent? content,
        out string? reason
    )
    {
        content = null;
        if (TlsFileContent.Read(path, kind, out reason) is not { } bytes)
        {
            return false;
        }

        try
        {
            content = PemContent.Read(bytes);
            return true;
        }
        catch (FormatException exception)
        {
            reason = exception.Message;
            return false;
        }
    }

    [GeneratedRegex(@"^([0-9a-f]{8})\.r([0-9]{1,6})\z", RegexOptions.CultureInvariant)]
    private static partial Regex HashedName();
}
