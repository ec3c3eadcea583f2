using System.CommandLine;
using System.Globalization;
using System.Net;
using Dialtone.Tls.Issuing;

namespace Dialtone.Cli.Commands.Certs;

/// <summary>The options of the commands that make certificates.</summary>
sealed class IssuingOptions
{
    /// <summary>What clients and browsers accept at most.</summary>
    const int MostDays = 825;
    const int UsualDays = 365;

    static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "::1"];

    readonly Option<string[]> hosts = new("--host")
    {
        HelpName = "NAME",
        Description = "A DNS name or address of the server, wildcards allowed; may be repeated. By default this machine's loopback names",
        Arity = ArgumentArity.OneOrMore,
    };

    readonly Option<string> days = new("--days")
    {
        HelpName = "DAYS",
        Description = $"How long the certificates count, {MostDays} days at most; {UsualDays} if not given",
    };

    readonly Option<string> key = new("--key")
    {
        HelpName = "KIND",
        Description = "The kind of key: ec (P-256, the default) or rsa (3072 bits)",
    };

    readonly Option<bool> force = new("--force") { Description = "Replace files that exist" };

    public IssuingOptions(Command command)
    {
        foreach (var option in (Option[])[hosts, days, key, force])
        {
            command.Add(option);
        }
    }

    public bool Force(ParseResult result) => result.GetValue(force);

    public CertificateKeyKind KeyKind(ParseResult result) =>
        result.GetValue(key) switch
        {
            null or "ec" => CertificateKeyKind.EcdsaP256,
            "rsa" => CertificateKeyKind.Rsa3072,
            var other => throw new UsageException("--key: there is no such kind of key", other, "use ec or rsa"),
        };

    /// <summary>The end of new certificates, no later than their issuer's.</summary>
    public DateTimeOffset End(ParseResult result, CertificateAuthority authority)
    {
        var text = result.GetValue(days);
        if (text is not null && (!int.TryParse(text, CultureInfo.InvariantCulture, out var given) || given is < 1 or > MostDays))
        {
            throw new UsageException($"--days is not a number between 1 and {MostDays}", text, "leave it out for a year");
        }

        var end = TimeProvider.System.GetUtcNow().AddDays(text is null ? UsualDays : int.Parse(text, CultureInfo.InvariantCulture));
        var limit = new DateTimeOffset(authority.Certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        return end < limit ? end : limit;
    }

    /// <summary>What a server's certificate says.</summary>
    public CertificateOptions Server(ParseResult result, CertificateAuthority authority)
    {
        var given = result.GetValue(hosts) is { Length: > 0 } list ? list : LoopbackNames;
        var names = given.Where(host => !IPAddress.TryParse(host, out _)).ToList();
        return new()
        {
            CommonName = names.FirstOrDefault() ?? given[0],
            DnsNames = names,
            IpAddresses = [.. given.Where(host => IPAddress.TryParse(host, out _)).Select(IPAddress.Parse)],
            Usage = CertificateUsage.Server,
            KeyKind = KeyKind(result),
            NotAfter = End(result, authority),
        };
    }

    /// <summary>What a client's certificate says.</summary>
    public CertificateOptions Client(ParseResult result, CertificateAuthority authority, string user) =>
        new()
        {
            CommonName = user,
            Usage = CertificateUsage.Client,
            KeyKind = KeyKind(result),
            NotAfter = End(result, authority),
        };
}
