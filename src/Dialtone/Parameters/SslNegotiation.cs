namespace Dialtone.Parameters;

/// <summary>libpq's <c>sslnegotiation</c>: ask the server in its own protocol first, or start with TLS at once.</summary>
enum SslNegotiation
{
    Postgres,
    Direct,
}
