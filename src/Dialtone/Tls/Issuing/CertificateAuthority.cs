using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Tls.Files;

namespace Dialtone.Tls.Issuing;

/// <summary>A certificate authority for development and tests: makes server and client certificates that PostgreSQL and MySQL accept.</summary>
/// <remarks>Keys are made by the operating system's generator and stay in memory until they are written. It keeps no record of what it issued.</remarks>
public sealed class CertificateAuthority : IDisposable
{
    const int SerialLength = 16;
    static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    readonly IssuedCertificate own;
    readonly TimeProvider clock;

    CertificateAuthority(IssuedCertificate own, TimeProvider clock)
    {
        this.own = own;
        this.clock = clock;
    }

    /// <summary>The authority's certificate: what clients and servers are told to trust if this is the root.</summary>
    public X509Certificate2 Certificate => own.Certificate;

    /// <summary>Makes a self-signed root.</summary>
    /// <param name="options">What its certificate says; names and usage are ignored.</param>
    /// <param name="clock">The clock for the default dates; the system's by default.</param>
    /// <exception cref="ArgumentException">The common name is empty, or the dates are in the wrong order.</exception>
    public static CertificateAuthority Create(CertificateOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        clock ??= TimeProvider.System;
        var request = new NewCertificate(options);
        request.AddAuthorityExtensions();
        var (notBefore, notAfter) = Dates(options, clock, years: 10, DateTimeOffset.MaxValue);
        return new(new(request.Sign(request.Name, request.CreateGenerator(), notBefore, notAfter, CreateSerial()), []), clock);
    }

    /// <summary>Takes up an authority from its PEM files again.</summary>
    /// <param name="certificatePath">Its certificate, followed by the intermediates above it, without the root.</param>
    /// <param name="keyPath">Its private key, unencrypted.</param>
    /// <param name="clock">The clock for the default dates; the system's by default.</param>
    /// <exception cref="Errors.DatabaseException">A file is missing, cannot be read, or the two do not belong together.</exception>
    public static CertificateAuthority Load(string certificatePath, string keyPath, TimeProvider? clock = null)
    {
        var source = new Parameters.ParameterSource.Argument();
        var settings = new TlsSettings
        {
            CertificateFile = new(certificatePath, "certificate", source),
            KeyFile = new(keyPath, "key", source),
            MissingCertificateIsError = true,
            KeyMayNameEngine = false,
        };
        clock ??= TimeProvider.System;
        var credential = ClientCredential.Load(settings, null, new(), [], clock)!;
        return new(new(credential.Certificates[0], [.. credential.Certificates.Skip(1)]), clock);
    }

    /// <summary>Makes an intermediate authority under this one.</summary>
    /// <param name="options">What its certificate says; names and usage are ignored.</param>
    /// <exception cref="ArgumentException">The common name is empty, or the dates are in the wrong order.</exception>
    public CertificateAuthority CreateIntermediate(CertificateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var request = new NewCertificate(options);
        request.AddAuthorityExtensions();
        return new(Sign(request, options, years: 10), clock);
    }

    /// <summary>Makes a server's or client's certificate with a new key.</summary>
    /// <param name="options">What it says.</param>
    /// <exception cref="ArgumentException">The common name is empty, a DNS name is not valid, or the dates are in the wrong order.</exception>
    public IssuedCertificate Issue(CertificateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var request = new NewCertificate(options);
        request.AddLeafExtensions(options);
        return Sign(request, options, years: 1);
    }

    /// <summary>The authority's certificate as PEM, the content of a <c>sslrootcert</c> file.</summary>
    public string ToCertificatePem() => own.ToCertificatePem();

    /// <summary>Writes the authority's certificate as a PEM file.</summary>
    /// <param name="certificatePath">The file.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="Errors.DatabaseException">The file exists and <paramref name="overwrite"/> is false, or it cannot be written.</exception>
    public void WriteCertificatePem(string certificatePath, bool overwrite = false) =>
        CertificateFile.Write(certificatePath, ToCertificatePem(), isSecret: false, overwrite);

    /// <summary>Writes certificate and private key as PEM files; the key's file is readable by its owner only (0600).</summary>
    /// <inheritdoc cref="IssuedCertificate.WritePem"/>
    public void WritePem(string certificatePath, string keyPath, bool overwrite = false) =>
        own.WritePem(certificatePath, keyPath, overwrite);

    /// <summary>Releases the certificate and its key. Certificates that it issued stay usable.</summary>
    public void Dispose() => own.Dispose();

    IssuedCertificate Sign(NewCertificate request, CertificateOptions options, int years)
    {
        var (notBefore, notAfter) = Dates(options, clock, years, new(Certificate.NotAfter));
        request.AddIssuer(Certificate);
        var generator = NewCertificate.CreateGenerator(Certificate);
        var certificate = request.Sign(Certificate.SubjectName, generator, notBefore, notAfter, CreateSerial());
        var isRoot = Certificate.SubjectName.RawData.AsSpan().SequenceEqual(Certificate.IssuerName.RawData);
        return new(
            certificate,
            isRoot ? [] : [X509CertificateLoader.LoadCertificate(Certificate.RawDataMemory.Span), .. own.Intermediates]
        );
    }

    static (DateTimeOffset NotBefore, DateTimeOffset NotAfter) Dates(
        CertificateOptions options,
        TimeProvider clock,
        int years,
        DateTimeOffset limit
    )
    {
        var notBefore = options.NotBefore ?? clock.GetUtcNow() - ClockDifference;
        var longest = clock.GetUtcNow().AddYears(years);
        var notAfter = options.NotAfter ?? (longest < limit ? longest : limit);
        return notBefore < notAfter
            ? (notBefore, notAfter)
            : throw new ArgumentException("NotAfter is not later than NotBefore", nameof(options));
    }

    static byte[] CreateSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)((serial[0] & 0x7f) | 0x40);
        return serial;
    }
}
