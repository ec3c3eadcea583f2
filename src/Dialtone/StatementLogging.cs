namespace Dialtone;

/// <summary>What of a statement is logged and traced.</summary>
public enum StatementLogging
{
    /// <summary>Its kind only, such as <c>SELECT</c>.</summary>
    KindOnly,

    /// <summary>Its text with every literal and comment hidden; no values.</summary>
    Redacted,

    /// <summary>Its text as it is sent; no values. Literals in it may be secrets.</summary>
    Text,

    /// <summary>Its text and its values, each cut to 300 characters. For development.</summary>
    TextAndValues,
}
