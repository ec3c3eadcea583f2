using Dialtone.Compliance.Tests.Suite;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Backends;

public sealed class Postgres15QueryTests(TestServers servers) : QueryTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15ParameterTests(TestServers servers) : ParameterTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15TransactionTests(TestServers servers) : TransactionTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15ErrorTests(TestServers servers) : ErrorTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15CancellationTests(TestServers servers) : CancellationTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15TextTests(TestServers servers) : TextTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15StreamTests(TestServers servers) : StreamTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15DapperTests(TestServers servers) : DapperTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15PoolTests(TestServers servers) : PoolTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15ReconnectTests(TestServers servers) : ReconnectTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15NestedTransactionTests(TestServers servers)
    : NestedTransactionTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15ReadOnlyTests(TestServers servers) : ReadOnlyTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15ObservationTests(TestServers servers) : ObservationTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15ConnectionInfoTests(TestServers servers)
    : ConnectionInfoTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15TimeLimitTests(TestServers servers) : TimeLimitTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15InsertTests(TestServers servers) : InsertTests(new PostgresBackend(servers, PostgresRelease.V15));

public sealed class Postgres15BatchTests(TestServers servers) : BatchTests(new PostgresBackend(servers, PostgresRelease.V15));
