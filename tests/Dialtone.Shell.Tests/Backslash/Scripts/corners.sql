\set x 'a' b "c" `echo hi`
\echo :x
\unset x
\echo :x :"x" \\ select 1;
\x \\ select 1 as a; \x
select 1 \; select 2;
select 1 as a \gx
\t on
select 1 as a;
\t off
\pset format unaligned
select 1 as a, null;
\x
select 1 as a, null union all select 2, 3;
\x
\f ;
select 1 as a, 2 as b;
\pset fieldsep '|'
\a
\pset footer off
select 1;
\pset footer on
\C 'Title here'
select 1 as a, 'some longer text here' as b;
\d depot.ridx
\dn depot
\C
\x
\dn depot
\dt depot.r*
\d depot.ridx
select 1 as a where false;
\x
\pset tuples_only
select 'x';
\pset tuples_only
\i included.sql
\o o.out
select 1;
\qecho in file
\dt depot.ridx
\o
\! cat o.out
\o | tr a-z A-Z
select 'piped';
\o
select 'g' \g o2.out
\! cat o2.out
select 'gp' as x \g | cat
select 1, 2 \g (format=csv tuples_only=on)
\echo -n no newline
\echo
\echo 'quo''ted' "dq" :{?x} :{?DBNAME}
\pset null '(null)'
select null as n;
\pset border 2
\pset linestyle unicode
select 1 as a, null as b;
\pset linestyle ascii
\pset border 1
\prompt 'name? ' who
someone
\echo :who
\if :{?who}
\if false
\echo never
\elif true
\echo nested
\else
\echo never2
\endif
\else
\echo never3
\endif
\if maybe
\echo bad
\endif
\elif x
\endif
select :who;
select ':who', ":who", $$:who$$, /* :who */ 1::int;
insert into nosuch values (1);
create function pg_temp.f() returns int language plpgsql as $$
begin
  raise notice 'hello %', 1;
  raise warning 'careful';
  return 1;
end $$;
select pg_temp.f();
do $$ begin raise exception 'boom' using detail = 'dd', hint = 'hh'; end $$;
\set VERBOSITY verbose
select 1/0;
\set VERBOSITY terse
select 1/0;
\set VERBOSITY default
\set ON_ERROR_ROLLBACK on
begin;
select 1/0;
select 'still fine';
commit;
\set AUTOCOMMIT off
create temp table ac(i int);
rollback;
select * from ac;
rollback;
\set AUTOCOMMIT on
select 'a' as "A
B", 'tab	here', E'\x01ctl', '漢字' as "日本";
select array[1,2,null], '{"a": [1, 2]}'::jsonb, point(1,2), now() is not null, 1.50::numeric, 'x'::bytea;
explain (costs off) select 1;
show work_mem;
values (1,'a'),(2,'b');
table country limit 2;
create temp table few(i int); insert into few select generate_series(1,5) returning i; update few set i = i returning i;
with x as (select 1 as i) select * from x;
savepoint s;
begin; savepoint s; rollback to s; release s; end;
fetch 1 from nocur;
begin; declare cur cursor for select * from few; fetch 2 from cur; move 1 from cur; close cur; commit;
select 'unterminated
string';
select 1 -- comment ;
;
select /* c ; */ 2;
select 3
\r
\g
select 'last without semicolon'
