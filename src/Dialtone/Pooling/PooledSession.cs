using System.Data;
using System.Data.Common;
using Dialtone.Sql;

namespace Dialtone.Pooling;

/// <summary>One open session of the driver and what the pool knows of it. One user at a time, so nothing here is synchronized.</summary>
sealed class PooledSession(DbConnection driver, int generation, long retiresAt)
{
    /// <summary>The driver's connection.</summary>
    public DbConnection Driver => driver;

    /// <summary>The pool's generation at which it was opened; an older one than the pool's is not used again.</summary>
    public int Generation => generation;

    /// <summary>When it is replaced, as a timestamp of the pool's clock.</summary>
    public long RetiresAt => retiresAt;

    /// <summary>When it became idle, or was taken.</summary>
    public long Since { get; set; }

    /// <summary>Who has it: a name, or the text of the last statement. <see langword="null"/> while it is idle.</summary>
    public string? Holder { get; set; }

    /// <summary>Whether <see cref="Holder"/> is a name that the user gave, which a statement's text does not replace.</summary>
    public bool IsHolderNamed { get; set; }

    /// <summary>How far its user can have changed it.</summary>
    public SessionTouch Touch { get; set; }

    /// <summary>Whether the line was lost, as the driver or a failure said.</summary>
    public bool IsLost { get; set; }

    /// <summary>Whether it is closed when it comes back, for no fault of the others: nobody knows what it was doing.</summary>
    public bool IsGivenUp { get; set; }

    /// <summary>Whether the line still holds.</summary>
    public bool IsUsable => !IsLost && driver.State == ConnectionState.Open;

    /// <summary>Whether its state is being taken back; the pool's lock guards it.</summary>
    public bool IsResetting { get; set; }

    /// <summary>Notes a statement that is about to run.</summary>
    public void Note(string sql, SessionTouch touch)
    {
        if (!IsHolderNamed)
        {
            Holder = sql;
        }

        if (touch > Touch)
        {
            Touch = touch;
        }
    }
}
