namespace Dialtone.Shell.Backslash;

/// <summary>The variables by which psql tells what it is connected to and how the last statement went.</summary>
static class SessionVariables
{
    /// <summary>Sets what belongs to the connection.</summary>
    public static async Task ReportAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var variables = session.Variables;
        if (session.Engine.Target.Hosts is [{ } host, ..])
        {
            variables.Report("HOST", host.Host ?? "");
            variables.Report("PORT", host.Port);
        }

        if (session.Engine.Target.Dialect == "postgresql")
        {
            await using var result = await session.Connection.ReadTextAsync(
                "select pg_catalog.current_database(), session_user, pg_catalog.current_setting('client_encoding'), "
                    + "pg_catalog.current_setting('server_version'), pg_catalog.current_setting('server_version_num')",
                null,
                cancellationToken
            );
            await result.ReadAsync(cancellationToken);
            variables.Report("DBNAME", result.GetText(0) ?? "");
            variables.Report("USER", result.GetText(1) ?? "");
            variables.Report("ENCODING", result.GetText(2) ?? "");
            variables.Report("SERVER_VERSION_NAME", result.GetText(3) ?? "");
            variables.Report("SERVER_VERSION_NUM", result.GetText(4) ?? "");
        }
        else
        {
            variables.Report("DBNAME", session.Engine.Target.Parameters["database"]?.DisplayValue ?? "");
        }
    }

    /// <summary>Sets what a statement that succeeded leaves.</summary>
    public static void Succeeded(PsqlVariables variables, long rows)
    {
        variables.Report("ERROR", "false");
        variables.Report("SQLSTATE", "00000");
        variables.Report("ROW_COUNT", rows.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Sets what a statement that failed leaves.</summary>
    public static void Failed(PsqlVariables variables, string message, string? state)
    {
        variables.Report("ERROR", "true");
        variables.Report("SQLSTATE", state ?? "");
        variables.Report("ROW_COUNT", "0");
        variables.Report("LAST_ERROR_MESSAGE", message);
        variables.Report("LAST_ERROR_SQLSTATE", state ?? "");
    }
}
