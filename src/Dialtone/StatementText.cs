using System.Data.Common;
using System.Globalization;
using System.Text;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>A statement as it is logged and traced.</summary>
static class StatementText
{
    const int LongestValue = 300;

    const int MostValues = 100;

    /// <summary>As much of it as may be shown.</summary>
    public static string Show(string sql, string kind, DbCommand command, StatementLogging logging, SqlSyntax syntax) =>
        logging switch
        {
            StatementLogging.KindOnly => kind,
            StatementLogging.Redacted => SqlRedaction.Redact(sql, syntax),
            StatementLogging.Text => sql,
            _ => $"{sql}{Values(command)}",
        };

    static string Values(DbCommand command)
    {
        if (command.Parameters.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder(" [");
        for (var index = 0; index < Math.Min(command.Parameters.Count, MostValues); index++)
        {
            text.Append(index > 0 ? ", " : "").Append(Value(command.Parameters[index].Value));
        }

        return text.Append(command.Parameters.Count > MostValues ? $", … {command.Parameters.Count - MostValues} more]" : "]").ToString();
    }

    static string Value(object? value) =>
        value switch
        {
            null or DBNull => "NULL",
            byte[] bytes => $"<{bytes.Length} bytes>",
            string text => $"'{SqlRedaction.Shorten(text, LongestValue)}'",
            _ => SqlRedaction.Shorten(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", LongestValue),
        };
}
