using System.Data;
using System.Data.Common;
using Dialtone.Cli.Output;
using Dialtone.Errors;

namespace Dialtone.Shell.Backslash;

/// <summary>The columns of a statement's result, from the server's preparation of it: the statement does not run.</summary>
static class ResultColumns
{
    /// <summary>Asks for them; <see langword="null"/> if there are none.</summary>
    public static async Task<IRowSource?> OfAsync(SqlSession session, string statement, CancellationToken cancellationToken)
    {
        var sql = VariableText.Replace(session.Engine, statement, session.Variables);
        await using var command = session.Connection.Driver.CreateCommand();
        command.CommandText = sql;
        try
        {
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellationToken);
            var rows = Enumerable
                .Range(0, reader.FieldCount)
                .Select(ordinal => new[] { reader.GetName(ordinal), reader.GetDataTypeName(ordinal) })
                .ToArray();
            return rows.Length == 0
                ? null
                : new Describe.DescribedRows(new(null, Describe.Description.TextColumns(["Column", "Type"]), rows));
        }
        catch (DbException exception) when (exception is not DatabaseException)
        {
            throw new ShellCommandException(exception.Message);
        }
    }
}
