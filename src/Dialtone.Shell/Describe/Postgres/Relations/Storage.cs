namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>How a relation is kept: type, replica identity, tablespace, access method, options.</summary>
static class Storage
{
    /// <summary>The last lines.</summary>
    public static async Task AddAsync(RelationSection section)
    {
        var relation = section.Relation;
        if (relation.IsTable || relation.Kind == 'I')
        {
            if (relation.OfType.Length > 0)
            {
                section.Add($"Typed table of type: {relation.OfType}");
            }

            AddReplicaIdentity(section);
            if (await section.TablespaceAsync(relation.Tablespace) is { } tablespace)
            {
                section.Add($"Tablespace: \"{tablespace}\"");
            }

            if (section.IsVerbose && relation.AccessMethod is not null)
            {
                section.Add($"Access method: {relation.AccessMethod}");
            }
        }

        if (section.IsVerbose && !string.IsNullOrEmpty(relation.Options))
        {
            section.Add($"Options: {relation.Options}");
        }
    }

    // An index that is the identity says so itself; the usual value goes without saying.
    static void AddReplicaIdentity(RelationSection section)
    {
        var relation = section.Relation;
        var usual = relation.Schema == "pg_catalog" ? 'n' : 'd';
        if (section.IsVerbose && relation.Kind is 'r' or 'm' && relation.ReplicaIdentity != 'i' && relation.ReplicaIdentity != usual)
        {
            var identity = relation.ReplicaIdentity switch
            {
                'f' => "FULL",
                'n' => "NOTHING",
                _ => "???",
            };
            section.Add($"Replica Identity: {identity}");
        }
    }
}
