namespace Dialtone.Parameters;

/// <summary>libpq's <c>channel_binding</c>: whether the login must be tied to the TLS connection.</summary>
enum ChannelBinding
{
    Disable,
    Prefer,
    Require,
}
