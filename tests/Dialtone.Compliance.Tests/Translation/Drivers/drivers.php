<?php
// Runs translations through PHP's PDO: cases as JSON on standard input, one line of result for each.
const POSTGRES = "select current_user || ' ' || coalesce(client_dn, '') from pg_stat_ssl where pid = pg_backend_pid()";
const MYSQL = "select concat(current_user(), ' ', (select if(variable_value = '', 'plain', 'TLS') from information_schema.session_status where variable_name = 'Ssl_cipher'))";

set_error_handler(function ($level, $message) {
    throw new ErrorException($message);
});
foreach (json_decode(stream_get_contents(STDIN), true) as $case) {
    try {
        $pdo = null;
        eval($case['text']);
        $who = $pdo->query($case['dialect'] === 'mysql' ? MYSQL : POSTGRES)->fetchColumn();
        echo "{$case['name']}\taccepted\t$who\n";
    } catch (Throwable $failure) {
        echo "{$case['name']}\trefused\t", preg_replace('/\s+/', ' ', $failure->getMessage()), "\n";
    }
}
