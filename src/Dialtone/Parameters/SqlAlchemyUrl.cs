using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>A URL in SQLAlchemy's grammar: <c>backend+driver://user:password@host:port/database?key=value</c>.</summary>
/// <remarks>
/// The rules are SQLAlchemy 2.1's: user name, password and database are percent-decoded and <c>+</c> is itself; the host is taken as it is;
/// the query is a form, where <c>+</c> is a blank, keys may repeat and a key without a value is dropped.
/// </remarks>
sealed record SqlAlchemyUrl
{
    /// <summary>What stands before <c>://</c>, such as <c>postgresql+psycopg2</c>.</summary>
    public required string DriverName { get; init; }

    public string? Username { get; init; }

    public Secret? Password { get; init; }

    public string? Host { get; init; }

    public int? Port { get; init; }

    /// <summary>The database; an empty text if there is a slash and nothing after it.</summary>
    public string? Database { get; init; }

    /// <summary>Whether the host, the database or what was dropped from the query had an "@" that was not percent-encoded.</summary>
    public bool HasStrayAt { get; init; }

    /// <summary>Keys in the order of their first appearance, each with its values in order.</summary>
    public ImmutableArray<(string Key, ImmutableArray<string> Values)> Query { get; init; } = [];

    /// <summary>The part before the <c>+</c>.</summary>
    public string Backend => DriverName.Split('+')[0];

    /// <summary>The part after the <c>+</c>, or <see langword="null"/>.</summary>
    public string? Driver => DriverName.Split('+') is [_, var driver, ..] ? driver : null;

    /// <summary>Reads a URL.</summary>
    /// <exception cref="Errors.DatabaseException">It is no URL; the message repeats nothing of it.</exception>
    public static SqlAlchemyUrl Parse(string text) => SqlAlchemyUrlReader.Read(text);

    /// <summary>The URL with all secrets as <c>***</c>.</summary>
    public override string ToString() => SqlAlchemyUrlWriter.Write(this, hideSecrets: true);

    /// <summary>The URL with its secrets, which reads back as the same URL.</summary>
    public string RenderWithSecrets() => SqlAlchemyUrlWriter.Write(this, hideSecrets: false);
}
