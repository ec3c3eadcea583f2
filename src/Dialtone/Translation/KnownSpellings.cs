using System.Collections.Immutable;
using Dialtone.Parameters;
using Dialtone.Translation.Ecosystems;

namespace Dialtone.Translation;

/// <summary>Every ecosystem, one row each, in the order in which they are listed and asked whether a text is theirs.</summary>
static class KnownSpellings
{
    public static ImmutableArray<Spelling> All { get; } =
    [
        new LibpqUriSpelling(),
        new LibpqKeywordsSpelling(),
        new PsqlSpelling(),
        new LibpqEnvironmentSpelling(),
        new ServiceFileSpelling(),
        new SqlAlchemyLibpqSpelling("psycopg2"),
        new SqlAlchemyLibpqSpelling("psycopg"),
        new SqlAlchemyAsyncpgSpelling(),
        new SqlAlchemyPg8000Spelling(),
        new NpgsqlSpelling(),
        new JdbcPostgresSpelling(),
        new NodePgSpelling(),
        GoPostgresSpelling.Pgx,
        GoPostgresSpelling.LibPq,
        new TokioPostgresSpelling(),
        new SqlxSpelling("postgresql"),
        new PrismaSpelling("postgresql"),
        new DjangoPostgresSpelling(),
        new RailsPostgresSpelling(),
        new PhpPostgresSpelling(),
        new RPostgresSpelling(),
        new DotenvSpelling("postgresql"),
        new KubernetesSpelling("postgresql"),
        new ComposeSpelling("postgresql"),
        new SqlAlchemyPyMySqlSpelling(),
        new SqlAlchemyMySqlClientSpelling(),
        new SqlAlchemyMySqlConnectorSpelling(),
        new MySqlConnectorSpelling(),
        new JdbcMySqlSpelling(),
        new NodeMySql2Spelling(),
        new SqlxSpelling("mysql"),
        new PrismaSpelling("mysql"),
        new DjangoMySqlSpelling(),
        new RailsMySqlSpelling(),
        new PhpMySqlSpelling(),
        new RMySqlSpelling(),
        new DotenvSpelling("mysql"),
        new KubernetesSpelling("mysql"),
        new ComposeSpelling("mysql"),
    ];

    /// <summary>The ecosystems of a dialect by name; <c>all</c> is every one.</summary>
    /// <exception cref="Errors.DatabaseException">There is no such name, or it is for another dialect.</exception>
    public static IReadOnlyList<Spelling> Find(string name, string dialect)
    {
        var ofDialect = All.Where(spelling => spelling.Dialect == dialect).ToList();
        if (name == "all")
            return ofDialect;
        var found = ofDialect.FindAll(spelling => spelling.Ecosystem.Name == name);
        if (found.Count > 0)
            return found;
        throw All.Any(spelling => spelling.Ecosystem.Name == name)
            ? ParameterErrors.Parse(
                $"the target is of the dialect {dialect}, and {name} does not connect to it",
                $"use one of {Names(ofDialect)}"
            )
            : Unknown(name, ofDialect);
    }

    /// <summary>The ecosystem that a text was written for.</summary>
    /// <exception cref="Errors.DatabaseException">There is no such name, or it is only written.</exception>
    public static Spelling FindReader(string name, string text)
    {
        var readers = All.Where(spelling => spelling.CanRead).ToList();
        var found = readers.FindAll(spelling => spelling.Ecosystem.Name == name);
        return found switch
        {
            [var single] => single,
            // One name for two dialects: the text shows which.
            [_, _, ..] => found.Find(spelling => spelling.Recognizes(text))
                ?? found.Find(spelling => spelling.IsMySql == text.Contains("mysql", StringComparison.OrdinalIgnoreCase))
                ?? found[0],
            _ => throw Unknown(name, readers),
        };
    }

    /// <summary>The ecosystem that a text is recognizably written for, or <see langword="null"/>.</summary>
    public static Spelling? Recognize(string text) => All.FirstOrDefault(spelling => spelling.CanRead && spelling.Recognizes(text));

    static Errors.DatabaseException Unknown(string name, List<Spelling> spellings)
    {
        var nearest = NearestWord.Find(name, spellings.Select(spelling => spelling.Ecosystem.Name));
        return ParameterErrors.Parse(
            $"there is no ecosystem \"{name}\"",
            nearest is null ? $"use one of {Names(spellings)}" : $"did you mean {nearest}? There are {Names(spellings)}"
        );
    }

    static string Names(IEnumerable<Spelling> spellings) =>
        string.Join(", ", spellings.Select(spelling => spelling.Ecosystem.Name).Distinct());
}
