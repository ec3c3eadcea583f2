using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Dialtone.Sql;

/// <summary>What was found out about statements that come again and again, without growing with programs that build a text for every value.</summary>
/// <remarks>Safe for many tasks. Long texts are not kept: who writes a thousand rows into one would fill the memory with copies.</remarks>
sealed class BoundedMemory<TKey, TValue>(int capacity)
    where TKey : notnull
{
    /// <summary>The longest text that anything is remembered of, in characters.</summary>
    public const int LongestText = 4000;

    readonly ConcurrentDictionary<TKey, TValue> known = new();
    int count;

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => known.TryGetValue(key, out value);

    /// <summary>Keeps a value, in the place of an older one; everything is forgotten first where there is no room.</summary>
    public void Keep(TKey key, string text, TValue value)
    {
        if (text.Length > LongestText)
        {
            return;
        }

        if (known.TryAdd(key, value))
        {
            if (Interlocked.Increment(ref count) > capacity)
            {
                known.Clear();
                Volatile.Write(ref count, 0);
            }
        }
        else
        {
            known[key] = value;
        }
    }
}
