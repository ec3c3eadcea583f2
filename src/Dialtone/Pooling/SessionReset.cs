namespace Dialtone.Pooling;

/// <summary>When the state of a session is taken back before its next user: settings, temporary tables, locks, LISTEN, cursors, prepared statements.</summary>
public enum SessionReset
{
    /// <summary>
    /// When a statement may have touched it. Plain queries and changes of rows may not, unless the database holds code (a view, a trigger, a
    /// function) that could; which the server is asked at most once a minute.
    /// </summary>
    WhenTouched,

    /// <summary>After every use that ran a statement: also against code that somebody adds to the database within the last minute.</summary>
    Always,

    /// <summary>Never: for poolers that mix sessions anyway, such as PgBouncer in transaction mode. A transaction left open is rolled back all the same.</summary>
    Never,
}
