using Dialtone.Diagnosis.Probing;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Diagnosis.Stages.Postgres;

/// <summary>Judges how far a login gets without a password: the server's rules, and the method that it asks for.</summary>
sealed class StartupStage() : Stage("startup")
{
    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        if (file.Startup is null)
        {
            var stream = await ProbeSocket.OpenAsync(file.EndPoint!, cancellationToken).ConfigureAwait(false);
            if (file.Line is not null)
            {
                await file.Line.DisposeAsync().ConfigureAwait(false);
            }

            file.Line = stream;
            file.Startup = await PostgresProbe.LoginAsync(stream, StartupParameters.Of(file), cancellationToken).ConfigureAwait(false);
        }

        var answer = file.Startup;
        if (answer.IsClosed)
        {
            throw Blocked.AtConnect("server closed the connection unexpectedly when a login began");
        }

        if (answer.Error is { } error)
        {
            await RefusedAsync(file, notes, error, cancellationToken).ConfigureAwait(false);
            return;
        }

        notes.Add($"the server asks for: {answer.MethodName}");
        ShowBinding(file, notes);
        if (Mismatch(file) is { } mismatch)
        {
            throw Blocked.AtLogin(
                mismatch,
                null,
                file.Named(file.Postgres!.Options.RequireAuth.Text is null ? "channel_binding" : "require_auth")
            );
        }

        if (answer.Method is 3 && file.Handshake is null && file.Host is { IsSocket: false })
        {
            notes.Warn("the password will cross the network readable for everybody");
        }
    }

    static async Task RefusedAsync(CaseFile file, StageNotes notes, ServerReport error, CancellationToken cancellationToken)
    {
        var text = $"{error.Severity}:  {error.Message}";
        if (error.Message.Contains("startup parameter", StringComparison.Ordinal))
        {
            var stream = await ProbeSocket.OpenAsync(file.EndPoint!, cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                var bare = await PostgresProbe.LoginAsync(stream, StartupParameters.Minimal(file), cancellationToken).ConfigureAwait(false);
                notes.Add(
                    bare.Error is null
                        ? "a login that sets nothing but user and database is let in"
                        : $"a login that sets nothing but user and database is refused too: {bare.Error.Message}"
                );
            }
        }

        // What a server itself refuses has nothing to do with the name; what a proxy refuses often has.
        if (file.Handshake is not null && error.SqlState is not ['2', '8', ..] and not ['3', 'D', ..] and not ['5', ..])
        {
            await ServerNameProbe.CompareAsync(file, notes, file.IsServerAccepted == true, cancellationToken).ConfigureAwait(false);
        }

        if (!file.HasOtherWays)
        {
            throw Blocked.AtLogin(text, error);
        }

        notes.Warn(file.Handshake is not null && file.WantsTls ? $"over TLS: {text}" : text);
    }

    static void ShowBinding(CaseFile file, StageNotes notes)
    {
        if (file.Startup is not { Method: 10 } startup || file.Handshake is not { } handshake || !file.WantsTls)
        {
            return;
        }

        notes.Add(
            !startup.Mechanisms.Contains("SCRAM-SHA-256-PLUS") ? "the server offers no channel binding"
            : CertificateFacts.ObstacleToBinding(handshake.Leaf) is { } obstacle
                ? $"the server offers channel binding, but its certificate's signature ({obstacle}) allows none"
            : "channel binding is possible"
        );
    }

    static string? Mismatch(CaseFile file)
    {
        var options = file.Postgres!.Options;
        var startup = file.Startup!;
        var (method, deed) = startup.Method switch
        {
            0 => (AuthenticationMethods.NoExchange, "server did not complete authentication"),
            3 => (AuthenticationMethods.Password, "server requested a cleartext password"),
            5 => (AuthenticationMethods.Md5, "server requested a hashed password"),
            7 => (AuthenticationMethods.Gss, "server requested GSSAPI authentication"),
            9 => (AuthenticationMethods.Sspi, "server requested SSPI authentication"),
            _ => (AuthenticationMethods.ScramSha256, "server requested SASL authentication"),
        };
        if (options.RequireAuth is { Text: { } required } rule && !rule.Allows(method))
        {
            return $"authentication method requirement \"{required}\" failed: {deed}";
        }

        if (options.ChannelBinding != ChannelBinding.Require)
        {
            return null;
        }

        return startup.Method == 0 ? "channel binding required, but server authenticated client without channel binding"
            : startup.Method != 10 ? "channel binding required but not supported by server's authentication request"
            : file.Handshake is null || !file.WantsTls ? "channel binding required, but SSL not in use"
            : !startup.Mechanisms.Contains("SCRAM-SHA-256-PLUS")
                ? "channel binding is required, but server did not offer an authentication method that supports channel binding"
            : CertificateFacts.ObstacleToBinding(file.Handshake.Leaf) is not null
                ? "channel binding is required, but the signature of the server's certificate allows none"
            : null;
    }
}
