namespace Dialtone.Tests.Sql;

/// <summary>A text, the binds that SQLAlchemy's <c>text()</c> finds in it, and ours.</summary>
/// <param name="Sql">The text.</param>
/// <param name="Theirs">SQLAlchemy's names, computed with version 1.4.46.</param>
/// <param name="Ours">Our names, if they differ on purpose.</param>
/// <param name="Reason">Why they differ.</param>
public sealed record SqlAlchemyBind(string Sql, string[] Theirs, string[]? Ours = null, string? Reason = null)
{
    const string Literal = "a literal, a quoted name or a comment holds text, never binds";
    const string Cast = "a cast behind a bind leaves it a bind";
    const string Operand = "a colon behind a complete operand parts a slice's bounds or a JSON key from its value";
    const string Dollar = "SQLAlchemy asks for a and sends a$b; a dollar sign is part of a name in all three dialects";

    /// <summary>Every difference from SQLAlchemy, in rows of the shared vectors and in our own.</summary>
    public static IReadOnlyDictionary<string, (string[] Ours, string Reason)> Differences { get; } =
        Own()
            .Where(row => row.Ours is not null)
            .Concat([
                new("SELECT :x::int", [], ["x"], Cast),
                new("SELECT :perms::jsonb", ["perm"], ["perms"], Cast),
                new("SELECT col ->> ':k' ", ["k"], [], Literal),
                new("SELECT a FROM t WHERE x ~ '(?:abc)'", ["abc"], [], Literal),
                new("SELECT :a$b", ["a"], ["a$b"], Dollar),
            ])
            .ToDictionary(row => row.Sql, row => (row.Ours!, row.Reason!));

    public static IEnumerable<SqlAlchemyBind> Own() =>
        [
            new("select * from t where a = :a and b = :b", ["a", "b"]),
            new("select :a_1, :_x, :A", ["a_1", "_x", "A"]),
            new("select :naïve, :名前", ["naïve", "名前"]),
            new("select :a+:b, (:a), -:a", ["a", "b"]),
            new("select :a, -- :x", ["a", "x"], ["a"], Literal),
            new("select '(:a)'::text, :b", ["a", "b"], ["b"], Literal),
            new("select \":a\", :b", ["a", "b"], ["b"], Literal),
            new("select E'\\':a', :b", ["a", "b"], ["b"], Literal),
            new("select $$ :a $$, :b", ["a", "b"], ["b"], Literal),
            new("select $q$ ':a $q$, :b", ["a", "b"], ["b"], Literal),
            new("select /* :a */ :b", ["a", "b"], ["b"], Literal),
            new("select /* /* :a */ */ :b", ["a", "b"], ["b"], Literal),
            new("select '{\"a\":1}'::jsonb -> :k", ["1", "k"], ["k"], Literal),
            new("select j -> ':k', j ->> :k", ["k"]),
            new("select :a::int, :b", ["b"], ["a", "b"], Cast),
            new("select :a ::int", ["a"]),
            new("select (:a)::int", ["a"]),
            new("select cast(:a as int)", ["a"]),
            new("select x::int", []),
            new("select x :: int, :b", ["b"]),
            new("select a[1:2], a[1:n]", []),
            new("select a[:lo:2]", ["l"], ["lo"], Operand),
            new("select a[:lo:n]", ["l"], ["lo"], Operand),
            new("select a[:lo : :hi]", ["lo", "hi"]),
            new("select a[:i]", ["i"]),
            new("select a[f(1):n]", ["n"], [], Operand),
            new("select a[\"x\":n]", ["n"], [], Operand),
            new("select a[b[1] :n]", ["n"], [], Operand),
            new("select json_object('k':v)", ["v"], [], Operand),
            new("select json_object('k' : :v)", ["v"]),
            new("select json_object('k': v)", []),
            new("select \"t\":a", ["a"], [], Operand),
            new("select j @> :doc and j ? :key", ["doc", "key"]),
            new("select x := :y", ["y"]),
            new("select f(a := :a)", ["a"]),
            new("select f(a => :a)", ["a"]),
            new("select @x:=:y", ["y"]),
            new("select \\:a, :b", ["b"]),
            new("select a\\:\\:int", []),
            new("select '\\:a'", []),
            new("select :a\\:b", ["a"]),
            new("select 100 % :a", ["a"]),
            new("select '100%', :a", ["a"]),
            new("select :a.b", ["a"]),
            new("select :a;select :b", ["a", "b"]),
            new("select :1, :a1", ["1", "a1"], ["a1"], "a name does not begin with a digit, so slices and times need no escape"),
            new("select 12:30", []),
            new("select : a", []),
            new("select :a:b", [], ["a"], "SQLAlchemy leaves both; the first is a bind, the second stands behind a word"),
            new("select :::a", []),
            new("select -1:a", []),
            new("select {d :a}", ["a"]),
            new("select x'ff', :a", ["a"]),
            new("select now() at time zone :tz", ["tz"]),
            new("select * from t limit :n offset :m", ["n", "m"]),
            new("insert into t values (:a,:b),(:a,:c)", ["a", "b", "c"]),
            new("select case when :a then :b else :c end", ["a", "b", "c"]),
        ];

    public override string ToString() => Sql;
}
