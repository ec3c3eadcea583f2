// Runs translations through Go's drivers: cases as JSON on standard input, one line of result for each.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v4"
	_ "github.com/lib/pq"
)

const question = "select current_user || ' ' || coalesce(client_dn, '') from pg_stat_ssl where pid = pg_backend_pid()"

type translation struct{ Name, To, Text string }

// The text is a call whose last argument is the connection string as a literal.
func literal(text string) (string, error) {
	for _, call := range []string{"pgx.Connect(ctx, ", "sql.Open(\"postgres\", "} {
		if _, arguments, found := strings.Cut(text, call); found {
			return strconv.Unquote(strings.TrimSuffix(strings.TrimSpace(arguments), ")"))
		}
	}
	return text, nil
}

func run(one translation) (who string, err error) {
	target, err := literal(one.Text)
	if err != nil {
		return "", err
	}
	if one.To == "pgx" {
		connection, err := pgx.Connect(context.Background(), target)
		if err != nil {
			return "", err
		}
		defer connection.Close(context.Background())
		err = connection.QueryRow(context.Background(), question).Scan(&who)
		return who, err
	}
	db, err := sql.Open("postgres", target)
	if err != nil {
		return "", err
	}
	defer db.Close()
	err = db.QueryRow(question).Scan(&who)
	return who, err
}

func main() {
	var cases []translation
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	for _, one := range cases {
		if who, err := run(one); err != nil {
			fmt.Printf("%s\trefused\t%s\n", one.Name, strings.Join(strings.Fields(err.Error()), " "))
		} else {
			fmt.Printf("%s\taccepted\t%s\n", one.Name, who)
		}
	}
}
