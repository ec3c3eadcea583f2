using Dialtone.Compliance.Tests.Suite;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Backends;

public sealed class Postgres18QueryTests(TestServers servers) : QueryTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18ParameterTests(TestServers servers) : ParameterTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18TransactionTests(TestServers servers) : TransactionTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18ErrorTests(TestServers servers) : ErrorTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18CancellationTests(TestServers servers) : CancellationTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18TextTests(TestServers servers) : TextTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18StreamTests(TestServers servers) : StreamTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18DapperTests(TestServers servers) : DapperTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18PoolTests(TestServers servers) : PoolTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18ReconnectTests(TestServers servers) : ReconnectTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18NestedTransactionTests(TestServers servers)
    : NestedTransactionTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18ReadOnlyTests(TestServers servers) : ReadOnlyTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18ObservationTests(TestServers servers) : ObservationTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18ConnectionInfoTests(TestServers servers)
    : ConnectionInfoTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18TimeLimitTests(TestServers servers) : TimeLimitTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18InsertTests(TestServers servers) : InsertTests(new PostgresBackend(servers, PostgresRelease.V18));

public sealed class Postgres18BatchTests(TestServers servers) : BatchTests(new PostgresBackend(servers, PostgresRelease.V18));
