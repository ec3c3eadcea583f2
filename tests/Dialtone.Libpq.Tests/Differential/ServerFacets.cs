using Dialtone.Servers.Certificates;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>What the server presents and what the client trusts.</summary>
static class ServerFacets
{
    /// <summary>The facets, for a server that can present these certificates.</summary>
    public static IEnumerable<Facet> For(IEnumerable<ServerCertificate> certificates) =>
        [
            new(
                "certificate",
                [
                    new("", static _ => { }) { Weight = 120 },
                    .. certificates
                        .Where(kind => kind != ServerCertificate.Good)
                        .Select(kind => new Choice($"{kind}", draft => draft.Certificate = kind)),
                ]
            ),
            Facet.Parameter("sslmode", "disable", "allow", "prefer", "require", "verify-ca", "verify-full", "verify-full", "bogus"),
            new(
                "root",
                new("", static draft => draft.Set("sslrootcert", draft.Pki.Root)) { Weight = 50 },
                new("unset", static _ => { }) { Weight = 8 },
                Root("missing", static _ => "/nowhere/root.crt"),
                Root("other", static draft => draft.Pki.Authority(CertificateIssuer.Other)),
                Root("bundle", static draft => draft.Pki.Bundle(CertificateIssuer.Other, CertificateIssuer.Root)),
                Root("intermediate", static draft => draft.Pki.Authority(CertificateIssuer.Intermediate)),
                Root("with intermediate", static draft => draft.Pki.Bundle(CertificateIssuer.Root, CertificateIssuer.Intermediate)),
                Root("leaf", static draft => draft.Pki.Server(draft.Certificate).Certificate),
                Root("der", static draft => draft.Pki.RootDer),
                Root("key", static draft => draft.Pki.Client(Pki.Alice).Key),
                Root("folder", static draft => draft.Pki.Folder),
                Root("garbage", static draft => draft.Files.Garbage),
                Root("empty file", static draft => draft.Files.Empty),
                Root("system", static _ => "system"),
                Root("empty", static _ => ""),
                Root("expired", static draft => draft.Pki.Authority(CertificateIssuer.ExpiredRoot)),
                InHome("home", static draft => draft.Pki.Root, "root.crt"),
                InHome("home other", static draft => draft.Pki.Authority(CertificateIssuer.Other), "root.crt"),
                InHome("home garbage", static draft => draft.Files.Garbage, "root.crt")
            ),
            new(
                "crl",
                [
                    new("", static _ => { }) { Weight = 90 },
                    .. Enum.GetValues<RevocationList>()
                        .SelectMany(kind =>
                            new[]
                            {
                                new Choice($"{kind}", draft => draft.Set("sslcrl", draft.Pki.Crl(kind))),
                                new Choice($"{kind} folder", draft => draft.Set("sslcrldir", draft.Pki.CrlDirectory(kind))),
                            }
                        ),
                    new("missing", static draft => draft.Set("sslcrl", "/nowhere/root.crl")),
                    new("missing folder", static draft => draft.Set("sslcrldir", "/nowhere")),
                    new("garbage", static draft => draft.Set("sslcrl", draft.Files.Garbage)),
                ]
            ),
            new(
                "versions",
                new("", static _ => { }) { Weight = 60 },
                Versions("1.3", "TLSv1.3", null),
                Versions("to 1.2", null, "TLSv1.2"),
                Versions("1.2 to 1.3", "tlsv1.2", "TLSV1.3"),
                Versions("1.3 to 1.2", "TLSv1.3", "TLSv1.2"),
                Versions("to 1.1", null, "TLSv1.1"),
                Versions("1.0 to 1.1", "TLSv1", "TLSv1.1"),
                Versions("bogus", "TLS1", null),
                Versions("bogus maximum", null, "1.3"),
                Versions("none", "", "")
            ),
            Facet.Parameter("sslnegotiation", "postgres", "direct", "direct", "bogus"),
            Facet.Parameter("sslsni", "0", "1"),
        ];

    static Choice Root(string label, Func<CaseDraft, string> file) => new(label, draft => draft.Set("sslrootcert", file(draft)));

    static Choice InHome(string label, Func<CaseDraft, string> file, string name) =>
        new(label, draft => draft.Home = draft.Files.Home(label, home => home.Write(name, File.ReadAllText(file(draft)))));

    static Choice Versions(string label, string? minimum, string? maximum) =>
        new(
            label,
            draft =>
            {
                if (minimum is not null)
                    draft.Set("ssl_min_protocol_version", minimum);
                if (maximum is not null)
                    draft.Set("ssl_max_protocol_version", maximum);
            }
        );
}
