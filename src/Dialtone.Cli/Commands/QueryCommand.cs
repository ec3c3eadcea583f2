using System.CommandLine;
using System.CommandLine.Parsing;
using Dialtone.Cli.Output;

namespace Dialtone.Cli.Commands;

/// <summary><c>dialtone query</c>: runs SQL and writes its results.</summary>
static class QueryCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command(
            "query",
            """
            run SQL and write its results
            Data goes to standard output, words (row counts, notices, timing) to standard error.
            The first failure ends the run. Ctrl-C cancels the statement at the server.

            Examples:
              dialtone query postgresql://me@db/shop sslmode=verify-full -c 'select * from film'
              dialtone query service=shop -f report.sql -v since=2026-01-01 -o csv --output report.csv
              echo 'select 42' | dialtone query sqlite:// -o json
            """
        );
        var target = new TargetArguments(command);
        var sql = new Option<string[]>("--command", "-c")
        {
            HelpName = "SQL",
            Description = "Run this SQL; several statements in one -c are one transaction. May be repeated, also mixed with -f",
        };
        var file = new Option<string[]>("--file", "-f")
        {
            HelpName = "FILE",
            Description = "Run a script, statement by statement; - is standard input, which is also the default",
        };
        var format = new Option<string>("--format", "-o")
        {
            HelpName = "FORMAT",
            Description = $"{string.Join(", ", KnownFormats.All.Select(row => row.Name))}",
            DefaultValueFactory = _ => KnownFormats.All[0].Name,
        };
        var bind = new Option<string[]>("--bind", "-v")
        {
            HelpName = "NAME=VALUE",
            Description = "A value for :NAME in the SQL; always a parameter, never pasted into the text. May be repeated",
        };
        var noHeader = new Option<bool>("--no-header") { Description = "Rows only, without column names" };
        var nullText = new Option<string>("--null")
        {
            HelpName = "TEXT",
            Description = "What stands for NULL (table, vertical, csv, tsv, markdown, html)",
        };
        var table = new Option<string>("--table")
        {
            HelpName = "NAME",
            Description = "The table that -o insert names; parts of a qualified name are separated by dots",
        };
        var output = new Option<string>("--output") { HelpName = "FILE", Description = "Write the data to a file, which is overwritten" };
        var timing = new Option<bool>("--timing") { Description = "Tell each statement's time" };
        var quiet = new Option<bool>("--quiet", "-q")
        {
            Description = "No row counts, command tags, notices below a warning, or warnings about the target",
        };
        var noPassword = new Option<bool>("--no-password", "-w") { Description = "Never ask for a password" };
        foreach (var option in new Option[] { sql, file, format, bind, noHeader, nullText, table, output, timing, quiet, noPassword })
        {
            command.Add(option);
        }

        command.SetAction(
            (result, _) =>
                new QueryRun(
                    context,
                    new()
                    {
                        Destination = target.Read(result),
                        Sources = Sources(result, sql, file),
                        Binds = Binds(result.GetValue(bind) ?? []),
                        Format = KnownFormats.Find(result.GetValue(format)!),
                        Output = new()
                        {
                            Header = !result.GetValue(noHeader),
                            Null = result.GetValue(nullText),
                            Table = result.GetValue(table),
                        },
                        OutputPath = result.GetValue(output),
                        Timing = result.GetValue(timing),
                        Quiet = result.GetValue(quiet),
                        MayAskPassword = !result.GetValue(noPassword),
                    }
                ).RunAsync()
        );
        return command;
    }

    // The parser gathers each option's values; only its tokens still know how -c and -f were mixed.
    static List<SqlSource> Sources(ParseResult result, Option sql, Option file)
    {
        var sources = new List<SqlSource>();
        Token? option = null;
        foreach (var token in result.Tokens)
        {
            if (token.Type is TokenType.Option)
            {
                option = token;
            }
            else if (option is not null && token.Type is TokenType.Argument)
            {
                if (Names(sql, option) || Names(file, option))
                {
                    sources.Add(new(Names(file, option), token.Value));
                }

                option = null;
            }
        }

        return sources;
    }

    static bool Names(Option option, Token token) => option.Name == token.Value || option.Aliases.Contains(token.Value);

    static Binds? Binds(string[] words)
    {
        if (words.Length == 0)
        {
            return null;
        }

        // One value may serve some of the statements only.
        var binds = new Binds { AreShared = true };
        foreach (var word in words)
        {
            var sign = word.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
            {
                throw new UsageException("-v takes NAME=VALUE", null, "for example -v id=42, and :id in the SQL");
            }

            binds[word[..sign]] = word[(sign + 1)..];
        }

        return binds;
    }
}
