-- A schema with one of everything that psql's \d commands describe. Loaded beside the film shop.
create role keeper login connection limit 3;
create role auditor createdb createrole valid until '2031-01-01' in role keeper;
create role "Mixed Role" nologin;
comment on role auditor is 'reads everything';
alter role keeper set statement_timeout to '1min';

create schema depot authorization keeper;
comment on schema depot is 'one of everything';
grant usage on schema depot to public;
grant create on schema depot to auditor;
create schema "Odd.Name";
set search_path to depot, public;

create extension btree_gist schema depot;
create extension file_fdw schema depot;

-- types
create type depot.mood as enum ('sad', 'ok', 'very "happy"');
comment on type depot.mood is 'how it feels';
create type depot.pair as (first integer, second text collate "C");
comment on type depot.pair is 'two of them';
comment on column depot.pair.second is 'the other one';
create type depot.span as range (subtype = float8, subtype_diff = float8mi);
create domain depot.positive as integer default 1 not null check (value > 0) constraint small check (value < 1000);
comment on domain depot.positive is 'not zero';
create domain depot.word as text collate "C";
grant usage on type depot.mood to keeper;
create collation depot.plain from "C";

-- tables
create table depot.parent (
    id bigint generated always as identity primary key,
    code varchar(8) not null unique,
    kind depot.mood default 'ok',
    amount numeric(10, 2) check (amount >= 0),
    doubled numeric generated always as (amount * 2) stored,
    body text collate "C" not null default 'it''s',
    during tstzrange,
    tags text[],
    parent_id bigint references depot.parent on delete set null on update cascade deferrable,
    constraint never_together exclude using gist (code with =, during with &&) where (amount > 0),
    constraint sound check (length(code) > 1) not valid
);
comment on table depot.parent is 'the table that has it all';
comment on column depot.parent.code is 'short name';
comment on column depot.parent.during is E'two\nlines';
comment on constraint sound on depot.parent is 'sounds good';
alter table depot.parent alter column body set storage external;
alter table depot.parent alter column amount set statistics 250;
alter table depot.parent set (fillfactor = 70, autovacuum_enabled = false);
alter table depot.parent replica identity full;
create index parent_lower_idx on depot.parent (lower(body), amount desc nulls last) include (kind) where id > 10;
create index parent_hash_idx on depot.parent using hash (kind);
create unique index parent_pair_idx on depot.parent (code, amount);
comment on index depot.parent_lower_idx is 'found by small letters';
alter table depot.parent cluster on parent_pkey;
create statistics depot.parent_stats (dependencies, mcv) on code, kind from depot.parent;
create statistics depot.parent_expressions on lower(body), code from depot.parent;
comment on statistics depot.parent_stats is 'go together';
alter statistics depot.parent_expressions set statistics 20;

create table depot.child (extra integer) inherits (depot.parent);
create table depot.grandchild () inherits (depot.child);
create table depot.line (
    parent_id bigint references depot.parent,
    number integer,
    note text,
    primary key (parent_id, number)
);
create table depot.bare ();
create unlogged table depot.fast (a integer primary key, b text) tablespace pg_default;
create table depot."Quoted ""Table""" ("Column One" integer, "select" text);
create table depot.typed of depot.pair;
create table "Odd.Name"."a.b" (x integer);
create table depot.nullish (id integer unique nulls not distinct);
create table depot.ridx (id integer not null, other integer);
create unique index ridx_id on depot.ridx (id);
alter table depot.ridx replica identity using index ridx_id;

-- partitions
create table depot.measure (at date not null, place text, value float8) partition by range (at);
create table depot.measure_2024 partition of depot.measure for values from ('2024-01-01') to ('2025-01-01');
create table depot.measure_2025 partition of depot.measure for values from ('2025-01-01') to ('2026-01-01') partition by list (place);
create table depot.measure_2025_north partition of depot.measure_2025 for values in ('north', 'up');
create table depot.measure_rest partition of depot.measure default;
create table depot.empty_parts (k integer) partition by hash (k);
create index measure_at_idx on depot.measure (at);
create table depot.keyed (id integer primary key) partition by range (id);
create table depot.keyed_low partition of depot.keyed for values from (minvalue) to (100);
create table depot.refers (id integer references depot.keyed);

-- functions
create function depot.add(a integer, b integer default 2) returns integer language sql immutable strict parallel safe as 'select a + b';
comment on function depot.add is 'adds';
create function depot.many(variadic items text[]) returns setof text language sql stable as 'select unnest(items)';
create function depot.outs(in x integer, out y integer, inout z text) language plpgsql security definer as $$
begin
    y := x;
end;
$$;
create function depot.rows(n integer) returns table (i integer, t text) language sql rows 5 cost 7 leakproof as 'select g, g::text from generate_series(1, n) g';
create procedure depot.proc(inout x integer) language plpgsql as $$ begin x := x + 1; end $$;
create function depot.body(a integer) returns integer begin atomic select a + 1; end;
create function depot.on_change() returns trigger language plpgsql as $$ begin return new; end $$;
create function depot.on_event() returns event_trigger language plpgsql as $$ begin end $$;
create function depot."Odd Function"("Arg One" text) returns void language sql set search_path = depot as 'select 1';
create function depot.winrow() returns bigint language internal window immutable as 'window_row_number';
revoke all on function depot.add(integer, integer) from public;
grant execute on function depot.add(integer, integer) to keeper;
create aggregate depot.total(integer) (sfunc = int4pl, stype = integer, initcond = '0');
comment on aggregate depot.total(integer) is 'all of it';
create aggregate depot.count_star(*) (sfunc = int8inc, stype = bigint, initcond = '0');

-- operators and casts
create operator depot.<+> (leftarg = integer, rightarg = integer, function = depot.add);
comment on operator depot.<+> (integer, integer) is 'adds more';
create operator depot.!- (rightarg = text, function = pg_catalog.lower);
create function depot.mood_number(depot.mood) returns integer language sql as 'select 1';
create cast (depot.mood as integer) with function depot.mood_number(depot.mood) as assignment;
comment on cast (depot.mood as integer) is 'a number for a mood';
create cast (integer as depot.mood) with inout as implicit;

-- rules, triggers, policies, views
create rule keep_lines as on delete to depot.line do instead nothing;
create rule count_lines as on insert to depot.line where new.number > 100 do also select 1;
alter table depot.line disable rule count_lines;
create trigger line_change before insert or update of note on depot.line for each row when (new.number > 0) execute function depot.on_change();
create trigger line_off after delete on depot.line execute function depot.on_change();
alter table depot.line disable trigger line_off;
create trigger line_always after insert on depot.line for each row execute function depot.on_change();
alter table depot.line enable always trigger line_always;
create trigger line_replica after insert on depot.line for each row execute function depot.on_change();
alter table depot.line enable replica trigger line_replica;
create constraint trigger line_later after insert on depot.line deferrable initially deferred for each row execute function depot.on_change();
create trigger measure_change after insert on depot.measure for each row execute function depot.on_change();
comment on trigger line_change on depot.line is 'every change';
comment on rule keep_lines on depot.line is 'keeps';
alter table depot.line enable row level security;
create policy own_lines on depot.line for select to keeper using (number > 0);
create policy write_lines on depot.line as restrictive for insert to keeper, auditor with check (note is not null);
create policy all_lines on depot.line using (true) with check (number < 1000);
create table depot.secret (a integer);
alter table depot.secret enable row level security;
alter table depot.secret force row level security;
create table depot.closed (a integer);
alter table depot.closed force row level security;
create policy off on depot.closed using (true);

create view depot.lines as select parent_id, number, upper(note) as note from depot.line where number > 0;
comment on view depot.lines is 'in capitals';
alter view depot.lines alter column note set default 'none';
create view depot.guarded with (security_barrier = true) as select * from depot.lines where number < 10 with local check option;
create rule guard as on insert to depot.guarded do instead nothing;
create trigger lines_insert instead of insert on depot.lines for each row execute function depot.on_change();
create view depot.numbers as with recursive count (n) as (values (1) union all select n + 1 from count where n < 5) select n from count;
create materialized view depot.summary as select kind, count(*) as many from depot.parent group by kind;
create unique index summary_key on depot.summary (kind);
comment on materialized view depot.summary is 'counted';

-- sequences
create sequence depot.counter as smallint increment by 5 minvalue 5 maxvalue 500 start with 10 cache 3 cycle;
comment on sequence depot.counter is 'steps of five';
create table depot.owned (id serial, big bigserial);

-- foreign tables
create server files foreign data wrapper file_fdw;
comment on server files is 'the disk';
create foreign table depot.remote (a integer options (force_not_null 'false'), b text options (force_null 'true')) server files options (filename '/dev/null', format 'csv');
comment on foreign table depot.remote is 'far away';
create foreign data wrapper dummy options (debug 'true');
comment on foreign data wrapper dummy is 'does nothing';
create server nowhere type 'none' version '1.0' foreign data wrapper dummy options (host 'here', "odd name" 'it''s');
create user mapping for keeper server nowhere options (user 'k');
create user mapping for public server files;
grant usage on foreign server nowhere to keeper;
grant usage on foreign data wrapper dummy to keeper with grant option;

-- privileges
grant select, insert on depot.parent to keeper with grant option;
grant update (code, amount) on depot.parent to auditor;
grant select on depot.parent to public;
revoke all on depot.bare from postgres;
grant usage on sequence depot.counter to keeper;
alter default privileges in schema depot grant select on tables to auditor;
alter default privileges for role keeper grant execute on functions to auditor;
alter default privileges for role keeper revoke all on types from public;

-- text search
create text search dictionary depot.short (template = simple, stopwords = english);
comment on text search dictionary depot.short is 'without stop words';
create text search configuration depot.words (copy = simple);
alter text search configuration depot.words alter mapping for asciiword with depot.short, simple;
comment on text search configuration depot.words is 'mine';
create text search parser depot.parts (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline);
create text search template depot.stencil (init = dsimple_init, lexize = dsimple_lexize);

-- publications, event triggers, languages, conversions, access methods
create publication everything for all tables;
create publication few for table depot.parent, depot.line where (number > 5);
create publication columns for table depot.refers (id) with (publish = 'insert, delete', publish_via_partition_root);
create publication of_schema for tables in schema depot;
create publication nothing;
create subscription feed connection 'dbname=nowhere' publication few, everything with (connect = false, slot_name = none);
comment on subscription feed is 'not connected';
create event trigger watch on ddl_command_end when tag in ('CREATE TABLE', 'DROP TABLE') execute function depot.on_event();
comment on event trigger watch is 'watches';
create event trigger sleepy on sql_drop execute function depot.on_event();
alter event trigger sleepy disable;
create language plmine handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
comment on language plmine is 'another name';
create default conversion depot.latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
comment on conversion depot.latin is 'old letters';
create access method heap2 type table handler heap_tableam_handler;
comment on access method heap2 is 'a second heap';
create table depot.in_heap2 (a integer) using heap2;
create operator family depot.family using btree;
create operator class depot.reversed for type integer using btree family depot.family as
    operator 1 >, operator 2 >=, operator 3 =, operator 4 <=, operator 5 <, function 1 btint4cmp(integer, integer);
comment on operator class depot.reversed using btree is 'backwards';
