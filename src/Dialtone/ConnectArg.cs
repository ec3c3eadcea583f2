using System.Globalization;

namespace Dialtone;

/// <summary>A value of <see cref="ConnectArgs"/>: a text, a number, a switch, or nested entries as in <c>["ssl"] = { ["ca"] = "ca.pem" }</c>.</summary>
public sealed class ConnectArg
{
    readonly SortedDictionary<string, ConnectArg> entries = new(StringComparer.Ordinal);
    readonly string? text;

    internal ConnectArg() { }

    ConnectArg(string text) => this.text = text;

    /// <summary>A nested entry; it is made when it is asked for.</summary>
    public ConnectArg this[string key]
    {
        get
        {
            if (!entries.TryGetValue(key, out var entry))
            {
                entries[key] = entry = new();
            }

            return entry;
        }
        set => entries[key] = value;
    }

    /// <summary>A text.</summary>
    public static implicit operator ConnectArg(string value) => new(value);

    /// <summary>A number.</summary>
    public static implicit operator ConnectArg(int value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A switch: <c>true</c> or <c>false</c>.</summary>
    public static implicit operator ConnectArg(bool value) => new(value ? "true" : "false");

    /// <summary>A text; the same as the conversion.</summary>
    public static ConnectArg FromString(string value) => value;

    /// <summary>A number; the same as the conversion.</summary>
    public static ConnectArg FromInt32(int value) => value;

    /// <summary>A switch; the same as the conversion.</summary>
    public static ConnectArg FromBoolean(bool value) => value;

    /// <summary>Never the value: it may be a password.</summary>
    public override string ToString() => text is null ? "{…}" : "…";

    internal IEnumerable<KeyValuePair<string, string>> Flatten(string key) =>
        text is not null && entries.Count == 0
            ? [new(key, text)]
            : entries.SelectMany(entry => entry.Value.Flatten($"{key}.{entry.Key}")).DefaultIfEmpty(new(key, ""));
}
