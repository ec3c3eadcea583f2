using System.Net.Sockets;
using Dialtone.Dialects.Postgres;
using Dialtone.Errors;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Translates every host's name.</summary>
sealed class NamesStage() : Stage("dns")
{
    /// <inheritdoc/>
    public override bool Applies(CaseFile file) => file.Resolved!.Hosts.Any(host => !host.IsSocket);

    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        DatabaseException? first = null;
        var found = 0;
        foreach (var host in file.Resolved!.Hosts)
        {
            try
            {
                var peers = await HostAddresses.ResolveAsync(host, shuffle: false, cancellationToken).ConfigureAwait(false);
                found++;
                var addresses = peers.Select(peer => peer.Address).OfType<System.Net.IPAddress>().ToArray();
                if (file.Addresses.Count == 0)
                {
                    file.Addresses = addresses;
                }

                if (addresses.Length > 0 && addresses[0].ToString() != host.Host)
                {
                    notes.Add($"{host.Host ?? host.HostAddress} is {string.Join(", ", addresses.Select(Describe))}");
                }
            }
            catch (DatabaseException exception)
            {
                first ??= exception;
                notes.Warn(exception.Failure.What);
            }
        }

        if (found == 0)
        {
            throw first!;
        }
    }

    static string Describe(System.Net.IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"{address} (AAAA)" : $"{address} (A)";
}
