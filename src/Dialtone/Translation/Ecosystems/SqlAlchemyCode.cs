using System.Globalization;
using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>What the spellings for SQLAlchemy share: the URL, <c>create_engine</c> and <c>connect_args</c>.</summary>
static class SqlAlchemyCode
{
    /// <summary>The URL as a literal: only what every release of SQLAlchemy reads alike. The rest stays in the draft, for <c>connect_args</c>.</summary>
    public static string Url(Draft draft, string driverName)
    {
        var database = draft.IsMySql ? "database" : "dbname";
        // Before 2.1 the database of a URL is not decoded.
        var isPlain =
            draft.Parameters.Text(database) is { } name
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');
        var hasHost = IsPlainHost(draft);
        var user = draft.Take("user");
        return CodeLanguage.Python.Quote(
            new SqlAlchemyUrl
            {
                DriverName = driverName,
                Username = user,
                Password = user is not null && draft.Take("password") is { } password ? new(password) : null,
                Host = hasHost ? draft.Take("host") : null,
                Port = hasHost && draft.Take("port") is { } port ? int.Parse(port, CultureInfo.InvariantCulture) : null,
                Database = isPlain ? draft.Take(database) : null,
            }.RenderWithSecrets()
        );
    }

    /// <summary>The call.</summary>
    public static string Call(string function, string url, IEnumerable<string> arguments)
    {
        var entries = CodeBlock.Of("connect_args={", arguments, "}");
        return entries == "connect_args={}" ? $"engine = {function}({url})" : CodeBlock.Of($"engine = {function}(", [url, entries], ")");
    }

    /// <summary>An entry of a dictionary.</summary>
    public static string Entry(string key, string literal) => $"{CodeLanguage.Python.Quote(key)}: {literal}";

    /// <summary>The URL and the arguments of a call that connects.</summary>
    /// <exception cref="Errors.DatabaseException">There is no such call.</exception>
    public static (string? Url, CodeNode? Arguments) Find(CodeNode code)
    {
        if (code.Call("create_engine", "create_async_engine", "engine_from_config") is { } engine)
            return (engine.Positional.FirstOrDefault()?.Scalar ?? engine["url"]?.Scalar, engine["connect_args"]);
        if (code.Call(".connect", ".create_pool", ".Connection") is { } connect)
            return (connect["dsn"]?.Scalar ?? connect["conninfo"]?.Scalar ?? connect.Positional.FirstOrDefault()?.Scalar, connect);
        throw Reading.Wrong("there is no call of create_engine in the code", "give the code that makes the engine, or its URL");
    }

    /// <summary>Stores the parts of a URL.</summary>
    public static void ReadUrl(string? url, Reading reading)
    {
        if (string.IsNullOrEmpty(url))
            return;
        foreach (var parameter in Target.Parse(url, []).Explicit)
            reading.Set(parameter.Keyword, parameter.Reveal());
    }

    /// <summary>Whether a text is Python code that makes an engine for a driver.</summary>
    public static bool IsFor(string text, params string[] drivers) =>
        Array.Exists(
            drivers,
            driver =>
                (text.Contains("create_engine", StringComparison.Ordinal) || text.Contains("create_async_engine", StringComparison.Ordinal))
                    && text.Contains($"+{driver}:", StringComparison.Ordinal)
                || text.Contains($"{driver}.connect(", StringComparison.Ordinal)
        );

    static bool IsPlainHost(Draft draft) =>
        !draft.Has("hostaddr")
        && !draft.Has("unix_socket")
        && draft.Parameters.Text("host") is { Length: > 0 } host
        && host.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or ':')
        && (!draft.Has("port") || int.TryParse(draft.Parameters.Text("port"), CultureInfo.InvariantCulture, out _));
}
