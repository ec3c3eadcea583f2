"""Runs translations through Python's drivers: cases as JSON on standard input, one line of result for each."""

import asyncio
import json
import sys

POSTGRES = "select current_user || ' ' || coalesce(client_dn, '') from pg_stat_ssl where pid = pg_backend_pid()"
MYSQL = "select concat(current_user(), ' ', (select if(variable_value = '', 'plain', 'TLS') from information_schema.session_status where variable_name = 'Ssl_cipher'))"


def through_engine(engine, query):
    with engine.connect() as connection:
        return connection.exec_driver_sql(query).scalar()


def through_async_engine(engine, query):
    async def run():
        async with engine.connect() as connection:
            return (await connection.exec_driver_sql(query)).scalar()

    return asyncio.run(run())


def through_django(databases, query):
    from django.conf import settings
    from django.db.utils import ConnectionHandler

    if not settings.configured:
        settings.configure()
    with ConnectionHandler(databases)["default"].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def run(case):
    names = {}
    exec(case["text"], names)
    query = MYSQL if case["dialect"] == "mysql" else POSTGRES
    if "DATABASES" in names:
        return through_django(names["DATABASES"], query)
    if case["to"] == "asyncpg":
        return through_async_engine(names["engine"], query)
    return through_engine(names["engine"], query)


for case in json.load(sys.stdin):
    try:
        print(case["name"], "accepted", run(case), sep="\t", flush=True)
    except Exception as failure:
        print(case["name"], "refused", " ".join(str(failure).split()), sep="\t", flush=True)
