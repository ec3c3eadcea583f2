using Dialtone.Errors;
using Dialtone.Sql;
using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>Several statements in one round trip, which the server runs as one transaction.</summary>
static class StatementBatch
{
    /// <summary>Runs them; the failure says which one it was.</summary>
    public static async Task<int[]> ExecuteAsync(
        NpgsqlConnection session,
        IReadOnlyList<BoundSql> statements,
        int timeout,
        CancellationToken cancellationToken
    )
    {
        var batch = new NpgsqlBatch(session) { Timeout = timeout };
        await using (batch.ConfigureAwait(false))
        {
            var commands = new List<NpgsqlBatchCommand>(statements.Count);
            foreach (var statement in statements)
            {
                var command = new NpgsqlBatchCommand(statement.Text);
                foreach (var parameter in statement.Parameters)
                {
                    command.Parameters.Add(ParameterValue.ToParameter(parameter.Value));
                }

                commands.Add(command);
                batch.BatchCommands.Add(command);
            }

            try
            {
                await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException exception)
            {
                var failure = PostgresErrors.Translate(exception, ErrorStage.Statement);
                // The first that was not completed; the driver would tell only together with its values.
                var place = commands.FindIndex(command => command.StatementType == StatementType.Unknown) + 1;
                throw new DatabaseException(failure.Failure with { Origin = $"statement {place} of {statements.Count}" }, exception);
            }

            return [.. commands.Select(command => command.RecordsAffected)];
        }
    }
}
