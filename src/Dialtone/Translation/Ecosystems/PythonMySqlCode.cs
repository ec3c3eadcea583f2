using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Arguments that the Python drivers for MySQL share.</summary>
static class PythonMySqlCode
{
    static readonly string[] Numbers = ["port", "connect_timeout", "connection_timeout", "read_timeout", "write_timeout"];
    static readonly string[] Switches = ["compress", "local_infile", "allow_local_infile", "use_unicode", "autocommit"];

    /// <summary>Names in the driver's own connect call.</summary>
    public static NameMap Names(
        string connectTimeout = "connect_timeout",
        string localInfile = "local_infile",
        bool hasProgramName = false
    ) =>
        new([
            new("password", "password"),
            new("password", "passwd", ReadOnly: true),
            new("database", "database"),
            new("database", "db", ReadOnly: true),
            new("charset", "charset"),
            new("collation", "collation"),
            new("init_command", "init_command"),
            new("connect_timeout", connectTimeout),
            new("read_timeout", "read_timeout"),
            new("write_timeout", "write_timeout"),
            new("compress", "compress", Switch, Lower),
            new("local_infile", localInfile, Switch, Lower),
            new("use_unicode", "use_unicode", Switch, Lower),
            new("autocommit", "autocommit", Switch, Lower),
            .. hasProgramName ? [new NameMap.Row("program_name", "program_name")] : Array.Empty<NameMap.Row>(),
        ]);

    /// <summary>Host and port that did not fit into the URL.</summary>
    public static List<string> Hosts(Draft draft)
    {
        if (!draft.Has("host") && !draft.Has("unix_socket") && !draft.Has("port"))
            return [];
        var host = draft.TakeHost();
        if (host.IsSocket)
            return [SqlAlchemyCode.Entry("unix_socket", CodeLanguage.Python.Quote(host.Name))];
        List<string> entries = [SqlAlchemyCode.Entry("host", CodeLanguage.Python.Quote(host.Name))];
        if (host.Port is { } port)
            entries.Add(SqlAlchemyCode.Entry("port", CodeLanguage.Python.Number(port)));
        return entries;
    }

    public static string Entry(string name, string value) =>
        SqlAlchemyCode.Entry(
            name,
            Numbers.Contains(name) ? CodeLanguage.Python.Number(value)
                : Switches.Contains(name) && value is "True" or "False" ? value
                : CodeLanguage.Python.Quote(value)
        );

    /// <summary>Reads what has nothing to do with TLS.</summary>
    public static void Read(string? key, CodeNode value, NameMap names, Reading reading)
    {
        if (key is "host" or "user" or "port" or "unix_socket")
            reading.Set(key, value.Scalar);
        else if (key is not null && !names.TryRead(key, value.Scalar ?? "", reading))
            reading.Ignore(key);
    }

    static string? Switch(string value) =>
        value is "true" or "True" or "1" ? "True"
        : value is "false" or "False" or "0" ? "False"
        : null;

    static string? Lower(string value) =>
        value is "1" or "True" ? "true"
        : value is "0" or "False" ? "false"
        : null;
}
