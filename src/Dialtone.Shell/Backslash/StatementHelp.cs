using System.Text;

namespace Dialtone.Shell.Backslash;

/// <summary>The shape of the usual statements, one line each.</summary>
static class StatementHelp
{
    static readonly (string Statement, string Shape)[] Shapes =
    [
        ("ALTER TABLE", "alter table NAME {add [column] C TYPE | drop [column] C | alter [column] C … | add CONSTRAINT | rename … to …}"),
        ("ANALYZE", "analyze [TABLE [(COLUMN, …)]]"),
        ("BEGIN", "begin [isolation level {serializable | repeatable read | read committed}] [read only]"),
        ("CALL", "call PROCEDURE (ARGUMENT, …)"),
        ("COMMENT", "comment on {table | column | function | …} NAME is 'TEXT'"),
        ("COMMIT", "commit [and [no] chain]"),
        ("COPY", "copy {TABLE [(COLUMN, …)] | (QUERY)} {from | to} {'FILE' | stdin | stdout} [with (format csv, header, …)]"),
        ("CREATE DATABASE", "create database NAME [owner ROLE] [template NAME] [encoding 'UTF8']"),
        ("CREATE FUNCTION", "create [or replace] function NAME (ARGUMENT TYPE, …) returns TYPE language NAME as $$ … $$"),
        ("CREATE INDEX", "create [unique] index [concurrently] [NAME] on TABLE [using METHOD] (COLUMN, …) [include (…)] [where CONDITION]"),
        ("CREATE ROLE", "create role NAME [login] [password '…'] [in role …]"),
        ("CREATE SCHEMA", "create schema NAME [authorization ROLE]"),
        ("CREATE TABLE", "create table NAME (COLUMN TYPE [not null] [default …] [primary key] [references …], …)"),
        ("CREATE TABLE AS", "create table NAME as QUERY [with no data]"),
        ("CREATE TYPE", "create type NAME as {enum ('…', …) | (COLUMN TYPE, …) | range (subtype = TYPE)}"),
        ("CREATE VIEW", "create [or replace] [recursive] view NAME [(COLUMN, …)] as QUERY"),
        ("DELETE", "[with …] delete from TABLE [using …] [where CONDITION] [returning …]"),
        ("DO", "do $$ begin … end $$"),
        ("DROP TABLE", "drop table [if exists] NAME, … [cascade | restrict]"),
        ("EXPLAIN", "explain [(analyze, buffers, verbose, format json)] STATEMENT"),
        ("GRANT", "grant {select | insert | … | all} on {TABLE | schema NAME | …} to ROLE [with grant option]"),
        ("INSERT", "[with …] insert into TABLE [(COLUMN, …)] {values (…), … | QUERY} [on conflict … do …] [returning …]"),
        ("LISTEN", "listen CHANNEL"),
        ("MERGE", "[with …] merge into TABLE using SOURCE on CONDITION when matched then … when not matched then …"),
        ("NOTIFY", "notify CHANNEL [, 'PAYLOAD']"),
        ("REFRESH MATERIALIZED VIEW", "refresh materialized view [concurrently] NAME [with no data]"),
        ("REINDEX", "reindex {index | table | schema | database} [concurrently] NAME"),
        ("REVOKE", "revoke {select | insert | … | all} on {TABLE | schema NAME | …} from ROLE"),
        ("ROLLBACK", "rollback [to SAVEPOINT] [and [no] chain]"),
        ("SAVEPOINT", "savepoint NAME"),
        (
            "SELECT",
            "[with …] select [distinct] EXPRESSION, … [from …] [where …] [group by …] [having …] [window …] [union …] [order by …] [limit …] [for update]"
        ),
        ("SET", "set [session | local] PARAMETER {to | =} VALUE"),
        ("SHOW", "show PARAMETER | show all"),
        ("TRUNCATE", "truncate [table] NAME, … [restart identity] [cascade]"),
        ("UPDATE", "[with …] update TABLE set COLUMN = VALUE, … [from …] [where CONDITION] [returning …]"),
        ("VACUUM", "vacuum [(full, analyze, verbose)] [TABLE]"),
        ("VALUES", "values (EXPRESSION, …), …"),
        ("WITH", "with [recursive] NAME [(COLUMN, …)] as [[not] materialized] (QUERY), … STATEMENT"),
    ];

    /// <summary>The shape of a statement, of all that begin so, or the list of what there is.</summary>
    public static string Of(string statement)
    {
        var found = Shapes
            .Where(shape => statement.Length > 0 && shape.Statement.StartsWith(statement, StringComparison.Ordinal))
            .ToArray();
        var help = new StringBuilder();
        if (found.Length == 0)
        {
            help.Append(statement.Length == 0 ? "" : $"There is no help for \"{statement}\". ").Append("There is help for:\n");
            foreach (var (name, _) in Shapes)
            {
                help.Append("  ").Append(name).Append('\n');
            }

            return help.Append("The whole reference: https://www.postgresql.org/docs/current/sql-commands.html\n").ToString();
        }

        foreach (var (name, shape) in found)
        {
            var page = name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
            help.Append(name)
                .Append("\n  ")
                .Append(shape)
                .Append("\n  https://www.postgresql.org/docs/current/sql-")
                .Append(page)
                .Append(".html\n");
        }

        return help.ToString();
    }
}
