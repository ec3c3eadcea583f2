using Dialtone.Servers;
using Dialtone.Servers.MariaDb;

namespace Dialtone.Shell.Tests.Describe;

/// <summary>The commands that have a meaning on servers other than PostgreSQL.</summary>
public sealed class PlainDescribeTests(TestServers servers)
{
    const string Script = """
        create table maker (id integer primary key, name varchar(20) not null unique);
        create table film (id integer primary key, maker_id integer, title varchar(40) default 'none', foreign key (maker_id) references maker (id));
        create index film_title on film (title);
        create view titles as select title from film;
        \dt
        \dv
        \di film*
        \d film
        \d+ titles
        \d nothing
        \df
        \l
        """;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sqlite_is_described()
    {
        var result = await ShellProgram.RunAsync(Script, Token, "sqlite://");

        Assert.Contains(
            """
               List of relations
             Schema | Name  | Type  
            --------+-------+-------
             main   | film  | table
             main   | maker | table
            (2 rows)

            """,
            result.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(" main   | film_title | film  | title   | no\n", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            """
                          Table "main.film"
              Column  |    Type     | Nullable | Default 
            ----------+-------------+----------+---------
             id       | INTEGER     |          | 
             maker_id | INTEGER     |          | 
             title    | varchar(40) |          | 'none'
            Indexes:
                "film_title" (title)
            Foreign-key constraints:
                FOREIGN KEY (maker_id) REFERENCES maker(id)

            """,
            result.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("Definition:\n    CREATE VIEW titles", result.Output, StringComparison.Ordinal);
        Assert.Contains("Did not find any relation named \"nothing\".", result.Error, StringComparison.Ordinal);
        Assert.Contains("invalid command \\df; did you mean \\d or", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MariaDb_is_described()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.MariaDb);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await servers.MariaDbAsync();
        string[] target =
        [
            $"mysql+pymysql://localhost:{server.Port}/{MariaDbServer.Database}",
            $"user={MariaDbUsers.App}",
            $"password={MariaDbUsers.Password}",
            $"ssl_ca={servers.Pki.Root}",
        ];

        var result = await ShellProgram.RunAsync(Script + "\ndrop view titles; drop table film, maker;", Token, target);

        Assert.Contains($" {MariaDbServer.Database} | film  | table\n", result.Output, StringComparison.Ordinal);
        Assert.Contains($" {MariaDbServer.Database} | film_title | film  | title   | no\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("    \"PRIMARY\" PRIMARY KEY, btree (id)\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("FOREIGN KEY (maker_id) REFERENCES maker(id)\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("View definition:\n    select ", result.Output, StringComparison.Ordinal);
        Assert.Contains("Did not find any relation named \"nothing\".", result.Error, StringComparison.Ordinal);
    }
}
