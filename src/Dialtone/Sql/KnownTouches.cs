using System.Collections.Concurrent;

namespace Dialtone.Sql;

/// <summary>Remembers what <see cref="SessionTouches"/> said of the texts that come again and again.</summary>
sealed class KnownTouches
{
    // Programs have some hundred texts; who builds a new one for every value must not fill the memory.
    const int Capacity = 1000;

    const int LongestText = 4000;

    readonly ConcurrentDictionary<string, SessionTouch> known = new();
    int count;

    /// <summary>How far a text can change its session.</summary>
    public SessionTouch Of(string sql, SqlSyntax syntax)
    {
        if (known.TryGetValue(sql, out var touch))
        {
            return touch;
        }

        touch = SessionTouches.Of(sql, syntax);
        if (sql.Length <= LongestText && Volatile.Read(ref count) < Capacity && known.TryAdd(sql, touch))
        {
            Interlocked.Increment(ref count);
        }

        return touch;
    }
}
