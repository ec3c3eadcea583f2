using Dialtone.Errors;

namespace Dialtone.Dialects.MySql;

/// <summary>Classifies the servers' error numbers, which say more than their SQLSTATEs.</summary>
/// <remarks>Source: the error references of MySQL 8.4 and MariaDB 11.</remarks>
static class MySqlErrorNumbers
{
    /// <summary>What an error means for the caller, and how to fix it if the number alone tells.</summary>
    public static (ErrorKind Kind, string? Fix) Classify(int number, string? sqlState) =>
        number switch
        {
            1045 or 1698 or 1251 or 1275 or 2059 or 1129 or 1130 or 3118 or 4151 or 1524 => (ErrorKind.Authentication, null),
            1820 or 1862 => (ErrorKind.Authentication, "the password has expired: set a new one with ALTER USER"),
            3159 => (ErrorKind.Tls, "the server demands TLS: use ssl_mode=REQUIRED or better"),
            1044 or 1142 or 1143 or 1227 or 1370 => (ErrorKind.Permission, null),
            1290 or 1223 or 1792 or 1836 => (ErrorKind.Permission, "the server, or the transaction, is read-only: write to the primary"),
            1040 or 1203 or 1226 or 1037 or 1038 or 1041 or 1135 or 1021 or 1114 => (ErrorKind.Resources, null),
            1053 or 1077 or 1078 or 1079 or 1080 => (ErrorKind.Failover, null),
            1152 or 1158 or 1159 or 1160 or 1161 or 1184 or 1927 or 4031 => (ErrorKind.Disconnected, null),
            1205 or 3572 or 1222 => (
                ErrorKind.Timeout,
                "another session holds the lock: end its transaction, or raise innodb_lock_wait_timeout"
            ),
            1969 or 3024 or 1907 => (ErrorKind.Timeout, "the statement ran into the server's own time limit"),
            1213 or 1020 or 1614 or 3101 => (ErrorKind.Retryable, "run the transaction again"),
            1317 => (ErrorKind.Cancelled, null),
            1022 or 1048 or 1062 or 1169 or 1216 or 1217 or 1364 or 1451 or 1452 or 1557 or 1586 or 1761 or 1762 or 3819 or 4025 => (
                ErrorKind.Integrity,
                null
            ),
            1264 or 1265 or 1292 or 1365 or 1366 or 1367 or 1406 or 1411 or 1426 or 1427 or 1441 or 1690 or 3140 => (ErrorKind.Data, null),
            1235 or 1178 or 1295 => (ErrorKind.Unsupported, null),
            _ => (SqlStates.Classify(sqlState), null),
        };
}
