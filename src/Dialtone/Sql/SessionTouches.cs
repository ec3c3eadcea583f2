using System.Collections.Frozen;

namespace Dialtone.Sql;

/// <summary>Tells from a statement's text how far it can change its session. Whatever is not known to be harmless counts as a change.</summary>
static class SessionTouches
{
    // Before a parenthesis these begin a list, a subquery or a type, not the arguments of a function.
    const string Keywords =
        "all and any array as between by case check coalesce conflict cube distinct else end escape except exists filter from full "
        + "greatest group grouping having ilike in inner intersect is join lateral least left like limit match materialized not nullif of "
        + "offset on only or order outer over partition range recursive returning right rollup row rows select set sets similar some then "
        + "to union unique using values when where window with within cast extract overlay position substring trim treat "
        + "char character varchar numeric decimal bit time timestamp float double precision interval";

    // Built-in functions that leave the session alone. A function of the same name in the schema is the schema's code.
    const string Functions =
        "abs acos age array_agg array_append array_cat array_length array_position array_remove array_to_json array_to_string ascii asin "
        + "atan atan2 avg bit_and bit_length bit_or bool_and bool_or btrim cardinality cbrt ceil ceiling changes char_length "
        + "character_length chr clock_timestamp concat concat_ws convert_from convert_to corr cos count cume_dist current_database "
        + "current_setting date date_bin date_part date_trunc datetime decode degrees dense_rank div encode every exp first_value floor format "
        + "gen_random_uuid generate_series generate_subscripts glob group_concat hex host ifnull iif initcap instr isfinite json_agg "
        + "json_array json_array_elements json_array_elements_text json_array_length json_build_array json_build_object json_each "
        + "json_each_text json_extract json_extract_path json_extract_path_text json_object json_object_agg json_object_keys "
        + "json_patch json_populate_record json_quote json_remove json_replace json_set json_strip_nulls json_to_record json_to_recordset "
        + "json_tree json_type json_typeof json_valid jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length "
        + "jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path jsonb_extract_path_text jsonb_insert "
        + "jsonb_object jsonb_object_agg jsonb_object_keys jsonb_path_exists jsonb_path_match jsonb_path_query jsonb_path_query_array "
        + "jsonb_path_query_first jsonb_pretty jsonb_set jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof julianday "
        + "justify_days justify_hours lag last_insert_rowid last_value lead length ln log log10 lower lpad ltrim make_date make_interval "
        + "make_time make_timestamp make_timestamptz max md5 min mod mode name now nth_value ntile octet_length percent_rank "
        + "percentile_cont percentile_disc pg_backend_pid pg_column_size pg_is_in_recovery pg_relation_size pg_size_pretty pg_table_size "
        + "pg_total_relation_size pg_typeof pi plainto_tsquery pow power printf quote quote_ident quote_literal quote_nullable "
        + "radians random rank regexp_count regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array "
        + "regexp_split_to_table regexp_substr repeat replace reverse round row_number row_to_json rpad rtrim scale sha256 sign sin "
        + "split_part sqrt starts_with statement_timestamp stddev stddev_pop stddev_samp strftime string_agg string_to_array strpos "
        + "substr sum tan timeofday to_char to_date to_hex to_json to_jsonb to_number to_timestamp to_tsquery to_tsvector total trunc "
        + "ts_headline ts_rank ts_rank_cd txid_current typeof unhex unicode unistr unixepoch unnest upper uuidv4 uuidv7 var_pop var_samp "
        + "variance version websearch_to_tsquery width_bucket zeroblob";

    static readonly FrozenSet<string> Harmless = $"{Keywords} {Functions}".Split(' ').ToFrozenSet();
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> HarmlessWords = Harmless.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>How far the text, which may hold several statements, can change its session.</summary>
    public static SessionTouch Of(ReadOnlySpan<char> sql, SqlSyntax syntax)
    {
        var verb = new WordReader(sql, syntax, stackalloc char[WordReader.LongestKeyword]);
        while (verb.MoveNext() && verb.Token is "(") { }
        switch (verb.Word)
        {
            case "show":
                return Harm(sql, syntax, SessionTouch.None);
            case "select" or "values" or "table" or "with" or "insert" or "update" or "delete" or "merge" or "replace":
                return Harm(sql, syntax, SessionTouch.ThroughSchema);
            default:
                return SessionTouch.Command;
        }
    }

    static SessionTouch Harm(ReadOnlySpan<char> sql, SqlSyntax syntax, SessionTouch harmless)
    {
        var words = new WordReader(sql, syntax, stackalloc char[WordReader.LongestKeyword]);
        var (isName, isHarmless, isQualified, last) = (false, false, false, Place.Other);
        while (words.MoveNext())
        {
            var token = words.Token;
            if (token is ";")
            {
                // A second statement may be anything.
                return IsEnd(ref words) ? harmless : SessionTouch.Command;
            }

            if (IsVariable(token, syntax))
            {
                return SessionTouch.Direct;
            }

            if (token is "(" && isName && !isHarmless && last is not (Place.AfterInto or Place.AfterAs))
            {
                return SessionTouch.Direct;
            }

            if (token is "." && isName)
            {
                // What comes is still the same name; a qualified function is somebody's own.
                (isQualified, isName) = (true, false);
                continue;
            }

            if (!IsName(token, words.Word))
            {
                (isName, isQualified, last) = (false, false, Place.Other);
                continue;
            }

            // SELECT … INTO makes a table or sets variables.
            if (words.Word is "into" && last is not Place.Insert && !isQualified)
            {
                return SessionTouch.Direct;
            }

            isHarmless = !isQualified && HarmlessWords.Contains(words.Word);
            last = isQualified ? last : NextPlace(words.Word, isName, last);
            (isName, isQualified) = (true, false);
        }

        return harmless;
    }

    // Where the name stands that was just read.
    static Place NextPlace(ReadOnlySpan<char> word, bool followsName, Place last) =>
        word switch
        {
            "insert" or "merge" or "replace" => Place.Insert,
            "into" => Place.Into,
            "as" => Place.As,
            _ when followsName && last is Place.Into => Place.AfterInto,
            _ when followsName && last is Place.As => Place.AfterAs,
            _ => Place.Other,
        };

    static bool IsEnd(ref WordReader words)
    {
        while (words.MoveNext())
        {
            if (words.Token is not ";")
            {
                return false;
            }
        }

        return true;
    }

    static bool IsName(ReadOnlySpan<char> token, ReadOnlySpan<char> word) =>
        !word.IsEmpty || token[0] is '"' or '`' or '[' || char.IsLetter(token[0]) || token[0] == '_';

    // MySQL: @user := 1 sets a variable, and a conditional comment may hold anything.
    static bool IsVariable(ReadOnlySpan<char> token, SqlSyntax syntax) =>
        (syntax.HasVariables && token[0] == '@') || (syntax.HasConditionalComments && token.StartsWith("/*"));

    enum Place
    {
        Other,
        Insert,
        Into,
        AfterInto,
        As,
        AfterAs,
    }
}
