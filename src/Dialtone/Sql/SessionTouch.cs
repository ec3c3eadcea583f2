namespace Dialtone.Sql;

/// <summary>How far a statement can change the session that runs it, as its text tells.</summary>
enum SessionTouch
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Only through code that the database holds: a view, a trigger, a default, an operator.</summary>
    ThroughSchema,

    /// <summary>By a function that it calls, or by what stands beside a query in its text.</summary>
    Direct,

    /// <summary>It is no query and no change of rows: it may change the session, and the schema's code as well.</summary>
    Command,
}
