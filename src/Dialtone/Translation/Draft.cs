using Dialtone.Parameters;
using Dialtone.Translation.Keys;

namespace Dialtone.Translation;

/// <summary>
/// The parameters that a spelling writes down. Each is taken once; what nobody took is lost, and said to be lost, so that no spelling can drop a
/// parameter in silence.
/// </summary>
sealed partial class Draft(Spelling spelling, ParameterSet parameters, bool withSecrets, KeyConversion keys)
{
    readonly HashSet<string> taken = [];
    readonly List<TranslationWarning> warnings = [];

    public ParameterSet Parameters => parameters;

    public TlsIntent Tls { get; } = TlsIntent.Of(spelling.Dialect, parameters);

    /// <summary>Private keys in other formats.</summary>
    public KeyConversion Keys => keys;

    /// <summary>The ecosystem as messages name it.</summary>
    public string Title => spelling.Title;

    string ModeKeyword => IsMySql ? "ssl_mode" : "sslmode";

    public bool IsMySql => spelling.Dialect == "mysql";

    /// <summary>A value, which counts as written from now on; <see langword="null"/> if there is none or it was taken. A word stands for a secret that is not asked for.</summary>
    public string? Take(string keyword)
    {
        if (!Has(keyword))
            return null;
        taken.Add(keyword);
        return Shown(parameters[keyword]!);
    }

    /// <summary>Every value that is not taken yet and fits a condition, in the order of the table.</summary>
    public List<(string Keyword, string Value)> TakeAll(Predicate<string>? fits = null) =>
        [
            .. parameters
                .Where(parameter => !taken.Contains(parameter.Keyword) && fits?.Invoke(parameter.Keyword) != false)
                .ToList()
                .Select(parameter => (parameter.Keyword, Value: Take(parameter.Keyword)!))
                .Where(pair => pair.Value is not null),
        ];

    /// <summary>Whether there is a value that is not taken yet.</summary>
    public bool Has(string keyword) => !taken.Contains(keyword) && parameters.Text(keyword) is { Length: > 0 };

    /// <summary>Says that something changes.</summary>
    public void Warn(string? keyword, string text) => warnings.Add(new(keyword, text));

    /// <summary>Leaves a parameter out and says why.</summary>
    public void Lose(string keyword, string why)
    {
        if (Has(keyword))
        {
            taken.Add(keyword);
            Warn(keyword, $"{keyword} is left out: {why}");
        }
    }

    /// <summary>Leaves a parameter out that changes nothing where the text goes.</summary>
    public void Skip(string keyword) => taken.Add(keyword);

    /// <summary>The hosts with their ports.</summary>
    /// <param name="most">How many the ecosystem takes; the rest is lost.</param>
    /// <param name="knowsAddresses">Whether <c>hostaddr</c> is written by the caller.</param>
    public List<HostEntry> TakeHosts(int most = int.MaxValue, bool knowsAddresses = false)
    {
        var names = Split(Take(IsMySql && Has("unix_socket") ? "unix_socket" : "host"));
        if (IsMySql && names is [['/' or '@', ..]])
            foreach (var keyword in (string[])["host", "port"])
                Lose(keyword, "the socket is used");
        if (!knowsAddresses && Has("hostaddr"))
        {
            var addresses = Split(parameters.Text("hostaddr"));
            if (names.Length == 0)
                names = addresses;
            Skip("hostaddr");
            Warn("hostaddr", $"hostaddr has no counterpart in {Title}: the host's name is looked up when connecting");
        }
        var ports = Split(Take("port"));
        var count = Math.Max(1, Math.Max(names.Length, ports.Length));
        List<HostEntry> hosts =
        [
            .. Enumerable
                .Range(0, count)
                .Select(index => new HostEntry(
                    names.ElementAtOrDefault(index) ?? "",
                    (ports.Length == 1 ? ports[0] : ports.ElementAtOrDefault(index)) is { Length: > 0 } port ? port : null
                )),
        ];
        if (hosts.Count > most)
        {
            Warn("host", $"{Title} takes one host: only the first of {hosts.Count} is written");
            if (ports.Length > 1)
                Warn("port", $"{Title} takes one port: only the first is written");
            Lose("target_session_attrs", "it chooses between several hosts");
            Lose("load_balance_hosts", "it chooses between several hosts");
        }
        return [.. hosts.Take(most)];
    }

    /// <summary>The host of an ecosystem that takes one, which is localhost where libpq would use a socket.</summary>
    public HostEntry TakeHost()
    {
        var host = TakeHosts(1)[0];
        if (host.Name.Length > 0)
            return host;
        if (!IsMySql)
            Warn("host", $"no host is given: libpq uses the Unix socket, {Title} localhost");
        return host with { Name = "localhost" };
    }

    /// <summary>What was said so far, and what was not taken.</summary>
    public IReadOnlyList<TranslationWarning> Finish()
    {
        foreach (var parameter in parameters)
            Lose(parameter.Keyword, $"it has no counterpart in {Title}");
        foreach (var parameter in parameters)
            if (!withSecrets && parameter.Definition.IsSecret && IsWritten(parameter))
                Warn(
                    parameter.Keyword,
                    $"{parameter.Keyword} is not shown: put it in place of {Placeholder(parameter)}, or ask for it (--with-secrets)"
                );
        return warnings;
    }

    bool IsWritten(Parameter parameter) =>
        parameter.Reveal().Length > 0 && !warnings.Exists(warning => warning.Keyword == parameter.Keyword);

    string Shown(Parameter parameter) => parameter.Definition.IsSecret && !withSecrets ? Placeholder(parameter) : parameter.Reveal();

    static string Placeholder(Parameter parameter) =>
        parameter.Keyword is "sslpassword" or "ssl_key_password" ? "KEY_PASSWORD" : parameter.Keyword.ToUpperInvariant();

    static string[] Split(string? list) => string.IsNullOrEmpty(list) ? [] : list.Split(',');
}
