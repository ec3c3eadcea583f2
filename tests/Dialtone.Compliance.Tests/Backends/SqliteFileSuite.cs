using Dialtone.Compliance.Tests.Suite;
using Dialtone.Servers;

namespace Dialtone.Compliance.Tests.Backends;

public sealed class SqliteFileQueryTests(TestServers servers) : QueryTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileParameterTests(TestServers servers) : ParameterTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileTransactionTests(TestServers servers) : TransactionTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileErrorTests(TestServers servers) : ErrorTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileCancellationTests(TestServers servers) : CancellationTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileTextTests(TestServers servers) : TextTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileStreamTests(TestServers servers) : StreamTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileDapperTests(TestServers servers) : DapperTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFilePoolTests(TestServers servers) : PoolTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileNestedTransactionTests(TestServers servers)
    : NestedTransactionTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileReadOnlyTests(TestServers servers) : ReadOnlyTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileObservationTests(TestServers servers) : ObservationTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileConnectionInfoTests(TestServers servers) : ConnectionInfoTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileTimeLimitTests(TestServers servers) : TimeLimitTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileInsertTests(TestServers servers) : InsertTests(new SqliteBackend(servers, inFile: true));

public sealed class SqliteFileBatchTests(TestServers servers) : BatchTests(new SqliteBackend(servers, inFile: true));
