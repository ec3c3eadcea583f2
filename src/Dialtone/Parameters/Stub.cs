namespace Dialtone.Parameters;

static class PostgresResolver
{
    public static ResolvedTarget Resolve(Target t, ResolutionContext c) => throw new NotSupportedException();
}
