using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary>A group of <c>pg_service.conf</c>.</summary>
sealed class ServiceFileSpelling() : LibpqSpelling("service", "libpq service file (pg_service.conf)")
{
    const int LongestValue = 900;

    public override bool Recognizes(string text) => text.TrimStart() is ['[', ..] && text.Contains('\n');

    public override string Write(Draft draft)
    {
        foreach (var parameter in draft.Parameters)
            if (!CanHold(parameter.Reveal()))
                draft.Lose(parameter.Keyword, "a service file has no quotes: no line ends, no blanks at the ends, no long lines");
        draft.Lose("service", "services cannot be nested");
        var lines = TakeAll(draft).Select(pair => $"{pair.Keyword}={pair.Value}").Prepend("[connection]");
        return string.Join('\n', lines);
    }

    public override Target Read(string text, Reading reading)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).Where(line => line is not ("" or ['#', ..])).ToList();
        var group = lines.FindIndex(line => line[0] == '[');
        foreach (var line in lines.Skip(group + 1).TakeWhile(line => line[0] != '['))
        {
            var pair = line.Split('=', 2);
            if (pair.Length != 2)
                throw Reading.Wrong("a line of the service file is not keyword=value", "a comment starts with #");
            // The first value of a keyword counts.
            if (!reading.Has(pair[0]))
                ReadPairs([(pair[0], pair[1])], reading);
        }
        if (lines.Skip(group + 1).Any(line => line[0] == '['))
            reading.Warn(null, "only the first group of the service file is read");
        return reading.ToTarget();
    }

    static bool CanHold(string value) => value.Trim() == value && value.Length <= LongestValue && !value.AsSpan().ContainsAny("\r\n\v\f");
}
