using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>SQLAlchemy with mysqlclient (MySQLdb), over the C library.</summary>
sealed class SqlAlchemyMySqlClientSpelling() : Spelling("mysqlclient", "mysql", "SQLAlchemy with mysqlclient (Python)")
{
    static readonly NameMap Names = PythonMySqlCode.Names();

    public override bool Recognizes(string text) => SqlAlchemyCode.IsFor(text, "mysqldb", "MySQLdb");

    public override string Write(Draft draft)
    {
        var url = SqlAlchemyCode.Url(draft, "mysql+mysqldb");
        var arguments = PythonMySqlCode.Hosts(draft);
        arguments.AddRange(MySqlClientOptions.Write(draft));
        arguments.AddRange(Names.Write(draft).Select(pair => PythonMySqlCode.Entry(pair.Name, pair.Value)));
        return $"from sqlalchemy import create_engine\n\n{SqlAlchemyCode.Call("create_engine", url, arguments)}";
    }

    public override Target Read(string text, Reading reading)
    {
        if (!text.Contains('('))
            return Target.Parse(text, []);
        var (url, arguments) = SqlAlchemyCode.Find(CodeParser.Parse(CodeLanguage.Python, text));
        SqlAlchemyCode.ReadUrl(url, reading);
        if (arguments is not null)
            MySqlClientOptions.Read(arguments, Names, reading);
        return reading.ToTarget();
    }
}
