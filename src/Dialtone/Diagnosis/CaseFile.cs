using System.Text;
using Dialtone.Diagnosis.Probing;
using Dialtone.Dialects.Postgres;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Diagnosis;

/// <summary>Everything that is known about one case: the stages write it, the knowledge base reads it. What was not looked at is <see langword="null"/>.</summary>
sealed class CaseFile : IAsyncDisposable
{
    /// <summary>The client whose error or target this is; <see langword="null"/> for Dialtone's own.</summary>
    public string? Client { get; init; }

    /// <summary>Whether what weakens TLS is refused.</summary>
    public bool StrictTls { get; init; }

    /// <summary>Whether <c>sslkeylogfile</c> is obeyed.</summary>
    public bool AllowTlsKeyLog { get; init; }

    /// <summary>An error text of another client, as somebody pasted it.</summary>
    public string? PastedError { get; init; }

    /// <summary>The clock by which certificates expire.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The target as it was read.</summary>
    public Target? Parsed { get; set; }

    /// <summary>The target with every value and its source.</summary>
    public ResolvedTarget? Resolved { get; set; }

    /// <summary>The target's values, if it is PostgreSQL's.</summary>
    public PostgresTarget? Postgres { get; set; }

    /// <summary>The target's values, if it is MySQL's.</summary>
    public MySqlOptions? MySql { get; set; }

    /// <summary>The target's values, if it is SQLite's.</summary>
    public SqliteOptions? Sqlite { get; set; }

    /// <summary>The TLS settings of the target.</summary>
    public TlsSettings? Tls { get; set; }

    /// <summary>The policy made of them; <see langword="null"/> if a file of theirs cannot be used.</summary>
    public TlsPolicy? Policy { get; set; }

    /// <summary>Why no policy could be made of them.</summary>
    public Failure? PolicyFault { get; set; }

    /// <summary>How the file of the private key is written; <see langword="null"/> if there is none.</summary>
    public string? KeyFormat { get; set; }

    /// <summary>The open line to the server that is looked at; every stage may go on with it.</summary>
    public Stream? Line { get; set; }

    /// <summary>The engine's connection.</summary>
    public System.Data.Common.DbConnection? Connection { get; set; }

    /// <summary>What opens the engine's connection.</summary>
    public Dialects.Connector? Connector { get; set; }

    /// <summary>Whether the target's mode would try TLS at all.</summary>
    public bool WantsTls { get; set; } = true;

    /// <summary>Whether the target's mode accepts nothing but TLS.</summary>
    public bool DemandsTls { get; set; }

    /// <summary>The host that is examined.</summary>
    public HostPlan? Host { get; set; }

    /// <summary>The addresses that the host's name has.</summary>
    public IReadOnlyList<System.Net.IPAddress> Addresses { get; set; } = [];

    /// <summary>Where sockets are opened; <see langword="null"/> before one could be.</summary>
    public System.Net.EndPoint? EndPoint { get; set; }

    /// <summary>What the server answered when it was asked for TLS.</summary>
    public PeerAnswer? Answer { get; set; }

    /// <summary>What a handshake without a request for it first came to, if it was tried.</summary>
    public TlsObservation? DirectTls { get; set; }

    /// <summary>The handshake, seen without judging.</summary>
    public TlsObservation? Handshake { get; set; }

    /// <summary>Why no handshake came about.</summary>
    public TlsFault? HandshakeFault { get; set; }

    /// <summary>The TLS versions that the server turned out to have, where they had to be tried.</summary>
    public HashSet<System.Security.Authentication.SslProtocols> ServerVersions { get; } = [];

    /// <summary>Why the server refused the client's certificate.</summary>
    public TlsFault? CertificateFault { get; set; }

    /// <summary>Whether the policy that is in force accepts the server; <see langword="null"/> without TLS.</summary>
    public bool? IsServerAccepted { get; set; }

    /// <summary>Why the policy refuses the server, whether the mode insists on it or not.</summary>
    public Failure? ServerRefusal { get; set; }

    /// <summary>Whether chain and name would pass, whatever the mode in force.</summary>
    public bool VerifiedName { get; set; }

    /// <summary>What each mode would do with this server.</summary>
    public IReadOnlyList<ModeVerdict> Modes { get; set; } = [];

    /// <summary>What the server answered to a login without a password.</summary>
    public StartupAnswer? Startup { get; set; }

    /// <summary>What a MySQL server said first.</summary>
    public MySqlGreeting? Greeting { get; set; }

    /// <summary>The session of the engine.</summary>
    public SessionFacts? Session { get; set; }

    /// <summary>What the engine announced while it connected.</summary>
    public List<string> Announcements { get; } = [];

    /// <summary>The stage that blocks.</summary>
    public string? BlockedAt { get; set; }

    /// <summary>Why it blocks.</summary>
    public Failure? Failure { get; set; }

    /// <summary>Whether a connection would change something that is only to be looked at.</summary>
    public bool IsNotToBeOpened { get; set; }

    /// <summary>Whether a database file cannot be written to.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether no connection can be made.</summary>
    public bool IsBlocked => Failure is not null || PastedError is not null;

    /// <summary>The error's SQLSTATE.</summary>
    public string? SqlState => Failure?.SqlState;

    /// <summary>The whole error: the pasted one, or what the failure says with every attempt.</summary>
    public string ErrorText
    {
        get
        {
            if (PastedError is not null)
            {
                return PastedError;
            }

            if (Failure is not { } failure)
            {
                return "";
            }

            var text = new StringBuilder(failure.What);
            foreach (var attempt in failure.Attempts)
            {
                _ = text.Append('\n').Append(attempt.Problem);
            }

            return text.ToString();
        }
    }

    /// <summary>Whether the error holds one of the texts.</summary>
    public bool Says(params ReadOnlySpan<string> texts)
    {
        var error = ErrorText;
        foreach (var text in texts)
        {
            if (error.Contains(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the case is about a client, by what was asked for or by the driver that the target names.</summary>
    public bool IsFor(string client) =>
        Client is not null ? Client == client : Parsed?.Driver == client || (client == "jdbc" && Parsed?.Syntax == TargetSyntax.JdbcUrl);

    /// <summary>A parameter's shown value; empty if it has none.</summary>
    public string Shown(string keyword) => Resolved?.Parameters[keyword]?.DisplayValue ?? "";

    /// <summary>A parameter with its source, as evidence shows it.</summary>
    public string Named(string keyword) => Resolved?.Parameters[keyword] is { } parameter ? parameter.ToString() : $"{keyword} (not set)";

    /// <summary>Whether the target leaves the connector more than one way, so that a refusal of the first need not be the end.</summary>
    public bool HasOtherWays =>
        Resolved is { Hosts.Length: > 1 } || (WantsTls && !DemandsTls) || Postgres?.Options.SslMode is SslMode.Allow;

    /// <summary>The host's name as it was given, or its address.</summary>
    public string HostName => Host?.Host ?? Host?.HostAddress ?? Resolved?.Hosts.FirstOrDefault()?.Host ?? "localhost";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Connection is not null)
        {
            await Connection.DisposeAsync().ConfigureAwait(false);
        }

        if (Connector is not null)
        {
            await Connector.DisposeAsync().ConfigureAwait(false);
        }

        if (Line is not null)
        {
            await Line.DisposeAsync().ConfigureAwait(false);
        }
    }
}
