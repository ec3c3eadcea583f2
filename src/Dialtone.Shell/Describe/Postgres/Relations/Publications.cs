namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>The publications that a table is in.</summary>
static class Publications
{
    /// <summary>Lists them.</summary>
    public static async Task AddAsync(RelationSection section)
    {
        if (!section.Relation.IsTable || section.Version < 100000)
        {
            return;
        }

        var oid = section.Relation.Oid;
        var (condition, list) =
            section.Version >= 150000
                ? ("pg_catalog.pg_get_expr(pr.prqual, pr.prrelid)", ReplicationListings.PublishedColumns)
                : ("null", "null");
        var ofSchema =
            section.Version >= 150000
                ? "union select p.pubname, null, null from pg_catalog.pg_publication p "
                    + "join pg_catalog.pg_publication_namespace pn on p.oid = pn.pnpubid "
                    + "join pg_catalog.pg_class pc on pc.relnamespace = pn.pnnspid "
                    + $"where pc.oid = {oid} and pg_catalog.pg_relation_is_publishable({oid}) "
                : "";
        var rows = await section.RowsAsync(
            $"select p.pubname, {condition}, {list} from pg_catalog.pg_publication p "
                + $"join pg_catalog.pg_publication_rel pr on p.oid = pr.prpubid where pr.prrelid = {oid} {ofSchema}"
                + "union select p.pubname, null, null from pg_catalog.pg_publication p "
                + $"where p.puballtables and pg_catalog.pg_relation_is_publishable({oid}) order by 1"
        );
        section.Add(
            "Publications:",
            rows.Select(row => $"    \"{row[0]}\"{(row[2] is null ? "" : $" ({row[2]})")}{(row[1] is null ? "" : $" WHERE {row[1]}")}")
        );
    }
}
