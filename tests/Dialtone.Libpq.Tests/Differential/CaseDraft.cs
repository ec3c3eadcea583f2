using Dialtone.Servers.Certificates;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>A case while its facets are applied one after the other.</summary>
sealed class CaseDraft(Random random, CaseFiles files, CasePorts ports)
{
    public Random Random { get; } = random;

    public CaseFiles Files { get; } = files;

    public CasePorts Ports { get; } = ports;

    public Pki Pki => Files.Pki;

    /// <summary>The connection parameters, wherever they will be written.</summary>
    public Dictionary<string, string> Parameters { get; } = new() { ["dbname"] = "postgres" };

    /// <summary>Environment variables that are not the place of a parameter.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public List<HostSpelling> Hosts { get; set; } = [new("localhost", "127.0.0.1", $"{ports.Primary}")];

    public string Home { get; set; } = files.EmptyHome;

    /// <summary>What the clients are given: written by the last facet.</summary>
    public string Target { get; set; } = "";

    /// <summary>What the primary server presents.</summary>
    public ServerCertificate Certificate { get; set; } = ServerCertificate.Good;

    public void Set(string keyword, string value) => Parameters[keyword] = value;

    public void Use(CertificateFiles credential)
    {
        Set("sslcert", credential.Certificate);
        Set("sslkey", credential.Key);
        if (credential.Password is { } password)
            Set("sslpassword", password);
    }

    /// <summary>Spells the first host otherwise.</summary>
    public void Spell(string host, string address) => Hosts[0] = Hosts[0] with { Host = host, Address = address };

    /// <summary>Writes the host list into the parameters.</summary>
    public void WriteHosts()
    {
        Write("host", Hosts.Select(host => host.Host));
        Write("hostaddr", Hosts.Select(host => host.Address));
        Write("port", Hosts.Select(host => host.Port));

        void Write(string keyword, IEnumerable<string> elements)
        {
            if (string.Join(',', elements) is var text && text.Trim(',').Length > 0)
                Parameters.TryAdd(keyword, text);
        }
    }
}
