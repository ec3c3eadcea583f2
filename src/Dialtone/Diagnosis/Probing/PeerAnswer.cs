namespace Dialtone.Diagnosis.Probing;

/// <summary>What kind of peer answered.</summary>
enum PeerKind
{
    /// <summary>A server that begins TLS.</summary>
    Tls,

    /// <summary>A server that has no TLS.</summary>
    NoTls,

    /// <summary>A server that answered with an error.</summary>
    Error,

    /// <summary>The connection was closed without a word.</summary>
    Closed,

    /// <summary>Nothing came before the time was over.</summary>
    Silent,

    /// <summary>Not the server that was meant: its text says what it is.</summary>
    Stranger,
}

/// <summary>The first answer of a peer.</summary>
/// <param name="Kind">What kind of peer it is.</param>
/// <param name="Text">Its error, the service that it is, or the bytes; escaped by whoever shows it.</param>
sealed record PeerAnswer(PeerKind Kind, string Text = "");
