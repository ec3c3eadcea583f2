using Dialtone.Cli.Demo.Sample;

namespace Dialtone.Cli.Demo;

/// <summary>Fills an empty database with the sample shop, in one transaction.</summary>
static class SampleLoader
{
    /// <summary>Loads the tables.</summary>
    /// <exception cref="Errors.DatabaseException">The connection or a statement failed.</exception>
    public static async Task LoadAsync(
        Engine engine,
        SampleDialect dialect,
        IReadOnlyList<SampleTable> tables,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await engine.BeginAsync(cancellationToken: cancellationToken);
        await RunAsync(dialect.Schema);
        foreach (var insert in tables.SelectMany(dialect.WriteInserts))
        {
            await transaction.ExecuteAsync(insert, cancellationToken);
        }

        await RunAsync(dialect.Finish);
        await transaction.CommitAsync(cancellationToken);

        async Task RunAsync(string script)
        {
            await foreach (var statement in engine.ReadScriptAsync(new StringReader(script), cancellationToken))
            {
                await transaction.ExecuteAsync(statement.Text, cancellationToken);
            }
        }
    }
}
