import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.Scanner;

/** Runs translations through JDBC: a line for each case, name, tab, URL; one line of result for each. */
public class Drivers {
    static final String POSTGRES =
            "select current_user || ' ' || coalesce(client_dn, '') from pg_stat_ssl where pid = pg_backend_pid()";

    public static void main(String[] arguments) {
        var lines = new Scanner(System.in, StandardCharsets.UTF_8);
        while (lines.hasNextLine()) {
            var parts = lines.nextLine().split("\t", 2);
            try (var connection = DriverManager.getConnection(parts[1]);
                    var rows = connection.createStatement().executeQuery(POSTGRES)) {
                rows.next();
                System.out.println(parts[0] + "\taccepted\t" + rows.getString(1));
            } catch (Exception failure) {
                System.out.println(parts[0] + "\trefused\t" + String.valueOf(failure.getMessage()).replaceAll("\\s+", " "));
            }
        }
    }
}
