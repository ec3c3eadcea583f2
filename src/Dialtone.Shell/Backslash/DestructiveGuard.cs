using System.Globalization;
using Dialtone.Errors;
using Dialtone.Sql;

namespace Dialtone.Shell.Backslash;

/// <summary>Asks before a statement that destroys, and says how many rows it is about.</summary>
sealed class DestructiveGuard(SqlSession session)
{
    static readonly TimeSpan CountLimit = TimeSpan.FromSeconds(2);

    /// <summary>Whether the statement may run; always, where nobody sits who could be asked.</summary>
    public async Task<bool> MayRunAsync(StatementTraits traits, CancellationToken cancellationToken)
    {
        if (!traits.IsDestructive || !session.IsInteractive || !session.Options.Confirms || session.Transaction.IsFailed)
        {
            return true;
        }

        var rows = new List<string>();
        foreach (var table in traits.Tables.Take(3))
        {
            rows.Add(await CountAsync(table, cancellationToken));
        }

        var about = rows.Count == 0 ? "" : $": {string.Join(", ", rows)}";
        var what = traits.Tag is "DELETE" or "UPDATE" ? $"{traits.Tag} without WHERE changes every row" : traits.Tag;
        var answer = await session.Options.AskAsync($"{what}{about}. Run it? [y/N] ", false, cancellationToken);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    async Task<string> CountAsync(string table, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(CountLimit);
        try
        {
            if (session.Transaction.IsOpen && session.Engine.Target.Dialect == "postgresql")
            {
                // A count that fails would fail the transaction.
                return await EstimateAsync(table, limit.Token);
            }

            await using var result = await session.Connection.ReadTextAsync($"select count(*) from {table}", null, limit.Token);
            await result.ReadAsync(limit.Token);
            var count = long.Parse(result.GetText(0)!, CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"{table} has {count:#,0} row{(count == 1 ? "" : "s")}");
        }
        catch (Exception exception)
            when (exception is DatabaseException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return exception is DatabaseException { Kind: ErrorKind.Statement or ErrorKind.Permission }
                ? table
                : $"{table} has too many rows to count quickly";
        }
    }

    async Task<string> EstimateAsync(string table, CancellationToken cancellationToken)
    {
        await using var result = await session.Connection.ReadTextAsync(
            "select greatest(c.reltuples, 0)::bigint from pg_catalog.pg_class c "
                + $"where c.oid = pg_catalog.to_regclass({session.Engine.QuoteLiteral(table)})",
            null,
            cancellationToken
        );
        return await result.ReadAsync(cancellationToken) ? $"{table} has about {result.GetText(0)} rows" : table;
    }
}
