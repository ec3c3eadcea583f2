using System.Globalization;
using System.Text;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary>The source of functions and views, as <c>\sf</c>, <c>\sv</c>, <c>\ef</c> and <c>\ev</c> show and edit it.</summary>
static class DefinitionSource
{
    /// <summary>The statement that creates a function again.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="name">The function's name, with the types of its arguments in parentheses where that is needed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Errors.DatabaseException">There is no such function, or several.</exception>
    public static async Task<string> FunctionAsync(Catalog catalog, string name, CancellationToken cancellationToken)
    {
        var type = name.Contains('(', StringComparison.Ordinal) ? "regprocedure" : "regproc";
        var rows = await catalog.RowsAsync(
            $"select pg_catalog.pg_get_functiondef({catalog.Quote(name)}::pg_catalog.{type}::pg_catalog.oid)",
            cancellationToken
        );
        return rows[0][0]!;
    }

    /// <summary>The statement that creates a view again.</summary>
    /// <exception cref="DescribeException">The name is no view's.</exception>
    /// <exception cref="Errors.DatabaseException">There is no such relation.</exception>
    public static async Task<string> ViewAsync(Catalog catalog, string name, CancellationToken cancellationToken)
    {
        const string Checks = "('check_option=local', 'check_option=cascaded')";
        var rows = await catalog.RowsAsync(
            "select pg_catalog.quote_ident(n.nspname), pg_catalog.quote_ident(c.relname), c.relkind, pg_catalog.pg_get_viewdef(c.oid, true), "
                + "(select pg_catalog.string_agg(pg_catalog.quote_ident(o.option_name) || '=' || case "
                + "when pg_catalog.quote_ident(o.option_value) = o.option_value then o.option_value else pg_catalog.quote_literal(o.option_value) end, ', ') "
                + $"from pg_catalog.unnest(c.reloptions) x, lateral pg_catalog.pg_options_to_table(array[x]) o where x not in {Checks}), "
                + $"(select pg_catalog.upper(pg_catalog.split_part(x, '=', 2)) from pg_catalog.unnest(c.reloptions) x where x in {Checks}) "
                + "from pg_catalog.pg_class c left join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
                + $"where c.oid = {catalog.Quote(name)}::pg_catalog.regclass",
            cancellationToken
        );
        if (rows is not [{ } row])
        {
            throw new DescribeException($"Did not find any relation named \"{name}\".");
        }

        if (row[2] != "v")
        {
            throw new DescribeException($"\"{row[0]}.{row[1]}\" is not a view");
        }

        return string.Concat(
            $"CREATE OR REPLACE VIEW {row[0]}.{row[1]}",
            string.IsNullOrEmpty(row[4]) ? "" : $"\n WITH ({row[4]})",
            $" AS\n{row[3]!.TrimEnd(';')}",
            row[5] is null ? "" : $"\n WITH {row[5]} CHECK OPTION",
            "\n"
        );
    }

    /// <summary>The text with line numbers; those of a function count from its body, as the server counts them in its errors.</summary>
    public static string Numbered(string source, bool isFunction)
    {
        var numbered = new StringBuilder();
        var number = isFunction ? 0 : 1;
        foreach (var line in source.TrimEnd('\n').Split('\n'))
        {
            if (isFunction && number == 0 && IsBody(line))
            {
                number = 1;
            }

            numbered
                .Append(number == 0 ? "        " : number++.ToString(CultureInfo.InvariantCulture).PadRight(8))
                .Append(line)
                .Append('\n');
        }

        return numbered.ToString();
    }

    static bool IsBody(string line) =>
        line.StartsWith("AS ", StringComparison.Ordinal)
        || line.StartsWith("BEGIN ", StringComparison.Ordinal)
        || line.StartsWith("RETURN ", StringComparison.Ordinal);
}
