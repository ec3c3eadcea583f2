namespace Dialtone.Errors;

/// <summary>Classifies SQLSTATE codes once for everybody.</summary>
static class SqlStates
{
    /// <summary>What a SQLSTATE means for the caller; exact codes win over their class.</summary>
    /// <remarks>Source: PostgreSQL appendix A "Error Codes"; MySQL reuses the classes of the SQL standard.</remarks>
    public static ErrorKind Classify(string? sqlState) =>
        sqlState switch
        {
            null or { Length: not 5 } => ErrorKind.Server,
            "57P01" or "57P02" or "57P03" or "57P05" => ErrorKind.Failover,
            "25006" => ErrorKind.Permission,
            "57014" => ErrorKind.Cancelled,
            "57P04" => ErrorKind.Disconnected,
            "40001" or "40P01" => ErrorKind.Retryable,
            "55P03" or "25P03" or "25P04" => ErrorKind.Timeout,
            "42501" => ErrorKind.Permission,
            "3D000" or "3F000" => ErrorKind.Statement,
            _ => sqlState.AsSpan(0, 2) switch
            {
                "08" => ErrorKind.Disconnected,
                "0A" => ErrorKind.Unsupported,
                "22" or "21" => ErrorKind.Data,
                "23" or "44" => ErrorKind.Integrity,
                "28" => ErrorKind.Authentication,
                "40" => ErrorKind.Retryable,
                "42" or "26" or "34" or "2F" => ErrorKind.Statement,
                "53" or "54" => ErrorKind.Resources,
                "58" => ErrorKind.Server,
                _ => ErrorKind.Server,
            },
        };
}
