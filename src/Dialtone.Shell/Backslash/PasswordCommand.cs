namespace Dialtone.Shell.Backslash;

/// <summary><c>\password</c>: asks twice, and sends the server what it keeps instead of the password itself.</summary>
static class PasswordCommand
{
    /// <summary>Changes a password.</summary>
    public static async Task RunAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        if (session.Engine.Target.Dialect != "postgresql")
        {
            throw new ShellCommandException("\\password: this is for PostgreSQL");
        }

        var user = SlashScanner.Identifier(await call.Arguments.NextAsync(cancellationToken) ?? "");
        user = user.Length > 0 ? user : await ReadAsync(session, "select current_user", cancellationToken);
        var password = await AskAsync(session, $"Enter new password for user \"{user}\": ", cancellationToken);
        var again = await AskAsync(session, "Enter it again: ", cancellationToken);
        if (password != again)
        {
            throw new ShellCommandException("Passwords didn't match.");
        }

        var method = await ReadAsync(session, "select pg_catalog.current_setting('password_encryption')", cancellationToken);
        if (method is not ("scram-sha-256" or "on"))
        {
            throw new ShellCommandException(
                $"\\password: the server keeps passwords as {method}, which can be broken; set password_encryption = 'scram-sha-256' first"
            );
        }

        // A statement of this kind takes no parameters.
        var verifier = session.Engine.QuoteLiteral(ScramVerifier.Create(password));
        var statement = $"alter role {session.Engine.QuoteIdentifier(user)} password {verifier}";
        await session.Connection.ExecuteAsync(statement, cancellationToken);
    }

    static async Task<string> AskAsync(SqlSession session, string question, CancellationToken cancellationToken) =>
        await session.Options.AskAsync(question, true, cancellationToken)
        ?? throw new ShellCommandException("\\password: there is no terminal to ask at");

    static async Task<string> ReadAsync(SqlSession session, string sql, CancellationToken cancellationToken)
    {
        await using var result = await session.Connection.ReadTextAsync(sql, null, cancellationToken);
        await result.ReadAsync(cancellationToken);
        return result.GetText(0) ?? "";
    }
}
