using System.Collections;
using Dialtone.Parameters;

namespace Dialtone;

/// <summary>Connection parameters beside the target, which win over it: SQLAlchemy's <c>connect_args</c>.</summary>
/// <example><code>new ConnectArgs { ["sslmode"] = "verify-full", ["sslrootcert"] = "root.crt" }</code></example>
public sealed class ConnectArgs : IEnumerable<string>
{
    readonly List<string> keys = [];
    readonly Dictionary<string, ConnectArg> values = new(StringComparer.Ordinal);

    /// <summary>The value of a keyword; reading one that is not there makes an entry for nested values.</summary>
    public ConnectArg this[string keyword]
    {
        get
        {
            if (!values.TryGetValue(keyword, out var value))
            {
                this[keyword] = value = new();
            }

            return value;
        }
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!values.ContainsKey(keyword))
            {
                keys.Add(keyword);
            }

            values[keyword] = value;
        }
    }

    /// <summary>The keywords, in the order in which they were set; never the values.</summary>
    public IEnumerator<string> GetEnumerator() => keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal List<TargetArgument> ToArguments() =>
        [.. keys.SelectMany(key => values[key].Flatten(key)).Select(pair => new TargetArgument(pair.Key, pair.Value))];
}
