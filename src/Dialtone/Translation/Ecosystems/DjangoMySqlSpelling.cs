using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Django's settings for MySQL: <c>OPTIONS</c> go to mysqlclient.</summary>
sealed class DjangoMySqlSpelling() : Spelling("django", "mysql", "Django settings, MySQL (Python)")
{
    static readonly NameMap Names = PythonMySqlCode.Names();

    public override bool Recognizes(string text) => DjangoCode.IsFor(text, "mysql");

    public override string Write(Draft draft)
    {
        var host = draft.TakeHost();
        List<string> main = [SqlAlchemyCode.Entry("HOST", CodeLanguage.Python.Quote(host.Name))];
        if (host is { IsSocket: false, Port: { } port })
            main.Add(SqlAlchemyCode.Entry("PORT", CodeLanguage.Python.Quote(port)));
        main.AddRange(DjangoCode.Main(draft, "database"));
        var options = MySqlClientOptions.Write(draft);
        options.AddRange(Names.Write(draft).Select(pair => PythonMySqlCode.Entry(pair.Name, pair.Value)));
        return DjangoCode.Write("django.db.backends.mysql", main, options);
    }

    public override Target Read(string text, Reading reading)
    {
        var settings = DjangoCode.Find(text);
        if (settings["HOST"]?.Scalar is ['/', ..] socket)
            reading.Set("unix_socket", socket);
        else
            reading.Set("host", settings["HOST"]?.Scalar);
        DjangoCode.ReadMain(settings with { Items = settings.Items.RemoveAll(item => item.Key == "HOST") }, "database", reading);
        if (settings["OPTIONS"] is { } options)
            MySqlClientOptions.Read(options, Names, reading);
        return reading.ToTarget();
    }
}
