using Dialtone.Sql;
using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>The server's notifications.</summary>
static class Listening
{
    /// <summary>Has notifications handed over until it is disposed.</summary>
    public static IDisposable Receive(NpgsqlConnection session, Action<Notification> receive)
    {
        NotificationEventHandler handler = (_, sent) => receive(new(sent.Channel, sent.Payload, sent.PID));
        session.Notification += handler;
        return new Registration(session, handler);
    }

    /// <summary>Listens to channels.</summary>
    public static async Task ListenAsync(NpgsqlConnection session, IEnumerable<string> channels, CancellationToken cancellationToken)
    {
        var sql = string.Join("; ", channels.Select(channel => $"LISTEN {Identifier.Quote(channel, SqlSyntax.PostgreSql)}"));
        var command = new NpgsqlCommand(sql, session);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    sealed class Registration(NpgsqlConnection session, NotificationEventHandler handler) : IDisposable
    {
        public void Dispose() => session.Notification -= handler;
    }
}
