using System.Collections.Immutable;

namespace Dialtone.Translation;

/// <summary>The names that an ecosystem has for the dialect's keywords.</summary>
/// <param name="rows">Keyword, name, and how a value is written and read where it is not the same; a translation to nothing cannot be said.</param>
sealed class NameMap(params ImmutableArray<NameMap.Row> rows)
{
    /// <summary>One name.</summary>
    /// <param name="Keyword">The dialect's keyword.</param>
    /// <param name="Name">The ecosystem's name.</param>
    /// <param name="Write">From the dialect's value to the ecosystem's.</param>
    /// <param name="Read">Back.</param>
    /// <param name="ReadOnly">Whether it is another spelling, which is never written.</param>
    public readonly record struct Row(
        string Keyword,
        string Name,
        Func<string, string?>? Write = null,
        Func<string, string?>? Read = null,
        bool ReadOnly = false
    );

    public bool Knows(string keyword) => rows.Any(row => row.Keyword == keyword && !row.ReadOnly);

    /// <summary>The pairs for everything that has a name here and is not written yet.</summary>
    public List<(string Name, string Value)> Write(Draft draft)
    {
        List<(string, string)> pairs = [];
        foreach (var row in rows)
        {
            if (row.ReadOnly || !draft.Has(row.Keyword))
                continue;
            var value = draft.Parameters.Text(row.Keyword)!;
            if (row.Write is null)
                pairs.Add((row.Name, draft.Take(row.Keyword)!));
            else if (row.Write(value) is { } written)
            {
                _ = draft.Take(row.Keyword);
                if (written.Length > 0)
                    pairs.Add((row.Name, written));
            }
            else
                draft.Lose(row.Keyword, $"{draft.Title} cannot say this value");
        }
        return pairs;
    }

    /// <summary>Stores a pair if the name is known.</summary>
    /// <param name="name">The ecosystem's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="reading">Takes the parameter.</param>
    public bool TryRead(string name, string value, Reading reading) => TryRead(known => known == name, value, reading);

    /// <summary>The same where neither case nor blanks count, as in connection strings of .NET.</summary>
    public bool TryReadNormalized(string name, string value, Reading reading) =>
        TryRead(known => DriverString.Normalized(known) == DriverString.Normalized(name), value, reading);

    bool TryRead(Predicate<string> isName, string value, Reading reading)
    {
        foreach (var row in rows)
        {
            if (!isName(row.Name))
                continue;
            if (row.Read is null)
                reading.Set(row.Keyword, value);
            else if (row.Read(value) is { } read)
                reading.Set(row.Keyword, read);
            else
                reading.Warn(row.Keyword, $"the value of \"{row.Name}\" has no counterpart and is left out");
            return true;
        }
        return false;
    }
}
