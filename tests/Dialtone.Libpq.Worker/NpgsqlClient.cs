using Npgsql;

namespace Dialtone.Libpq.Worker;

/// <summary>The driver by itself, with a connection string of its own.</summary>
static class NpgsqlClient
{
    public static async Task<LibpqAnswer> AskAsync(LibpqRequest request)
    {
        try
        {
            await using var connection = new NpgsqlConnection(request.Target);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(request.Question, connection) { AllResultTypesAreUnknown = true };
            return new([(string)(await command.ExecuteScalarAsync())!], "");
        }
        catch (Exception failure)
        {
            return new(null, failure.ToString());
        }
    }
}
