namespace Dialtone.Servers.MariaDb;

/// <summary>The users of every test server. <c>root</c> gets in through the Unix socket only.</summary>
public static class MariaDbUsers
{
    /// <summary>The password of every user.</summary>
    public const string Password = "battery staple";

    /// <summary>Password, and TLS is demanded.</summary>
    public const string App = "app";

    /// <summary>Password, and a client certificate from the trusted root is demanded.</summary>
    public const string Certificate = "certuser";

    /// <summary>Password, TLS or not.</summary>
    public const string Plain = "plainuser";

    /// <summary>Run before anybody can connect, one statement per line.</summary>
    internal static string SetupScript { get; } =
        $"""
            create database {MariaDbServer.Database};
            create user {App}@'%' identified by '{Password}' require ssl;
            create user {Certificate}@'%' identified by '{Password}' require x509;
            create user {Plain}@'%' identified by '{Password}';
            grant all on {MariaDbServer.Database}.* to {App}@'%', {Certificate}@'%', {Plain}@'%';

            """;
}
