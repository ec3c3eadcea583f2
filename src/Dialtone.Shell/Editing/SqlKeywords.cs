namespace Dialtone.Shell.Editing;

/// <summary>The words of SQL that are coloured and offered. One text: no start-up cost.</summary>
static class SqlKeywords
{
    const string Words =
        " add all alter analyze and any as asc authorization begin between by cascade case cast check collate column columns comment commit"
        + " concurrently conflict constraint copy create cross current_date current_time current_timestamp current_user cube database databases"
        + " deallocate declare default deferrable delete desc describe discard distinct do domain drop each else end enum escape except exists"
        + " explain extension extract false fetch filter first following for foreign from full function generated grant group grouping having"
        + " if ilike immediate in index inner insert instead intersect interval into is isolation join key language last lateral left level"
        + " like limit listen lock locked materialized merge natural no not nothing notify nowait null nulls of offset on only or order"
        + " ordinality outer over overlaps partition policy pragma preceding prepare primary procedure range read reassign recursive references"
        + " refresh reindex release rename replace reset restrict returning returns revoke right role rollback rollup row rows savepoint schema"
        + " schemas select sequence serializable session set sets show similar skip some start table tables tablesample temporary then ties to"
        + " transaction trigger true truncate type unbounded union unique unlisten update use user using vacuum values verbose view when where"
        + " window with within without ";

    /// <summary>The words, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static readonly HashSet<string> Set = new(All, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word is one of them.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => Set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
