using Dialtone.Tls;

namespace Dialtone.Translation.Keys;

/// <summary>What is known about each form of key: its name, its ending, and which files have it already.</summary>
static class KeyForms
{
    public static string Describe(KeyForm form) =>
        form switch
        {
            KeyForm.Pkcs8Der => "the private key as PKCS#8 in DER",
            KeyForm.Pkcs12 => "certificate and private key in one PKCS#12 file",
            _ => "the private key as PEM without a password",
        };

    /// <summary>The file's name beside the original.</summary>
    public static string NameFor(string key, KeyForm form) =>
        Path.ChangeExtension(
            key,
            form switch
            {
                KeyForm.Pkcs8Der => ".pk8",
                KeyForm.Pkcs12 => ".p12",
                _ => ".pem",
            }
        );

    /// <summary>Whether the file has the form; the ending decides if it cannot be read here.</summary>
    public static bool Fits(string path, KeyForm form)
    {
        var format = KeyFileFormat.Of(path);
        var isUnread = format == "cannot be read";
        var ending = Path.GetExtension(path);
        return form switch
        {
            KeyForm.Pkcs8Der => isUnread ? ending is ".pk8" or ".der" : format == KeyFileFormat.Pkcs8Der,
            KeyForm.Pkcs12 => isUnread ? ending is ".p12" or ".pfx" : format == KeyFileFormat.Pkcs12,
            _ => isUnread || format.EndsWith(" in PEM", StringComparison.Ordinal),
        };
    }
}
