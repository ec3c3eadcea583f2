using Dialtone.Compliance.Tests.Suite;
using Dialtone.Servers;

namespace Dialtone.Compliance.Tests.Backends;

public sealed class MariaDbQueryTests(TestServers servers) : QueryTests(new MariaDbBackend(servers));

public sealed class MariaDbParameterTests(TestServers servers) : ParameterTests(new MariaDbBackend(servers));

public sealed class MariaDbTransactionTests(TestServers servers) : TransactionTests(new MariaDbBackend(servers));

public sealed class MariaDbErrorTests(TestServers servers) : ErrorTests(new MariaDbBackend(servers));

public sealed class MariaDbCancellationTests(TestServers servers) : CancellationTests(new MariaDbBackend(servers));

public sealed class MariaDbTextTests(TestServers servers) : TextTests(new MariaDbBackend(servers));

public sealed class MariaDbStreamTests(TestServers servers) : StreamTests(new MariaDbBackend(servers));

public sealed class MariaDbDapperTests(TestServers servers) : DapperTests(new MariaDbBackend(servers));

public sealed class MariaDbPoolTests(TestServers servers) : PoolTests(new MariaDbBackend(servers));

public sealed class MariaDbReconnectTests(TestServers servers) : ReconnectTests(new MariaDbBackend(servers));

public sealed class MariaDbNestedTransactionTests(TestServers servers) : NestedTransactionTests(new MariaDbBackend(servers));

public sealed class MariaDbReadOnlyTests(TestServers servers) : ReadOnlyTests(new MariaDbBackend(servers));

public sealed class MariaDbObservationTests(TestServers servers) : ObservationTests(new MariaDbBackend(servers));

public sealed class MariaDbConnectionInfoTests(TestServers servers) : ConnectionInfoTests(new MariaDbBackend(servers));

public sealed class MariaDbTimeLimitTests(TestServers servers) : TimeLimitTests(new MariaDbBackend(servers));

public sealed class MariaDbInsertTests(TestServers servers) : InsertTests(new MariaDbBackend(servers));

public sealed class MariaDbBatchTests(TestServers servers) : BatchTests(new MariaDbBackend(servers));
