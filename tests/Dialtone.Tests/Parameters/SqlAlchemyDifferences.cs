namespace Dialtone.Tests.Parameters;

/// <summary>Where reading a SQLAlchemy URL differs from SQLAlchemy on purpose: the one table, with the reasons.</summary>
static class SqlAlchemyDifferences
{
    /// <summary>URLs whose rendering without secrets differs: SQLAlchemy shows a piece of a password.</summary>
    public static IReadOnlyDictionary<string, (string Rendering, string Reason)> HiddenRenderings { get; } =
        new Dictionary<string, (string, string)>
        {
            ["postgresql://u:p@ss@h/db"] = (
                "postgresql://u:***@***@h/db",
                "a raw \"@\" ends the password, and its rest is not a host name"
            ),
            ["postgresql://u:p@h/db?sslpassword=secret"] = ("postgresql://u:***@h/db?sslpassword=***", "a query can hold secrets"),
            ["postgresql://sc/ott:tiger@127.0.0.1/test"] = (
                "postgresql://sc/***",
                "a raw \"/\" in a user name puts the password into the database"
            ),
            ["mssql+pyodbc:///?odbc_connect=DRIVER%3D%7BODBC+Driver+18%7D%3BPWD%3Dsecret"] = (
                "mssql+pyodbc:///?odbc_connect=***",
                "a query can hold secrets"
            ),
        };

    /// <summary>URLs for which the parameters differ from the driver arguments that SQLAlchemy makes, by dialect and URL.</summary>
    /// <remarks>Expected is the error's start, or the parameters as <c>keyword=value</c> in alphabetical order.</remarks>
    public static IReadOnlyDictionary<string, (string Expected, string Reason)> DriverArguments { get; } =
        new Dictionary<string, (string, string)>
        {
            ["postgresql+asyncpg://USER:PASS@/DB?host=hostA&host=hostB&host=hostC"] = (
                "dbname=DB host=hostA,hostB,hostC password=PASS port=,, user=USER",
                DriversAreSynonyms
            ),
            ["postgresql+asyncpg://USER:PASS@/DB?host=hostA&host=hostB:222&host=hostC:333"] = (
                "dbname=DB host=hostA,hostB,hostC password=PASS port=,222,333 user=USER",
                DriversAreSynonyms
            ),
            ["postgresql+asyncpg://USER:PASS@/DB?host=hostA,hostB,&port=111,222,333"] = (
                "dbname=DB host=hostA,hostB, password=PASS port=111,222,333 user=USER",
                DriversAreSynonyms
            ),
            ["postgresql+psycopg2:///?any_random_thing=yes"] = ("invalid connection option \"any_random_thing\"", UnknownKeys),
            ["postgresql+psycopg2://somehost/?any_random_thing=yes"] = ("invalid connection option \"any_random_thing\"", UnknownKeys),
            ["postgresql+psycopg2://u:p@h/db?sslmode=require&sslmode=disable"] = (
                "the URL gives \"sslmode\" more than once",
                "SQLAlchemy passes the text ('require', 'disable') on"
            ),
            ["postgresql+psycopg2://u:p@h/db?host=[::1]:5432"] = (
                "dbname=db host=::1 password=p port=5432 user=u",
                "an address in brackets is never a host name"
            ),
            ["postgresql+psycopg2://u:p@h/db?host=[::1]:5432&host=[::2]:5433"] = (
                "dbname=db host=::1,::2 password=p port=5432,5433 user=u",
                "SQLAlchemy fails with Python's ValueError"
            ),
            ["sqlite:///foo.db?charset=utf8"] = (
                "invalid connection option \"charset\"",
                "SQLAlchemy ignores it with a warning; " + UnknownKeys
            ),
            ["sqlite:///foo.db?cache=shared&nolock=1"] = (
                "cache=shared database=foo.db nolock=1",
                "SQLAlchemy ignores SQLite's own parameters without uri=true; what was asked for is done here"
            ),
            ["sqlite://foo.db"] = (
                "Invalid SQLite URL: there is something where a host would stand",
                "the URL may hold a password and is not repeated"
            ),
        };

    /// <summary>Sections of the vector file that are about Python and not about URLs.</summary>
    public static IReadOnlyDictionary<string, string> LeftOutSections { get; } =
        new Dictionary<string, string>
        {
            ["query_update"] = "a URL is a value here; parameters are laid over it by arguments, not by editing its query",
            ["sqlite_pool_class"] = "names of Python's pool classes",
            ["engine_facts"] = "arguments and exceptions of create_engine",
        };

    const string DriversAreSynonyms = "all PostgreSQL drivers are synonyms, and libpq knows a default for a missing port or host";
    const string UnknownKeys = "unknown keys are errors, so that no setting is lost";
}
