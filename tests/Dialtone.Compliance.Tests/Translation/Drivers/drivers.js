// Runs translations through Node's drivers: cases as JSON on standard input, one line of result for each.
"use strict";

const AsyncFunction = (async () => {}).constructor;
const POSTGRES = "select current_user || ' ' || coalesce(client_dn, '') as who from pg_stat_ssl where pid = pg_backend_pid()";
const MYSQL =
    "select concat(current_user(), ' ', (select if(variable_value = '', 'plain', 'TLS') from information_schema.session_status where variable_name = 'Ssl_cipher')) as who";

async function run({ to, text }) {
    if (to === "mysql2") {
        const connection = await new AsyncFunction("require", `${text}\nreturn connection;`)(require);
        const [rows] = await connection.query(MYSQL);
        await connection.end();
        return rows[0].who;
    }
    const client = await new AsyncFunction("require", `${text}\nreturn client;`)(require);
    await client.connect();
    const { rows } = await client.query(POSTGRES);
    await client.end();
    return rows[0].who;
}

(async () => {
    for (const one of JSON.parse(require("node:fs").readFileSync(0, "utf8"))) {
        try {
            console.log(`${one.name}\taccepted\t${await run(one)}`);
        } catch (failure) {
            console.log(`${one.name}\trefused\t${String(failure.message).replace(/\s+/g, " ")}`);
        }
    }
})();
