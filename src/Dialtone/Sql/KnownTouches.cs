namespace Dialtone.Sql;

/// <summary>Remembers what <see cref="SessionTouches"/> said of the texts that come again and again.</summary>
sealed class KnownTouches
{
    // Programs have some hundred texts.
    readonly BoundedMemory<string, SessionTouch> known = new(capacity: 1000);

    /// <summary>How far a text can change its session.</summary>
    public SessionTouch Of(string sql, SqlSyntax syntax)
    {
        if (!known.TryGet(sql, out var touch))
        {
            touch = SessionTouches.Of(sql, syntax);
            known.Keep(sql, sql, touch);
        }

        return touch;
    }
}
