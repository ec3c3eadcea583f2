\echo included :who
select 'inc';
