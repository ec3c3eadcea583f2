namespace Dialtone.Results;

/// <summary>What a column's values are for display and export.</summary>
public enum ColumnKind
{
    /// <summary>Text, and everything that is best read as text.</summary>
    Text,

    /// <summary>A number that JSON can hold as a number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A JSON document.</summary>
    Json,

    /// <summary>Bytes.</summary>
    Binary,

    /// <summary>A PostgreSQL array, as its literal.</summary>
    Array,

    /// <summary>A date, a time or both.</summary>
    Temporal,
}
