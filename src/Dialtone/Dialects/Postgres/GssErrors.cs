using Dialtone.Errors;
using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>Failures of Kerberos, be it that it encrypts or that it logs in, in libpq's words.</summary>
static class GssErrors
{
    const string InNegotiation = "Exception while performing GSS encryption";
    const string UnknownAnswer = "Received unknown response ";

    // The beginnings of the driver's texts when GSSAPI itself failed; the .NET name of the reason comes after the colon.
    static readonly string[] Steps =
    [
        "Unable to negotiate GSS encryption",
        "Error while negotiating GSS encryption",
        "Unable to authenticate with GSS",
        "Error while authenticating GSS/SSPI",
    ];

    /// <summary>Whether the server answered that it does not encrypt with GSSAPI.</summary>
    public static bool IsLackOfGss(Exception exception) =>
        Find(exception, message => message.StartsWith("GGS encryption requested", StringComparison.Ordinal)) is not null;

    /// <summary>Whether an attempt ended before GSSAPI encrypted.</summary>
    public static bool AreBeforeEncryption(Exception? exception) =>
        exception?.Message.StartsWith(InNegotiation, StringComparison.Ordinal) == true;

    /// <summary>Why GSSAPI failed, in its own words, which .NET does not pass on; <see langword="null"/> if it did not fail, or not in time.</summary>
    public static async ValueTask<string?> ReasonAsync(
        Exception exception,
        PostgresTarget target,
        Peer peer,
        CancellationToken cancellationToken
    )
    {
        if (StepOf(exception) is null)
        {
            return null;
        }

        try
        {
            return await Task.Run(() => GssApi.Obstacle(ServiceOf(target, peer, '@')), cancellationToken)
                .WaitAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The name of the server's service: what its ticket is for.</summary>
    public static string ServiceOf(PostgresTarget target, Peer peer, char separator) =>
        $"{target.Options.KerberosServiceName}{separator}{peer.Host.Host ?? peer.Host.HostAddress}";

    /// <summary>The failure, or <see langword="null"/> if it has nothing to do with GSSAPI.</summary>
    /// <param name="exception">What the driver threw.</param>
    /// <param name="target">The target.</param>
    /// <param name="peer">The server.</param>
    /// <param name="reason">What <see cref="ReasonAsync"/> found.</param>
    public static Failure? Describe(Exception exception, PostgresTarget target, Peer peer, string? reason)
    {
        if (PostgresErrors.Chain(exception).Any(inner => inner is TypeInitializationException))
        {
            return Refuse(
                "GSSAPI continuation error: this system has no GSSAPI library",
                target,
                peer,
                $"install {GssApi.Library} (Debian: libgssapi-krb5-2; Red Hat: krb5-libs; Alpine: krb5-libs)"
            );
        }

        if (StepOf(exception) is { } step)
        {
            var what = AreBeforeEncryption(exception) ? "could not initiate GSSAPI security context" : "GSSAPI continuation error";
            return Refuse($"{what}: {reason ?? step[(step.LastIndexOf(':') + 1)..].Trim()}", target, peer);
        }

        if (!AreBeforeEncryption(exception))
        {
            return null;
        }

        if (IsLackOfGss(exception))
        {
            return Refuse(
                "server doesn't support GSSAPI encryption, but it was required",
                target,
                peer,
                "use a server built with GSSAPI and no pooler before it, or TLS: gssencmode=disable",
                target.Origin("gssencmode")
            );
        }

        if (Find(exception, message => message.StartsWith(UnknownAnswer, StringComparison.Ordinal)) is { } answer)
        {
            return Refuse(
                answer[UnknownAnswer.Length] is 'E'
                    ? "server sent an error response during GSS encryption exchange"
                    : $"received invalid response to GSSAPI negotiation: {answer[UnknownAnswer.Length]}",
                target,
                peer,
                "something other than a willing PostgreSQL listens on this port: check the port, and the server's log"
            );
        }

        return Find(exception, message => message.StartsWith("Additional unencrypted data", StringComparison.Ordinal)) is not null
            ? Refuse(
                "received unencrypted data after GSSAPI encryption response",
                target,
                peer,
                "somebody between client and server may be tampering with the connection"
            )
            : Refuse(
                "the server ended the negotiation of GSSAPI encryption",
                target,
                peer,
                "see the server's log: its krb_server_keyfile may lack the service"
            );
    }

    /// <summary><c>gssencmode=require</c> for a Unix socket.</summary>
    public static DatabaseException NotOverSocket(PostgresTarget target) =>
        new(
            Required(
                "GSSAPI encryption required but it is not supported over a local socket",
                "a Unix socket needs no encryption: use gssencmode=prefer",
                target
            )
        );

    /// <summary><c>gssencmode=require</c> without a ticket.</summary>
    public static DatabaseException NoCredentials(PostgresTarget target) =>
        new(
            Required(
                "GSSAPI encryption required but no credential cache",
                GssApi.IsInstalled
                    ? "get a ticket with kinit; klist shows what there is, and KRB5CCNAME names where it is looked for"
                    : $"install {GssApi.Library} (Debian: libgssapi-krb5-2), which is what looks for a ticket",
                target
            )
        );

    /// <summary>A login by Kerberos at a host that has an address only. For encryption, libpq takes the address.</summary>
    public static DatabaseException NoHostName(Peer peer) =>
        new(
            new()
            {
                Stage = ErrorStage.Authentication,
                Kind = ErrorKind.Configuration,
                What = "host name must be specified",
                Origin = $"hostaddr={peer.Host.HostAddress}",
                Fix = "add host= with the name that the server's Kerberos principal has",
            }
        );

    static Failure Required(string what, string fix, PostgresTarget target) =>
        new()
        {
            Stage = ErrorStage.Authentication,
            Kind = ErrorKind.Authentication,
            What = what,
            Origin = target.Origin("gssencmode"),
            Fix = fix,
        };

    static Failure Refuse(string what, PostgresTarget target, Peer peer, string? fix = null, string? origin = null) =>
        new()
        {
            Stage = ErrorStage.Authentication,
            Kind = ErrorKind.Authentication,
            What = what,
            Origin = origin ?? $"the service is {ServiceOf(target, peer, '/')}, from {target.Origin("krbsrvname")} and the host",
            Fix = fix ?? "klist shows your tickets, kinit gets one; the host must be spelled as the service's principal is",
        };

    static string? StepOf(Exception exception) =>
        Find(exception, message => Array.Exists(Steps, step => message.StartsWith(step, StringComparison.Ordinal)));

    static string? Find(Exception exception, Predicate<string> matches) =>
        PostgresErrors
            .Chain(exception)
            .Where(inner => inner is NpgsqlException)
            .Select(inner => inner.Message)
            .FirstOrDefault(message => matches(message));
}
