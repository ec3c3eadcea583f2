select 1 as a, 'x' as b, null as c;
select count(*) from film;
\x
select 1 as a, 2 as b \gx
\x
\dt depot.p*
\set n 5
select :n + 1 as six, ':n' as lit, :'n' as quoted;
select 10 as x \gset y_
\echo :y_x
create temp table t(a int, b text);
insert into t values (1,'one'),(2,'two');
select * from t order by 1 \g
update t set b = 'z' where a = 1;
delete from t;
begin;
select 1/0;
select 1;
rollback;
select * from nope;
\errverbose
copy t from stdin;
1	a
2	b\n
\.
select * from t;
copy t to stdout;
\copy t to 'out.csv' csv header
\! cat out.csv
\copy t from 'out.csv' csv header
select count(*) from t;
\if false
select 'no';
\elif yes
select 'yes';
\else
select 'never';
\endif
select 'select ' || i from generate_series(1,2) i \gexec
\pset border 2
select 1 as a, 'b' as bcd;
\pset border 0
select 1 as a, 'b' as bcd;
\pset border 1
\pset format csv
select 1 as a, 'b,c' as bcd;
\a
select from film;
select 'a
b' as multi, 1 as n;
\pset null NULL
select null as n;
\t
select 1,2;
\a
select 1,2;
\q
