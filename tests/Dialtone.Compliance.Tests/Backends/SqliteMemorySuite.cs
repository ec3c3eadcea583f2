using Dialtone.Compliance.Tests.Suite;
using Dialtone.Servers;

namespace Dialtone.Compliance.Tests.Backends;

public sealed class SqliteMemoryQueryTests(TestServers servers) : QueryTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryParameterTests(TestServers servers) : ParameterTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryTransactionTests(TestServers servers) : TransactionTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryErrorTests(TestServers servers) : ErrorTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryCancellationTests(TestServers servers) : CancellationTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryTextTests(TestServers servers) : TextTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryStreamTests(TestServers servers) : StreamTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryDapperTests(TestServers servers) : DapperTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryPoolTests(TestServers servers) : PoolTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryNestedTransactionTests(TestServers servers)
    : NestedTransactionTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryReadOnlyTests(TestServers servers) : ReadOnlyTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryObservationTests(TestServers servers) : ObservationTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryConnectionInfoTests(TestServers servers) : ConnectionInfoTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryTimeLimitTests(TestServers servers) : TimeLimitTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryInsertTests(TestServers servers) : InsertTests(new SqliteBackend(servers, inFile: false));

public sealed class SqliteMemoryBatchTests(TestServers servers) : BatchTests(new SqliteBackend(servers, inFile: false));
