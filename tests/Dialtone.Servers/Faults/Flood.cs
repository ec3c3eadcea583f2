namespace Dialtone.Servers.Faults;

/// <summary>Scripts that never stop sending.</summary>
public static class Flood
{
    const int ChunkLength = 64 * 1024;

    /// <summary>Sends what the maker makes for turn 0, 1, 2 …, until the client goes away.</summary>
    public static async Task SendAsync(FakeConnection connection, Func<int, byte[]> next, CancellationToken cancellationToken)
    {
        var chunk = new List<byte>(ChunkLength);
        for (var turn = 0; ; )
        {
            chunk.Clear();
            while (chunk.Count < ChunkLength)
                chunk.AddRange(next(turn++));
            await connection.SendAsync(chunk.ToArray(), cancellationToken);
        }
    }

    /// <summary>Sends the head of something that claims to be large, then zeros without end.</summary>
    public static async Task SendAsync(FakeConnection connection, byte[] head, CancellationToken cancellationToken)
    {
        await connection.SendAsync(head, cancellationToken);
        var zeros = new byte[ChunkLength];
        await SendAsync(connection, _ => zeros, cancellationToken);
    }
}
